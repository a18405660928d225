import { expect, test } from '@jest/globals';
import { describeEachDatabase } from '../../../test/each-database.ts';
import { preparedQuery } from './prepared-query.ts';

describeEachDatabase('prepared queries', ({ open }) => {
  test('a prepared query is built once, and given its values each time, each in its place', async () => {
    const database = await open();
    let built = 0;
    const insert = preparedQuery<{ key: string; value: string }, object>(database, (db, value) => {
      built += 1;
      const row = { key: value('key'), value: value('value') };
      return db.insertInto('meta').values(row).returning(['key', 'value']);
    });
    expect(await insert({ value: 'b', key: 'a' })).toEqual([{ key: 'a', value: 'b' }]);
    expect(await insert({ key: 'c', value: 'a' })).toEqual([{ key: 'c', value: 'a' }]);
    expect(built).toBe(1);

    const find = preparedQuery<{ value: string }, object>(database, (db, value) =>
      db.selectFrom('meta').select('key').where('value', '=', value('value')).where('key', '!=', 'x'),
    );
    expect(await find({ value: 'a' })).toEqual([{ key: 'c' }]);
    expect(await find({ value: 'none' })).toEqual([]);
  });
});
