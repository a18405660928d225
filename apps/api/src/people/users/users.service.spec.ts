import { expect, test } from '@jest/globals';
import { describeEachDatabase } from '../../../test/each-database.ts';
import { ManualClock } from '../../../test/manual-clock.ts';
import { testSettings } from '../../../test/test-settings.ts';
import type { Database } from '../../platform/database/database.ts';
import { MaqiaoSecret } from '../../platform/secret/maqiao-secret.ts';
import { UsersService } from './users.service.ts';

const secret = new MaqiaoSecret(Buffer.alloc(32, 3));
const answer = { openid: 'oLi', sessionKey: 'MDEyMzQ1Njc4OWFiY2RlZg==' };

function usersOf(database: Database, clock = new ManualClock()): UsersService {
  return new UsersService(database, secret, clock, testSettings());
}

describeEachDatabase('users', ({ open }) => {
  test('the first sign-in makes a person without name or face, the next finds them', async () => {
    const clock = new ManualClock();
    const users = usersOf(await open(), clock);
    const first = await users.signIn(answer);
    expect(first).toEqual({
      id: expect.stringMatching(/^[\w-]{22}$/),
      nickname: null,
      avatarUrl: null,
      createdAt: clock.now(),
      blocked: false,
      isNew: true,
    });
    clock.advance(1000);
    const { isNew, ...known } = first;
    expect([isNew, await users.signIn(answer)]).toEqual([true, { ...known, isNew: false }]);
    expect(await users.get(first.id)).toEqual(known);
  });

  test('twenty sign-ins at once make one person', async () => {
    const database = await open();
    const users = usersOf(database);
    const signedIn = await Promise.all(Array.from({ length: 20 }, () => users.signIn(answer)));
    expect(new Set(signedIn.map((user) => user.id)).size).toBe(1);
    expect(await database.queries.selectFrom('users').select('id').execute()).toHaveLength(1);
  });

  test('keeps the newest session_key, sealed to the row', async () => {
    const database = await open();
    const users = usersOf(database);
    const { id } = await users.signIn(answer);
    await users.signIn({ ...answer, sessionKey: 'the newest' });
    const { session_key_sealed: sealed } = await database.queries
      .selectFrom('users')
      .select('session_key_sealed')
      .executeTakeFirstOrThrow();
    expect(sealed).not.toContain('newest');
    expect(secret.open('session-key', id, sealed)).toBe('the newest');
    expect(() => secret.open('session-key', 'another', sealed)).toThrow();
  });

  test('learns a unionid and keeps it when WeChat does not repeat it', async () => {
    const users = usersOf(await open());
    const { id } = await users.signIn(answer);
    expect(await users.identityOf(id)).toEqual({ openid: 'oLi', unionid: null });
    await users.signIn({ ...answer, unionid: 'uLi' });
    await users.signIn(answer);
    expect(await users.identityOf(id)).toEqual({ openid: 'oLi', unionid: 'uLi' });
  });

  test('sets a nickname and removes it, for one person alone', async () => {
    const users = usersOf(await open());
    const [{ id }, other] = [await users.signIn(answer), await users.signIn({ ...answer, openid: 'oWang' })];
    expect(await users.setNickname(id, '王小明')).toMatchObject({ id, nickname: '王小明' });
    expect(await users.signIn(answer)).toMatchObject({ id, nickname: '王小明' });
    expect(await users.get(other.id)).toMatchObject({ nickname: null });
    expect(await users.setNickname(id, null)).toMatchObject({ nickname: null });
    expect(await users.setNickname('nobody', 'x')).toBeUndefined();
  });

  test('tells a picture by its whole address', async () => {
    const database = await open();
    const users = usersOf(database);
    const { id } = await users.signIn(answer);
    await database.queries.updateTable('users').set({ avatar: 'a.jpg' }).execute();
    expect((await users.get(id))?.avatarUrl).toBe('https://login.example.com/api/avatars/a.jpg');
  });

  test('keeps the session_key of somebody known, and makes nobody', async () => {
    const database = await open();
    const users = usersOf(database);
    const { id } = await users.signIn(answer);
    await users.keepSessionKey(id, { ...answer, sessionKey: 'the newest' });
    await users.keepSessionKey('nobody', { openid: 'oWang', sessionKey: 'k' });
    const rows = await database.queries.selectFrom('users').select(['id', 'session_key_sealed']).execute();
    expect(rows.map((row) => row.id)).toEqual([id]);
    expect(secret.open('session-key', id, rows[0]?.session_key_sealed ?? '')).toBe('the newest');
  });

  test('refuses a person whom the owner has blocked', async () => {
    const database = await open();
    const users = usersOf(database);
    const { id } = await users.signIn(answer);
    await database.queries.updateTable('users').set({ blocked: 1 }).execute();
    await expect(users.signIn(answer)).rejects.toMatchObject({ code: 'login_blocked' });
    expect(await users.get(id)).toMatchObject({ blocked: true });
  });

  test('knows nobody by an unknown id', async () => {
    const users = usersOf(await open());
    expect(await users.get('nobody')).toBeUndefined();
    expect(await users.identityOf('nobody')).toBeUndefined();
  });
});
