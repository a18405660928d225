import { expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { describeEachDatabase } from '../../../test/each-database.ts';
import { ApiError } from '../http/api-error.ts';
import { MIGRATIONS } from './migrate.ts';

const person = {
  id: 'u1',
  created_at: 1_768_464_000_123,
  last_login_at: 1_768_464_000_123,
};

const identity = {
  provider: 'wechat-mini-program' as const,
  app_id: 'wx1',
  subject: 'o1',
  user_id: 'u1',
  unionid: 'union',
  session_key_sealed: null,
  created_at: 1,
  last_used_at: 1,
};

describeEachDatabase('database', ({ open, createUrl }) => {
  test('gives times back as the numbers they were', async () => {
    const { queries } = await open();
    await queries.insertInto('users').values(person).execute();
    const row = await queries.selectFrom('users').selectAll().executeTakeFirstOrThrow();
    expect(row).toEqual({
      ...person,
      nickname: null,
      avatar: null,
      merged_into: null,
      merged_subs: null,
      blocked: 0,
      profile_updated_at: null,
      preferred_username: null,
    });
  });

  test('keeps what it holds when it is opened again', async () => {
    const url = await createUrl();
    const first = await open(url);
    await first.queries.insertInto('meta').values({ key: 'a', value: 'b' }).execute();
    const second = await open(url);
    const kept = second.queries.selectFrom('meta').selectAll().where('key', '=', 'a');
    expect(await kept.execute()).toEqual([{ key: 'a', value: 'b' }]);
  });

  test('is migrated once when four instances start at once', async () => {
    const url = await createUrl();
    const databases = await Promise.all([open(url), open(url), open(url), open(url)]);
    for (const database of databases) await expect(database.ping()).resolves.toBeUndefined();
    const { rows } = await sql`select name from kysely_migration`.execute(databases[0].queries);
    expect(rows).toEqual(Object.keys(MIGRATIONS).map((name) => ({ name })));
  });

  test('refuses a second identity of one openid, and a second openid of one unionid at one account, as a fault of ours', async () => {
    const { queries } = await open();
    await queries
      .insertInto('users')
      .values([person, { ...person, id: 'u2' }])
      .execute();
    await queries.insertInto('identities').values(identity).execute();
    const refused = [
      { ...identity, user_id: 'u2', unionid: null },
      { ...identity, user_id: 'u2', subject: 'o2' },
    ];
    for (const twin of refused)
      await expect(queries.insertInto('identities').values(twin).execute()).rejects.not.toBeInstanceOf(
        ApiError,
      );
    const apart = [
      { ...identity, app_id: 'wx2' },
      { ...identity, subject: 'o2', unionid: null },
      { ...identity, subject: 'o3', unionid: null },
    ];
    await queries.insertInto('identities').values(apart).execute();
  });

  test('a statement beside a transaction that is open meanwhile is not part of it', async () => {
    const database = await open();
    let alone: Promise<unknown> | undefined;
    const undone = database.queries.transaction().execute(async (transaction) => {
      await transaction.insertInto('meta').values({ key: 'within', value: 'undone' }).execute();
      alone = database.queries
        .insertInto('meta')
        .values({ key: 'alone', value: 'kept' })
        .returning('key')
        .execute();
      throw new Error('undo');
    });
    await expect(undone).rejects.toThrow('undo');
    expect(await alone).toEqual([{ key: 'alone' }]);
    const left = database.queries.selectFrom('meta').select('key').where('key', 'in', ['alone', 'within']);
    expect(await left.execute()).toEqual([{ key: 'alone' }]);
  });

  test('deletes the sessions and identities of a deleted person', async () => {
    const { queries } = await open();
    await queries.insertInto('users').values(person).execute();
    const times = { created_at: 1, last_seen_at: 1, expires_at: 1, advanced_at: 1 };
    const browser = { origin: 'o', browser: 'b', os: 'o', ip: null, region: null };
    await queries
      .insertInto('sessions')
      .values({ sid: 's', user_id: 'u1', ...browser, ...times })
      .execute();
    await queries.insertInto('identities').values(identity).execute();
    await queries.deleteFrom('users').execute();
    expect(await queries.selectFrom('sessions').select('sid').execute()).toEqual([]);
    expect(await queries.selectFrom('identities').select('subject').execute()).toEqual([]);
  });
});
