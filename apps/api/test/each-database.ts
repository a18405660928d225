import { afterAll, afterEach, beforeAll, describe } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from '../src/platform/database/database.ts';
import { startPostgres, type TestPostgres } from './postgres.ts';

const SERVER_TIMEOUT_MS = 60_000;

export interface DatabaseHarness {
  /** DATABASE_URL of a database that nobody has used yet. */
  createUrl: () => Promise<string>;
  /** Opens a database, a fresh one unless a URL is given; it is closed after the test. */
  open: (url?: string) => Promise<Database>;
}

/** Runs one suite against SQLite files and against a real PostgreSQL. */
export function describeEachDatabase(title: string, suite: (harness: DatabaseHarness) => void): void {
  describe(`${title}, SQLite`, () => {
    let folder: string;
    let files = 0;
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'maqiao-sqlite-'));
    });
    const closeAll = harnessOf(() => Promise.resolve(`sqlite:${join(folder, `${++files}.db`)}`), suite);
    afterAll(async () => {
      await closeAll();
      await rm(folder, { recursive: true, force: true });
    });
  });

  describe(`${title}, PostgreSQL`, () => {
    let server: TestPostgres | undefined;
    beforeAll(async () => {
      server = await startPostgres();
    }, SERVER_TIMEOUT_MS);
    const closeAll = harnessOf(() => {
      if (server === undefined) throw new Error('PostgreSQL is not running');
      return server.createDatabase();
    }, suite);
    afterAll(async () => {
      await closeAll();
      await server?.stop();
    }, SERVER_TIMEOUT_MS);
  });
}

function harnessOf(createUrl: () => Promise<string>, suite: (harness: DatabaseHarness) => void) {
  let opened: Database[] = [];
  const closeAll = async (): Promise<void> => {
    const closing = opened;
    opened = [];
    for (const database of closing) await database.onApplicationShutdown();
  };
  afterEach(closeAll);
  suite({
    createUrl,
    open: async (url) => {
      const database = await Database.open(url ?? (await createUrl()));
      opened.push(database);
      return database;
    },
  });
  return closeAll;
}
