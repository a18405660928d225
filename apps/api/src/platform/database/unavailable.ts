import type {
  CompiledQuery,
  DatabaseConnection,
  Dialect,
  Driver,
  QueryCompiler,
  QueryResult,
  TransactionSettings,
} from 'kysely';
import { ApiError } from '../http/api-error.ts';
import { failureCode } from '../process/failure-code.ts';
import { localize } from '../operator-messages/messages.ts';
import { databaseMessages } from './database-messages.ts';

/**
 * Wraps a dialect so that the driver's errors of an unreachable database become the error `unavailable`. Other errors
 * (a violated constraint, bad SQL) pass unchanged and become `internal`.
 */
export function withUnavailable(dialect: Dialect, watch?: AnswerWatch): Dialect {
  return {
    createAdapter: () => dialect.createAdapter(),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createDriver: () => new MappingDriver(dialect.createDriver(), watch),
  };
}

/**
 * SQLSTATE (PostgreSQL, appendix A): connection lost, server going down, too many clients, time-out, read-only standby.
 */
const POSTGRES_AWAY = /^(08...|57P0[1-5]|57014|53...|25006|55P03|58...|XX...)$/;
/** Result codes of SQLite: locked by another process, disk full or failing, file not writable. */
const SQLITE_AWAY = /^SQLITE_(BUSY|LOCKED|IOERR|FULL|READONLY|CANTOPEN|CORRUPT|NOTADB)/;
const SOCKET_AWAY =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENOENT)$/;
/** pg throws these without a code. */
const POSTGRES_AWAY_WORDS =
  /connection terminated|timeout exceeded|query read timeout|client has encountered a connection error|not queryable|pool after calling end/i;

/** Why the database is unavailable, as a code or a phrase that an operator can look up; undefined for other errors. */
function absenceOf(error: unknown): string | undefined {
  const code = failureCode(error);
  if (code !== '') {
    return [POSTGRES_AWAY, SQLITE_AWAY, SOCKET_AWAY].some((pattern) => pattern.test(code)) ? code : undefined;
  }
  // A connection to a name with several addresses fails with the errors of all of them.
  if (error instanceof AggregateError)
    return error.errors.map(absenceOf).find((found) => found !== undefined);
  return error instanceof Error && POSTGRES_AWAY_WORDS.test(error.message) ? error.message : undefined;
}

/** Why a database cannot be opened: unreachable, misspelt, or access denied. A code or phrase, never a value. */
export function startFailureOf(error: unknown): string | undefined {
  const cause = unmapped(error);
  const code = failureCode(cause);
  if (/^(28...|3D000|42501|EACCES|EPERM|EROFS|EISDIR|ENOTDIR|EEXIST|ERR_INVALID_URL)$/.test(code))
    return code;
  return absenceOf(cause);
}

/** The driver's error behind an error of {@link orUnavailable}; other errors unchanged. */
export function unmapped(error: unknown): unknown {
  return error instanceof ApiError && error.code === 'unavailable' ? error.cause : error;
}

/** Whether a row was refused because the row that it refers to no longer exists (a foreign-key violation). */
export function isOrphanRefused(error: unknown): boolean {
  const code = failureCode(error);
  return code === '23503' || code === 'SQLITE_CONSTRAINT_FOREIGNKEY';
}

/** Whether a row was refused because another one has a value that is unique. */
export function isTaken(error: unknown): boolean {
  const code = failureCode(error);
  return code === '23505' || code === 'SQLITE_CONSTRAINT_UNIQUE';
}

/** Called as statements end: with success, or with an error of the database or the connection. */
export interface AnswerWatch {
  answered(): void;
  failed(error: unknown): void;
}

/** Runs work on the database. @throws ApiError `unavailable` when it cannot be reached; other errors unchanged */
export async function orUnavailable<T>(work: () => Promise<T>, watch?: AnswerWatch): Promise<T> {
  try {
    const result = await work();
    watch?.answered();
    return result;
  } catch (error) {
    watch?.failed(error);
    const absence = absenceOf(error);
    if (absence === undefined) throw error;
    throw new ApiError('unavailable', {
      retryAfterSeconds: 5,
      operatorHint: localize(databaseMessages.database_away, { why: absence }),
      cause: error,
    });
  }
}

class MappingConnection implements DatabaseConnection {
  constructor(
    readonly inner: DatabaseConnection,
    private readonly watch: AnswerWatch | undefined,
  ) {}

  executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    return orUnavailable(() => this.inner.executeQuery<R>(query), this.watch);
  }

  streamQuery<R>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<R>> {
    return this.inner.streamQuery<R>(query, chunkSize);
  }
}

class MappingDriver implements Driver {
  constructor(
    private readonly inner: Driver,
    private readonly watch: AnswerWatch | undefined,
  ) {}

  init(): Promise<void> {
    return orUnavailable(() => this.inner.init());
  }

  acquireConnection(): Promise<DatabaseConnection> {
    return orUnavailable(async () => new MappingConnection(await this.inner.acquireConnection(), this.watch));
  }

  beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    return orUnavailable(() => this.inner.beginTransaction(innerOf(connection), settings), this.watch);
  }

  commitTransaction(connection: DatabaseConnection): Promise<void> {
    return orUnavailable(() => this.inner.commitTransaction(innerOf(connection)), this.watch);
  }

  rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    return orUnavailable(() => this.inner.rollbackTransaction(innerOf(connection)));
  }

  async savepoint(connection: DatabaseConnection, name: string, compile: QueryCompiler['compileQuery']) {
    await orUnavailable(async () => this.inner.savepoint?.(innerOf(connection), name, compile));
  }

  releaseConnection(connection: DatabaseConnection): Promise<void> {
    return this.inner.releaseConnection(innerOf(connection));
  }

  destroy(): Promise<void> {
    return this.inner.destroy();
  }
}

function innerOf(connection: DatabaseConnection): DatabaseConnection {
  return connection instanceof MappingConnection ? connection.inner : connection;
}
