import type { OnApplicationShutdown } from '@nestjs/common';
import { existsSync } from 'node:fs';
import { Kysely, sql, type KyselyConfig } from 'kysely';
import { say } from '../common/operator-words.ts';
import { SettingsError } from '../config/settings.ts';
import { databaseLocation, type DatabaseLocation } from './database-location.ts';
import { migrate } from './migrate.ts';
import { openPostgres } from './postgres-dialect.ts';
import { openSqlite } from './sqlite-dialect.ts';
import type { Tables } from './tables.ts';
import { startFailureOf, withUnavailable } from './unavailable.ts';

const CONNECTIONS = 10;
/** A migration may rewrite a large table, and waits for the one that another instance runs. */
const MIGRATION_TIMEOUT_MS = 10 * 60_000;

/**
 * People, sessions and keys: SQLite or PostgreSQL behind one set of queries. Ready and migrated once it exists.
 * A statement fails with ApiError `unavailable` while the database is away.
 */
export class Database implements OnApplicationShutdown {
  private constructor(
    readonly queries: Kysely<Tables>,
    readonly location: DatabaseLocation,
  ) {}

  /**
   * Opens and migrates the database behind a DATABASE_URL.
   * @param observe is told of every statement; it must not throw
   * @throws SettingsError when it cannot be reached or opened; the sentence carries a code, never the URL.
   */
  static async open(databaseUrl: string, observe?: QueryObserver): Promise<Database> {
    const location = databaseLocation(databaseUrl);
    try {
      const queries =
        location.dialect === 'sqlite'
          ? await openFile(location.file, observe)
          : await openServer(location.url, observe);
      return new Database(queries, location);
    } catch (error) {
      throw startError(location, error);
    }
  }

  /**
   * Opens the database as it is, whatever its schema: for tools that look at it. Nothing is made or changed.
   * @returns undefined when it is an SQLite file that does not exist yet
   * @throws SettingsError as {@link open}
   */
  static async openAsItIs(databaseUrl: string): Promise<Database | undefined> {
    const location = databaseLocation(databaseUrl);
    if (location.dialect === 'sqlite' && location.file !== null && !existsSync(location.file))
      return undefined;
    let database: Database | undefined;
    try {
      const dialect =
        location.dialect === 'sqlite'
          ? openSqlite(location.file)
          : openPostgres(location.url, { connections: 1 });
      database = new Database(new Kysely<Tables>({ dialect: withUnavailable(dialect) }), location);
      await database.ping();
      return database;
    } catch (error) {
      await database?.onApplicationShutdown();
      throw startError(location, error);
    }
  }

  /** Answers when the database does: for readiness. @throws ApiError `unavailable` */
  async ping(): Promise<void> {
    await sql`select 1`.execute(this.queries);
  }

  /** Last in the shutdown: requests in flight have ended by then. */
  async onApplicationShutdown(): Promise<void> {
    await this.queries.destroy();
  }
}

/** What stops a start, in a sentence; a fault of ours stays as it is. */
function startError({ dialect }: DatabaseLocation, error: unknown): unknown {
  const failure = startFailureOf(error);
  if (failure === undefined) return error;
  const sentence = dialect === 'sqlite' ? 'sqlite_not_opened' : 'postgres_not_opened';
  return new SettingsError(say(sentence, { failure }));
}

async function openFile(file: string | null, observe?: QueryObserver): Promise<Kysely<Tables>> {
  const queries = new Kysely<Tables>({ dialect: withUnavailable(openSqlite(file)), ...watched(observe) });
  try {
    await migrate(queries, 'sqlite');
    return queries;
  } catch (error) {
    await queries.destroy();
    throw error;
  }
}

async function openServer(url: string, observe?: QueryObserver): Promise<Kysely<Tables>> {
  const patient = openPostgres(url, { connections: 2, statementTimeout: MIGRATION_TIMEOUT_MS });
  const migrating = new Kysely<Tables>({ dialect: withUnavailable(patient) });
  try {
    await migrate(migrating, 'postgres');
  } finally {
    await migrating.destroy();
  }
  const dialect = withUnavailable(openPostgres(url, { connections: CONNECTIONS }));
  return new Kysely<Tables>({ dialect, ...watched(observe) });
}

/** Told how a statement ended and how many seconds it took; never what it said. */
type QueryObserver = (outcome: 'ok' | 'failed', seconds: number) => void;

function watched(observe: QueryObserver | undefined): Pick<KyselyConfig, 'log'> {
  if (observe === undefined) return {};
  return {
    log: ({ level, queryDurationMillis }) =>
      observe(level === 'query' ? 'ok' : 'failed', queryDurationMillis / 1000),
  };
}
