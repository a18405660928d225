import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { madeUpSecret, until } from '@maqiao/test-servers';
import { sql } from 'kysely';
import { Client } from 'pg';
import { startPostgres, type TestPostgres } from './postgres.ts';
import { startRedis } from './redis.ts';
import { afterThisTest } from './support/after-this-test.ts';
import { startApi, type ApiUnderTest } from './support/api-under-test.ts';

const SERVER_TIMEOUT_MS = 60_000;

async function readiness(api: ApiUnderTest): Promise<{ status: number; reasons: unknown; stores: unknown }> {
  const response = await fetch(`${api.url}/readyz`);
  const { reasons, stores } = (await response.json()) as { reasons?: unknown; stores?: unknown };
  return { status: response.status, reasons, stores };
}

const READY = { status: 200, reasons: undefined, stores: undefined };
const unready = (reasons: Record<string, string>) => ({ status: 503, reasons, stores: Object.keys(reasons) });

const turns = (api: ApiUnderTest, status: number) =>
  until(
    async () => (await readiness(api)).status === status,
    () => `/readyz to say ${status}`,
  );

/** The answer to a person who scans. */
async function scanned(api: ApiUnderTest): Promise<number> {
  return (await api.phone().signIn()).status;
}

describe('issue 12, number 16: /readyz of a database that answers and does not write', () => {
  let server: TestPostgres | undefined;
  beforeAll(async () => void (server = await startPostgres()), SERVER_TIMEOUT_MS);
  afterAll(() => server?.stop(), SERVER_TIMEOUT_MS);

  async function onPostgres(
    environment: Record<string, string> = {},
  ): Promise<{ api: ApiUnderTest; owner: Client }> {
    if (!server) throw new Error('PostgreSQL is not running');
    const url = await server.createDatabase();
    const api = await startApi({
      environment: { DATABASE_URL: url, MAQIAO_SECRET: madeUpSecret('one'), ...environment },
    });
    const owner = new Client({ connectionString: url });
    await owner.connect();
    afterThisTest(() => owner.end());
    return { api, owner };
  }

  test('after a failover it may be a replica: not ready while read-only, then ready again', async () => {
    const { api, owner } = await onPostgres();
    expect(await readiness(api)).toEqual(READY);
    const setReadOnly = async (value: 'on' | 'off') => {
      await owner.query('set transaction_read_only = off');
      await owner.query(`alter system set default_transaction_read_only = ${value}`);
      await owner.query('select pg_reload_conf()');
    };
    await setReadOnly('on');
    await turns(api, 503);
    expect(await readiness(api)).toEqual(unready({ database: 'read_only' }));
    expect(await scanned(api)).toBe(503);
    await owner.query('set default_transaction_read_only = off');
    await setReadOnly('off');
    await turns(api, 200);
    expect(await scanned(api)).toBe(200);
  });

  test('PostgreSQL’s disk is full: not ready from the first write that it refuses, until one succeeds', async () => {
    const { api, owner } = await onPostgres();
    // What the server says then, said by the server: filling a disk is not for a test.
    await owner.query(`
      create function full_disk() returns trigger language plpgsql as $$
        begin raise exception 'could not extend file: No space left on device' using errcode = 'disk_full'; end $$;
      create trigger full_disk before insert or update on users for each row execute function full_disk();
      create trigger full_disk before insert or update on meta for each row execute function full_disk();`);
    expect(await scanned(api)).toBe(503);
    expect(await readiness(api)).toEqual(unready({ database: 'disk_full' }));
    await owner.query('drop trigger full_disk on users; drop trigger full_disk on meta');
    await turns(api, 200);
    expect(await scanned(api)).toBe(200);
    const { rows } = await owner.query(`select key from meta where key like '%probe%'`);
    expect(rows).toEqual([]);
  });

  test('SQLite’s disk is full: the same', async () => {
    const api = await startApi();
    const limit = (pages: number) => sql.raw(`pragma max_page_count = ${pages}`).execute(api.database());
    expect(await readiness(api)).toEqual(READY);
    await limit(1); // smaller than the file: it cannot grow any more
    const write = (key: string) =>
      api
        .database()
        .insertInto('meta')
        .values({ key, value: 'x'.repeat(9_000) });
    const written = async (): Promise<void> => {
      for (let count = 0; ; count += 1) await write(`row-${count}`).execute();
    };
    await expect(written()).rejects.toMatchObject({ code: 'unavailable', cause: { code: 'SQLITE_FULL' } });
    expect(await readiness(api)).toEqual(unready({ database: 'disk_full' }));
    await limit(1_000_000);
    await turns(api, 200);
  });

  test('one that is only busy is not away', async () => {
    const { api } = await onPostgres();
    // More than its connections, for longer than a probe waits.
    let busy = true;
    const load = Array.from({ length: 100 }, async () => {
      while (busy) await sql`select pg_sleep(0.4)`.execute(api.database());
    });
    const said = [];
    for (let count = 0; count < 3; count += 1) said.push((await readiness(api)).status);
    busy = false;
    await Promise.all(load);
    expect(said).toEqual([200, 200, 200]);
  });

  test.each([
    [
      'its memory is full',
      ['config', 'set', 'maxmemory', '1'],
      ['config', 'set', 'maxmemory', '0'],
      'memory_full',
    ],
    ['it is a replica now', ['replicaof', '127.0.0.1', '1'], ['replicaof', 'no', 'one'], 'read_only'],
  ] as const)('Redis: %s', async (_what, [command, ...args], [back, ...again], reason) => {
    const redis = await startRedis();
    afterThisTest(() => redis.stop());
    const { api } = await onPostgres({ REDIS_URL: redis.url });
    const { Redis } = await import('ioredis');
    const owner = new Redis(redis.url);
    afterThisTest(() => Promise.resolve(owner.disconnect()));
    expect(await readiness(api)).toEqual(READY);
    await owner.call(command, ...args);
    // Only the first 503 has the reason: the server leaves a replica at once, to look for the new primary.
    const first = await until(async () => {
      const said = await readiness(api);
      return said.status === 503 && said;
    }, '/readyz to say what Redis lacks');
    expect(first).toEqual(unready({ scenes: reason }));
    await owner.call(back, ...again);
    await turns(api, 200);
  });
});
