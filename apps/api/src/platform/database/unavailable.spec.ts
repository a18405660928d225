import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import Sqlite from 'better-sqlite3';
import { sql } from 'kysely';
import { startPostgres, type TestPostgres } from '../../../test/postgres.ts';
import { SettingsError } from '../../config/settings.ts';
import { Database } from './database.ts';

// What the operator is told of lost connections is not what these tests are about.
Logger.overrideLogger(false);

const opened: Database[] = [];
afterEach(async () => {
  for (const database of opened.splice(0)) await database.onApplicationShutdown();
});
async function open(url: string): Promise<Database> {
  const database = await Database.open(url);
  opened.push(database);
  return database;
}

describe('PostgreSQL', () => {
  let server: TestPostgres | undefined;
  let url: string;
  beforeAll(async () => {
    server = await startPostgres();
    url = await server.createDatabase();
  });
  afterAll(() => server?.stop());

  test('a connection that the server cut is unavailable, and soon there is another', async () => {
    const database = await open(url);
    const cut = sql`select pg_terminate_backend(pg_backend_pid())`.execute(database.queries);
    await expect(cut).rejects.toMatchObject({ name: 'ApiError', code: 'unavailable' });
    // The first answer after it may still come from the broken one.
    const answers = () =>
      database.ping().then(
        () => true,
        () => false,
      );
    while (!(await answers()));
  });

  test('a statement that takes too long is unavailable', async () => {
    const database = await open(url);
    const slow = database.queries.connection().execute(async (connection) => {
      await sql`set statement_timeout = 20`.execute(connection);
      await sql`select pg_sleep(5)`.execute(connection);
    });
    await expect(slow).rejects.toMatchObject({ code: 'unavailable' });
  });

  test('bad SQL is our fault, not the server’s', async () => {
    const database = await open(url);
    await expect(sql`select * from nowhere`.execute(database.queries)).rejects.toMatchObject({
      code: '42P01',
    });
  });

  test.each([
    ['a wrong password', (good: string) => good.replace(/:[^:@/]+@/, ':wrong@'), '28P01'],
    ['an unknown database', (good: string) => good.replace(/[^/]+$/, 'nowhere'), '3D000'],
    ['a URL that is none', () => 'postgres://user:hidden@host:port/x', 'ERR_INVALID_URL'],
  ])('%s stops the start with a sentence that repeats nothing of the URL', async (_, urlOf, code) => {
    const start = open(urlOf(url));
    await expect(start).rejects.toThrow(SettingsError);
    await expect(start).rejects.toThrow(new RegExp(`^DATABASE_URL must .*\\(${code}\\)\\.`));
    await expect(start).rejects.not.toThrow(/wrong|hidden|127\.0\.0\.1/);
  });

  test('after the server is gone, everything is unavailable', async () => {
    const database = await open(url);
    await server?.stop();
    server = undefined;
    await expect(database.ping()).rejects.toMatchObject({ code: 'unavailable' });
    await expect(database.queries.selectFrom('users').selectAll().execute()).rejects.toMatchObject({
      code: 'unavailable',
      operatorHint: expect.stringContaining('DATABASE_URL'),
    });
  });
});

test('a port where nobody answers stops the start with a sentence', async () => {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  const start = open(`postgres://user:hidden@127.0.0.1:${port}/x`);
  await expect(start).rejects.toThrow(/^DATABASE_URL must name a PostgreSQL server.*\(ECONNREFUSED\)\.$/);
});

describe('SQLite', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'maqiao-unavailable-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('a file that another process keeps locked is unavailable', async () => {
    const file = join(folder, 'locked.db');
    const database = await open(`sqlite:${file}`);
    await sql`pragma busy_timeout = 1`.execute(database.queries);
    const other = new Sqlite(file);
    other.exec('begin immediate');
    const write = database.queries.insertInto('meta').values({ key: 'a', value: 'b' }).execute();
    await expect(write).rejects.toMatchObject({ name: 'ApiError', code: 'unavailable' });
    other.exec('rollback');
    other.close();
  });

  test.each([
    ['a folder', () => folder, /SQLITE_CANTOPEN/],
    [
      'a file that is no database',
      () => join(folder, 'text'),
      /not a complete .*SQLITE_NOTADB.*restore a backup/,
    ],
    ['a file below a file', () => join(folder, 'text', 'x.db'), /ENOTDIR|EEXIST/],
  ])('%s stops the start with a sentence', async (_, path, code) => {
    writeFileSync(join(folder, 'text'), 'this is a text, and long enough to be looked at as a header');
    const start = open(`sqlite:${path()}`);
    await expect(start).rejects.toThrow(SettingsError);
    await expect(start).rejects.toThrow(/^DATABASE_URL (must name an SQLite file|names a file) /);
    await expect(start).rejects.toThrow(code);
  });
});
