import { expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { describeEachDatabase } from '../../../test/each-database.ts';
import { Database } from './database.ts';
import { MIGRATIONS } from './migrate.ts';
import { schemaStateOf } from './schema-state.ts';

const KNOWN = Object.keys(MIGRATIONS);

describeEachDatabase('the schema', ({ createUrl, open }) => {
  test('of a new database: nothing applied, everything missing', async () => {
    const { queries, location } = await open();
    expect(await schemaStateOf(queries, location.dialect, [...KNOWN, '9999-next'])).toEqual({
      applied: KNOWN,
      missing: ['9999-next'],
      unknown: [],
    });
  });

  test('that a newer version has changed stops the start, with a sentence; nothing is changed', async () => {
    const url = await createUrl();
    const { queries, location } = await open(url);
    await sql`insert into kysely_migration (name, timestamp) values ('9999-of-tomorrow', 'x')`.execute(
      queries,
    );
    await expect(Database.open(url)).rejects.toMatchObject({
      name: 'SettingsError',
      message: expect.stringMatching(/newer Maqiao has changed \(9999-of-tomorrow\)/),
    });
    expect((await schemaStateOf(queries, location.dialect, KNOWN)).unknown).toEqual(['9999-of-tomorrow']);
  });
});
