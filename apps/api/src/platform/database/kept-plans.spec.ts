import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startPostgres, type TestPostgres } from '@maqiao/test-servers';
import { Pool } from 'pg';
import { runWithKeptPlans } from './kept-plans.ts';

let server: TestPostgres;
let pool: Pool;

beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());
beforeEach(async () => {
  pool = new Pool({ connectionString: await server.createDatabase(), max: 1 });
  // The server may end its connections before they have closed themselves.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => void client.on('error', () => undefined));
  await pool.query("create table people (name text); insert into people values ('li')");
});
afterEach(() => pool.end());

const plans = async () =>
  (await pool.query<{ statement: string }>('select statement from pg_prepared_statements')).rows;
const FIND = 'select * from people where name = $1';

describe('plans that PostgreSQL keeps', () => {
  test('one for each text, given other values each time', async () => {
    const run = runWithKeptPlans(pool);
    expect(await run(FIND, ['li'])).toEqual([{ name: 'li' }]);
    expect(await run(FIND, ['wang'])).toEqual([]);
    expect(await plans()).toEqual([{ statement: FIND }]);
  });

  test('a plan whose tables an upgrade has changed is given up, and nobody notices', async () => {
    const run = runWithKeptPlans(pool);
    await run(FIND, ['li']);
    await pool.query('alter table people add column age int');
    expect(await run(FIND, ['li'])).toEqual([{ name: 'li', age: null }]);
    expect(await run(FIND, ['li'])).toEqual([{ name: 'li', age: null }]);
  });

  test('behind a pooler that gives each statement another connection it sends them whole', async () => {
    const run = runWithKeptPlans(pool);
    await run(FIND, ['li']);
    await pool.query('deallocate all');
    expect(await run(FIND, ['li'])).toEqual([{ name: 'li' }]);
    expect(await run(FIND, ['li'])).toEqual([{ name: 'li' }]);
    expect(await plans()).toEqual([]);
  });

  test('any other fault is thrown, once', async () => {
    const run = runWithKeptPlans(pool);
    const insert = 'insert into people values ($1) returning 1/(select count(*) from people where name = $1)';
    await expect(run(insert, ['wang'])).rejects.toMatchObject({ code: '22012' });
    expect(await run(FIND, ['li'])).toEqual([{ name: 'li' }]);
    expect(await plans()).toEqual([{ statement: FIND }]); // still kept
  });
});
