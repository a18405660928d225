import { describe, expect, test } from '@jest/globals';
import type { IdentityProvider } from '@maqiao/shared';
import { describeEachDatabase, type DatabaseHarness } from '../../../test/each-database.ts';
import { ManualClock } from '../../../test/manual-clock.ts';
import { peopleOf } from '../../../test/support/people.ts';
import { MaqiaoSecret } from '../../platform/secret/maqiao-secret.ts';
import type { ProvenIdentity } from './proven-identity.ts';
import { openSessionKey } from './session-key.ts';

const secret = new MaqiaoSecret(Buffer.alloc(32, 3));

/** The accounts of one owner, as later settings will name them. */
const ACCOUNTS = [
  { provider: 'wechat-mini-program', appId: 'wx0000000000000001' },
  { provider: 'wechat-official-account', appId: 'wx0000000000000002' },
] as const;
const [MINI, OFFICIAL] = ACCOUNTS;
/** Of somebody else, or of an account that the owner no longer has. */
const FOREIGN = { provider: 'wechat-website' as IdentityProvider, appId: 'wx9999999999999999' };

const at = (account: { provider: IdentityProvider; appId: string }, subject: string, unionid?: string) =>
  ({ ...account, subject, unionid }) satisfies ProvenIdentity;
const li = { ...at(MINI, 'oLi'), sessionKey: 'MDEyMzQ1Njc4OWFiY2RlZg==' };

async function bench({ open, createUrl }: DatabaseHarness) {
  const url = await createUrl();
  const database = await open(url);
  // On PostgreSQL two instances, whose statements meet; SQLite belongs to one process, and has one connection.
  const another = database.location.dialect === 'postgres' ? await open(url) : database;
  const clock = new ManualClock();
  const { identities, users } = peopleOf(database, clock, { secret, accounts: ACCOUNTS });
  return {
    database,
    clock,
    users,
    identities,
    elsewhere: peopleOf(another, clock, { secret, accounts: ACCOUNTS }).identities,
    rows: () => database.queries.selectFrom('identities').selectAll().orderBy('created_at').execute(),
    people: async () => (await database.queries.selectFrom('users').select('id').execute()).length,
  };
}

describeEachDatabase('identities', (harness) => {
  test('the first sign-in makes a person without name and picture, the next finds them', async () => {
    const { identities, users, clock, rows } = await bench(harness);
    const first = await identities.resolve(li);
    expect(first).toEqual({
      isNew: true,
      conflictWith: undefined,
      user: {
        id: expect.stringMatching(/^[\w-]{22}$/),
        nickname: null,
        avatarUrl: null,
        createdAt: clock.now(),
        updatedAt: clock.now(),
        preferredUsername: null,
        blocked: false,
        mergedInto: null,
        mergedSubs: [],
      },
    });
    const made = clock.now();
    clock.advance(1000);
    expect(await identities.resolve(li)).toEqual({ ...first, isNew: false });
    expect(await users.get(first.user.id)).toEqual(first.user);
    expect(await rows()).toMatchObject([{ subject: 'oLi', created_at: made, last_used_at: clock.now() }]);
  });

  test('twenty first sign-ins at once, at two instances, make one person and one identity', async () => {
    for (const unionid of [undefined, 'uLi']) {
      const { identities, elsewhere, people, rows } = await bench(harness);
      const resolved = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          (index % 2 === 0 ? identities : elsewhere).resolve({ ...li, unionid }),
        ),
      );
      expect(new Set(resolved.map(({ user }) => user.id)).size).toBe(1);
      expect(resolved.filter(({ isNew }) => isNew)).toHaveLength(1);
      expect([await people(), (await rows()).length]).toEqual([1, 1]);
    }
  });

  test('the same openid at another account is another person', async () => {
    const { identities, people } = await bench(harness);
    const here = await identities.resolve(li);
    const there = await identities.resolve(at(OFFICIAL, 'oLi'));
    expect(there.user.id).not.toBe(here.user.id);
    expect(await people()).toBe(2);
  });

  describe('a session key', () => {
    test('is the newest, sealed to the row', async () => {
      const { identities, rows } = await bench(harness);
      await identities.resolve(li);
      await identities.resolve({ ...li, sessionKey: 'the newest' });
      const [row] = await rows();
      if (row === undefined) throw new Error('no row');
      expect(row.session_key_sealed).not.toContain('newest');
      expect(openSessionKey(secret, row)).toBe('the newest');
      for (const moved of [{ subject: 'oWang' }, { app_id: 'wx2' }, { provider: OFFICIAL.provider }])
        expect(() => openSessionKey(secret, { ...row, ...moved })).toThrow();
    });

    test('of before migration 0007 opens by its user, until the next sign-in seals a new one', async () => {
      const { identities, rows, database } = await bench(harness);
      const { user } = await identities.resolve(li);
      const sealed = secret.seal('session-key', user.id, 'of old');
      await database.queries.updateTable('identities').set({ session_key_sealed: sealed }).execute();
      const [old] = await rows();
      expect(old && openSessionKey(secret, old)).toBe('of old');
      expect(() => old && openSessionKey(secret, { ...old, user_id: 'another' })).toThrow();
      await identities.resolve(li);
      const [renewed] = await rows();
      expect(renewed && openSessionKey(secret, { ...renewed, user_id: 'another' })).toBe(li.sessionKey);
    });

    test('stays where a proof has none', async () => {
      const { identities, rows } = await bench(harness);
      await identities.resolve(li);
      await identities.resolve(at(MINI, 'oLi'));
      const [row] = await rows();
      expect(row && openSessionKey(secret, row)).toBe(li.sessionKey);
      await identities.resolve(at(OFFICIAL, 'oOfficial'));
      const [, official] = await rows();
      expect(official && openSessionKey(secret, official)).toBeNull();
    });
  });

  test('a proof of one’s own identity is recognised, stores its session key, and makes no user', async () => {
    const { identities, rows, clock } = await bench(harness);
    const { user } = await identities.resolve(li);
    clock.advance(5);
    expect(await identities.belongsTo(user.id, { ...li, sessionKey: 'the newest', unionid: 'uLi' })).toBe(
      true,
    );
    expect(await identities.belongsTo('nobody', { ...li, sessionKey: 'x' })).toBe(false);
    expect(await identities.belongsTo(user.id, at(MINI, 'oWang'))).toBe(false);
    const [row, ...more] = await rows();
    expect([row && openSessionKey(secret, row), row?.last_used_at, row?.unionid, more]).toEqual([
      'the newest',
      clock.now(),
      'uLi',
      [],
    ]);
    expect(await identities.ofMiniProgram(user.id)).toEqual({ openid: 'oLi', unionid: 'uLi' });
    expect(await identities.ofMiniProgram('nobody')).toBeUndefined();
  });

  describe('a unionid', () => {
    test('is learnt, and kept when WeChat does not repeat it', async () => {
      const { identities } = await bench(harness);
      const { user } = await identities.resolve(li);
      expect(await identities.ofMiniProgram(user.id)).toEqual({ openid: 'oLi', unionid: null });
      await identities.resolve({ ...li, unionid: 'uLi' });
      await identities.resolve(li);
      expect(await identities.ofMiniProgram(user.id)).toEqual({ openid: 'oLi', unionid: 'uLi' });
    });

    test('that another account of ours has proven joins the same person', async () => {
      const { identities, people, users } = await bench(harness);
      const first = await identities.resolve({ ...li, unionid: 'uLi' });
      await users.setNickname(first.user.id, '王小明', 2);
      const joined = await identities.resolve(at(OFFICIAL, 'oOfficial', 'uLi'));
      expect(joined).toMatchObject({ isNew: false, user: { id: first.user.id, nickname: '王小明' } });
      expect(joined.conflictWith).toBeUndefined();
      // From now on without it, too.
      expect((await identities.resolve(at(OFFICIAL, 'oOfficial'))).user.id).toBe(first.user.id);
      expect(await people()).toBe(1);
    });

    test('of an account that is not configured here joins nobody, in either direction', async () => {
      const { identities, people } = await bench(harness);
      const waiting = await identities.resolve(at(FOREIGN, 'oForeign', 'uLi'));
      const here = await identities.resolve({ ...li, unionid: 'uLi' });
      const later = await identities.resolve(at({ ...FOREIGN, appId: 'wx8888888888888888' }, 'o2', 'uLi'));
      expect(new Set([waiting, here, later].map(({ user }) => user.id)).size).toBe(3);
      expect(await people()).toBe(3);
    });

    test('that is newer replaces the old one, which then matches nothing', async () => {
      const { identities } = await bench(harness);
      const first = await identities.resolve({ ...li, unionid: 'old' });
      await identities.resolve({ ...li, unionid: 'new' });
      const byOld = await identities.resolve(at(OFFICIAL, 'oOld', 'old'));
      const byNew = await identities.resolve(at(OFFICIAL, 'oNew', 'new'));
      expect(byOld.user.id).not.toBe(first.user.id);
      expect(byNew.user.id).toBe(first.user.id);
    });

    test('that is sent later and belongs to another user does not merge users', async () => {
      const { identities, people } = await bench(harness);
      const first = await identities.resolve(li);
      const other = await identities.resolve(at(OFFICIAL, 'oOfficial', 'uLi'));
      const again = await identities.resolve({ ...li, unionid: 'uLi' });
      expect([again.user.id, again.conflictWith]).toEqual([first.user.id, undefined]);
      expect(other.user.id).not.toBe(first.user.id);
      expect(await people()).toBe(2);
      // A third account joins the one who came first.
      expect((await identities.resolve(at(OFFICIAL, 'oOfficial', 'uLi'))).user.id).toBe(other.user.id);
    });

    test('with a second openid of the same account is a conflict: not joined, not stored', async () => {
      const { identities, rows } = await bench(harness);
      const first = await identities.resolve({ ...li, unionid: 'uLi' });
      const second = await identities.resolve(at(MINI, 'oOther', 'uLi'));
      expect(second).toMatchObject({ isNew: true, conflictWith: first.user.id });
      expect(second.user.id).not.toBe(first.user.id);
      // And for somebody who is known already.
      const known = await identities.resolve(at(MINI, 'oThird'));
      const claimed = await identities.resolve(at(MINI, 'oThird', 'uLi'));
      expect(claimed).toMatchObject({ user: known.user, isNew: false, conflictWith: first.user.id });
      expect((await rows()).map(({ subject, unionid }) => [subject, unionid]).sort()).toEqual([
        ['oLi', 'uLi'],
        ['oOther', null],
        ['oThird', null],
      ]);
    });

    test('proven by two accounts and at many instances at once makes one person', async () => {
      const { identities, elsewhere, people, rows } = await bench(harness);
      const resolved = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          (index % 2 === 0 ? identities : elsewhere).resolve(
            index % 4 < 2 ? { ...li, unionid: 'uLi' } : at(OFFICIAL, 'oOfficial', 'uLi'),
          ),
        ),
      );
      expect(new Set(resolved.map(({ user }) => user.id)).size).toBe(1);
      expect([await people(), (await rows()).length]).toEqual([1, 2]);
    });

    test('of two openids of one account at once is stored for one of them', async () => {
      const { identities, elsewhere, rows } = await bench(harness);
      await Promise.all(
        Array.from({ length: 8 }, (_, index) =>
          (index % 2 === 0 ? identities : elsewhere).resolve(at(MINI, `o${index}`, 'uLi')),
        ),
      );
      expect((await rows()).filter(({ unionid }) => unionid === 'uLi')).toHaveLength(1);
      await Promise.all(
        Array.from({ length: 8 }, (_, index) =>
          (index % 2 === 0 ? identities : elsewhere).resolve(at(MINI, `o${index}`, 'another')),
        ),
      );
      expect((await rows()).filter(({ unionid }) => unionid === 'another')).toHaveLength(1);
    });
  });
});
