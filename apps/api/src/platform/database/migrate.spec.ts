import { expect, test } from '@jest/globals';
import { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { describeEachDatabase } from '../../../test/each-database.ts';
import { databaseLocation } from './database-location.ts';
import { firstTables } from './migrations/0001-first-tables.ts';
import { openPostgres } from './postgres-dialect.ts';
import { openSqlite } from './sqlite-dialect.ts';

/** A database as the first release left it, with a person who is signed in. */
async function firstRelease(url: string): Promise<void> {
  const location = databaseLocation(url);
  const dialect =
    location.dialect === 'sqlite'
      ? openSqlite(location.file)
      : openPostgres(location.url, { connections: 1 });
  const db = new Kysely<Record<'users' | 'sessions', Record<string, unknown>>>({ dialect });
  const migrations = { '0001-first-tables': firstTables };
  await new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(migrations) },
  }).migrateToLatest();
  const times = { created_at: 1_768_464_000_123 };
  await db
    .insertInto('users')
    .values({
      ...times,
      id: 'u1',
      app_id: 'wx1',
      openid: 'o1',
      session_key_sealed: 'v1',
      nickname: '王小明',
      last_login_at: 5,
    })
    .execute();
  await db
    .insertInto('sessions')
    .values({
      ...times,
      sid: 's1',
      user_id: 'u1',
      origin: 'https://a.example',
      browser: 'Firefox',
      os: 'Linux',
      last_seen_at: 5,
      expires_at: 6,
      advanced_at: 5,
    })
    .execute();
  await db.destroy();
}

describeEachDatabase('a database of the first release', ({ open, createUrl }) => {
  test('is brought to today with all that it holds', async () => {
    const url = await createUrl();
    await firstRelease(url);
    const { queries } = await open(url);
    expect(await queries.selectFrom('users').selectAll().execute()).toEqual([
      expect.objectContaining({ id: 'u1', nickname: '王小明', avatar: null, created_at: 1_768_464_000_123 }),
    ]);
    expect(await queries.selectFrom('sessions').select(['sid', 'user_id']).execute()).toEqual([
      { sid: 's1', user_id: 'u1' },
    ]);
    expect(await queries.selectFrom('security_events').selectAll().execute()).toEqual([]);
    expect(await queries.selectFrom('avatar_removals').selectAll().execute()).toEqual([]);
  });

  test('and then loses a person’s sessions and events with them', async () => {
    const url = await createUrl();
    await firstRelease(url);
    const { queries } = await open(url);
    await queries
      .insertInto('security_events')
      .values({ id: 'e', user_id: 'u1', kind: 'scanned', subject: 'scene', at: 1 })
      .execute();
    await queries.deleteFrom('users').execute();
    expect(await queries.selectFrom('sessions').select('sid').execute()).toEqual([]);
    expect(await queries.selectFrom('security_events').select('id').execute()).toEqual([]);
  });
});
