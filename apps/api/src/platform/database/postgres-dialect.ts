import { Logger } from '@nestjs/common';
import { PostgresDialect, type Dialect } from 'kysely';
import { Pool, types } from 'pg';
import { localize } from '../operator-messages/messages.ts';
import { databaseMessages } from './database-messages.ts';
import { AdapterWithoutLock } from './migration-lock.ts';
import { refusesStartParameters } from './postgres-failure.ts';
import { unmapped } from './unavailable.ts';

const CONNECT_TIMEOUT_MS = 5000;
const STATEMENT_TIMEOUT_MS = 5000;
const IDLE_IN_TRANSACTION_MS = 30_000;

/** PostgreSQL's `int8`: our times are milliseconds, which a double holds exactly until the year 287396. */
const INT8_OID = 20;

interface PostgresOptions {
  readonly connections: number;
  /** Milliseconds after which a statement is cancelled. */
  readonly statementTimeout?: number;
  /** Behind a pooler that does not pass settings on: then only the driver's own time-out limits a statement. */
  readonly pooled?: boolean;
}

/** How many seconds a statement of a login may take. */
export const STATEMENT_SECONDS = STATEMENT_TIMEOUT_MS / 1000;

/**
 * Opens a PostgreSQL; if a pooler refuses the settings at the start of our connections, again without them. What `work`
 * does before its first connection may happen twice.
 */
export async function openedOrPooled<T>(work: (pooled: boolean) => Promise<T>): Promise<T> {
  try {
    return await work(false);
  } catch (error) {
    if (!refusesStartParameters(unmapped(error))) throw error;
    return work(true);
  }
}

/**
 * A pool of connections to PostgreSQL. `int8` arrives as a number, for this pool only.
 * Every wait has a time-out, so that an unreachable database becomes the error `unavailable`.
 */
export function openPostgres(
  url: string,
  { connections, statementTimeout = STATEMENT_TIMEOUT_MS, pooled = false }: PostgresOptions,
): Dialect {
  const pool = new Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    ...(pooled
      ? { query_timeout: statementTimeout }
      : {
          statement_timeout: statementTimeout,
          // Longer than the server's own limit: for a server that no longer answers at all.
          query_timeout: statementTimeout * 2,
          idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
        }),
    keepAlive: true,
    application_name: 'maqiao',
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary'): ((text: string) => unknown) =>
        oid === INT8_OID && format !== 'binary'
          ? Number
          : (types.getTypeParser(oid, format) as (text: string) => unknown),
    },
  });
  const logger = new Logger('PostgreSQL');
  const lost = (error: Error & { code?: string }): void => {
    if (!pool.ending)
      logger.warn(localize(databaseMessages.postgres_connection_lost, { why: error.code ?? error.message }));
  };
  // A broken connection emits `error`, on the pool while idle and on the client while in use; without a listener that
  // would end the process. The pool drops the connection, and its statement is rejected.
  pool.on('error', lost);
  pool.on('connect', (client) => void client.on('error', lost));
  const postgres = new PostgresDialect({ pool });
  return {
    createAdapter: () => new AdapterWithoutLock(),
    createQueryCompiler: () => postgres.createQueryCompiler(),
    createIntrospector: (db) => postgres.createIntrospector(db),
    createDriver: () => postgres.createDriver(),
  };
}
