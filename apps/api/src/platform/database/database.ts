import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Kysely, sql, type Dialect, type KyselyConfig } from 'kysely';
import { localize, type OperatorMessage } from '../operator-messages/messages.ts';
import { databaseMessages } from './database-messages.ts';
import { SettingsError } from '../../config/settings.ts';
import { databaseLocation, type DatabaseLocation } from './database-location.ts';
import { migrate } from './migrate.ts';
import { faultsOfPostgres } from './check-postgres.ts';
import { openedOrPooled, openPostgres, STATEMENT_SECONDS } from './postgres-dialect.ts';
import { keepToOwner } from './private-file.ts';
import { openSqlite } from './sqlite-dialect.ts';
import type { Tables } from './tables.ts';
import { ServingWatch } from './serving-watch.ts';
import { startError } from './start-error.ts';
import { orUnavailable, withUnavailable } from './unavailable.ts';

const CONNECTIONS = 10;
/** Size of the write that probes a disk: larger than the free space inside existing pages. */
const PROBE_BYTES = 192 * 1024;
const PROBE_KEY = 'write-probe';
/** With less free disk space an SQLite file counts as full: its log grows by as much before a checkpoint. */
const LEAST_ROOM_BYTES = 16 * 1024 * 1024;
/** A migration may rewrite a large table, or wait for another instance that migrates. */
const MIGRATION_TIMEOUT_MS = 10 * 60_000;

/**
 * The database with users, sessions and keys: SQLite or PostgreSQL, with the same queries. An instance is open and
 * migrated. A statement fails with ApiError `unavailable` while the database cannot be reached.
 */
export class Database implements OnApplicationShutdown {
  private constructor(
    readonly queries: Kysely<Tables>,
    readonly location: DatabaseLocation,
    private readonly watch: ServingWatch,
    /** Whether a pooler in front does not accept settings at the start of a connection. */
    readonly pooled = false,
  ) {}

  /**
   * Opens and migrates the database behind a DATABASE_URL.
   * @param observe is called with every statement; it must not throw
   * @throws SettingsError when it cannot be reached or opened; the message has a code, never the URL.
   */
  static async open(databaseUrl: string, observe?: QueryObserver): Promise<Database> {
    const location = databaseLocation(databaseUrl);
    const watch = new ServingWatch();
    try {
      const { queries, pooled } =
        location.dialect === 'sqlite'
          ? await openFile(location.file, watch, observe)
          : await openServer(location.url, watch, observe);
      return new Database(queries, location, watch, pooled);
    } catch (error) {
      throw startError(location, error);
    }
  }

  /**
   * Opens the database with whatever schema it has, without creating or changing anything: for tools that inspect it.
   * @returns undefined when it is an SQLite file that does not exist yet
   * @throws SettingsError as {@link open}
   */
  static async openAsItIs(databaseUrl: string): Promise<Database | undefined> {
    const location = databaseLocation(databaseUrl);
    if (location.dialect === 'sqlite' && location.file !== null && !existsSync(location.file))
      return undefined;
    try {
      if (location.dialect === 'sqlite')
        return await Database.#answering(openSqlite(location.file), location);
      const { url } = location;
      return await openedOrPooled((pooled) =>
        Database.#answering(openPostgres(url, { connections: 1, pooled }), location, pooled),
      );
    } catch (error) {
      throw startError(location, error);
    }
  }

  static async #answering(dialect: Dialect, location: DatabaseLocation, pooled = false): Promise<Database> {
    const queries = new Kysely<Tables>({ dialect: withUnavailable(dialect) });
    const database = new Database(queries, location, new ServingWatch(), pooled);
    try {
      await database.ping();
      return database;
    } catch (error) {
      await database.onApplicationShutdown();
      throw error;
    }
  }

  /** Faults that keep users from signing in although the database answers, each with what to do. Changes nothing. */
  async faults(): Promise<OperatorMessage[]> {
    return this.location.dialect === 'sqlite' ? [] : faultsOfPostgres(this.queries);
  }

  /** The error of the last write that the disk refused, until a write succeeds; undefined while writes succeed. */
  get refusal(): Error | undefined {
    return this.watch.refusal;
  }

  /** How many statements have succeeded so far. */
  get answers(): number {
    return this.watch.answers;
  }

  /**
   * Resolves when the database can serve logins: it answers and accepts writes. A standby, and a server whose disk is
   * full, would still answer reads. Costs one read, and while writes are refused also a probing write.
   * @throws ApiError `unavailable`, its cause the driver's error
   */
  async checkServing(): Promise<void> {
    await orUnavailable(async () => {
      if (this.location.dialect === 'postgres') await this.#requireWritable();
      else await this.#requireRoom(this.location.file);
      await this.watch.check(() => this.#writeSome());
    });
  }

  async #requireWritable(): Promise<void> {
    const { rows } = await sql<{
      setting: string;
    }>`select current_setting('transaction_read_only') as setting`.execute(this.queries);
    if (rows[0]?.setting === 'on') throw codedError('25006');
  }

  async #requireRoom(file: string | null): Promise<void> {
    await this.ping();
    if (file === null) return;
    const { bavail, bsize } = await statfs(dirname(file));
    if (bavail * bsize < LEAST_ROOM_BYTES) throw codedError('SQLITE_FULL');
  }

  async #writeSome(): Promise<void> {
    const value = randomBytes(PROBE_BYTES).toString('base64');
    await this.queries
      .insertInto('meta')
      .values({ key: PROBE_KEY, value })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
      .execute();
    await this.queries.deleteFrom('meta').where('key', '=', PROBE_KEY).execute();
  }

  /** Answers when the database does. @throws ApiError `unavailable` */
  async ping(): Promise<void> {
    await sql`select 1`.execute(this.queries);
  }

  /** Last in the shutdown: requests in flight have ended by then. */
  async onApplicationShutdown(): Promise<void> {
    await this.queries.destroy();
  }
}

/** An error as the driver would throw it. */
function codedError(code: string): Error {
  return Object.assign(new Error(code), { code });
}

interface Opened {
  queries: Kysely<Tables>;
  pooled: boolean;
}

async function openFile(file: string | null, watch: ServingWatch, observe?: QueryObserver): Promise<Opened> {
  if (file !== null) keepToOwner(file);
  const dialect = openSqlite(file);
  const queries = new Kysely<Tables>({ dialect: withUnavailable(dialect, watch), ...watched(observe) });
  try {
    await migrate(queries, 'sqlite');
    return { queries, pooled: false };
  } catch (error) {
    await queries.destroy();
    throw error;
  }
}

async function openServer(url: string, watch: ServingWatch, observe?: QueryObserver): Promise<Opened> {
  const pooled = await openedOrPooled(async (behindPooler) => {
    await migrateServer(url, behindPooler);
    return behindPooler;
  });
  if (pooled)
    new Logger('PostgreSQL').log(localize(databaseMessages.postgres_pooled, { seconds: STATEMENT_SECONDS }));
  const dialect = openPostgres(url, { connections: CONNECTIONS, pooled });
  const queries = new Kysely<Tables>({ dialect: withUnavailable(dialect, watch), ...watched(observe) });
  return { queries, pooled };
}

/** @throws SettingsError when it answers but cannot be used */
async function migrateServer(url: string, pooled: boolean): Promise<void> {
  const dialect = openPostgres(url, { connections: 2, statementTimeout: MIGRATION_TIMEOUT_MS, pooled });
  const migrating = new Kysely<Tables>({ dialect: withUnavailable(dialect) });
  try {
    const faults = await faultsOfPostgres(migrating);
    if (faults.length > 0) throw new SettingsError(...faults);
    await migrate(migrating, 'postgres');
  } finally {
    await migrating.destroy();
  }
}

/** Called with the outcome and the duration of each statement, never with its text. */
type QueryObserver = (outcome: 'ok' | 'failed', seconds: number) => void;

function watched(observe: QueryObserver | undefined): Pick<KyselyConfig, 'log'> {
  if (observe === undefined) return {};
  return {
    log: ({ level, queryDurationMillis }) =>
      observe(level === 'query' ? 'ok' : 'failed', queryDurationMillis / 1000),
  };
}
