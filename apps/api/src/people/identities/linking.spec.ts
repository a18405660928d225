import { expect, test } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { describeEachDatabase, type DatabaseHarness } from '../../../test/each-database.ts';
import { ManualClock } from '../../../test/manual-clock.ts';
import { peopleOf } from '../../../test/support/people.ts';
import { testSettings } from '../../../test/test-settings.ts';
import { WebhookOutbox } from '../../webhooks/webhook-outbox.ts';
import { WEBHOOK_SECRET } from '../../../test/support/webhook-receiver.ts';
import { IdentitiesTable } from './identities-table.ts';
import { identityIdOf } from './identity-id.ts';
import type { ProvenIdentity } from './proven-identity.ts';
import { Unsubscriptions } from './unsubscriptions.ts';
import { WaysIn } from './ways-in.ts';

Logger.overrideLogger(false);

const ACCOUNTS = [
  { provider: 'wechat-mini-program', appId: 'wx0000000000000001' },
  { provider: 'wechat-official-account', appId: 'wx0000000000000002' },
] as const;
const [MINI, OFFICIAL] = ACCOUNTS;
const HOUR = 3_600_000;

const mini = (subject: string, unionid?: string): ProvenIdentity => ({ ...MINI, subject, unionid });
const official = (subject: string, unionid?: string): ProvenIdentity => ({ ...OFFICIAL, subject, unionid });

async function bench({ open, createUrl }: DatabaseHarness, unionidExpected = false) {
  const url = await createUrl();
  const database = await open(url);
  const another = database.location.dialect === 'postgres' ? await open(url) : database;
  const clock = new ManualClock();
  const made = peopleOf(database, clock, { accounts: ACCOUNTS, unionidExpected });
  return {
    ...made,
    database,
    clock,
    elsewhere: peopleOf(another, clock, { accounts: ACCOUNTS }).identities,
    ways: new WaysIn(database, new IdentitiesTable(database), clock),
    waysElsewhere: new WaysIn(another, new IdentitiesTable(another), clock),
    rows: (userId: string) =>
      database.queries.selectFrom('identities').selectAll().where('user_id', '=', userId).execute(),
  };
}

describeEachDatabase('linking', (harness) => {
  test('adds an identity to a user, once, however many calls there are', async () => {
    const { identities, elsewhere, rows, database } = await bench(harness);
    const { user } = await identities.resolve(mini('oLi'));
    const linked = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        (index % 2 === 0 ? identities : elsewhere).link(user.id, official('oOfficial', 'uLi')),
      ),
    );
    expect(linked.filter((outcome) => outcome === 'linked')).toHaveLength(1);
    expect(await rows(user.id)).toHaveLength(2);
    expect((await identities.resolve(official('oOfficial'))).user.id).toBe(user.id);
    expect(await database.queries.selectFrom('users').selectAll().execute()).toHaveLength(1);
  });

  test('refuses what is another’s, by openid and by unionid, and users who are not there', async () => {
    const { identities, database } = await bench(harness);
    const [li, wang] = [
      (await identities.resolve(mini('oLi'))).user,
      (await identities.resolve(mini('oWang', 'uWang'))).user,
    ];
    const taken = { code: 'identity_taken' };
    await expect(identities.link(li.id, mini('oWang'))).rejects.toMatchObject(taken);
    // It would join the other user by itself.
    await expect(identities.link(li.id, official('oNew', 'uWang'))).rejects.toMatchObject(taken);
    await expect(identities.link(li.id, mini('oAnother', 'uWang'))).rejects.toMatchObject(taken);
    expect(await identities.ownerOf(official('oNew', 'uWang'))).toBe(wang.id);
    expect(await identities.ownerOf(official('oNew'))).toBeUndefined();
    await expect(identities.link('nobody', official('o'))).rejects.toMatchObject({ code: 'invalid_token' });
    const set = (values: object) =>
      database.queries.updateTable('users').set(values).where('id', '=', li.id).execute();
    await set({ blocked: 1 });
    await expect(identities.link(li.id, official('o'))).rejects.toMatchObject({ code: 'login_blocked' });
    await set({ blocked: 0, merged_into: wang.id });
    await expect(identities.link(li.id, official('o'))).rejects.toMatchObject({ code: 'invalid_token' });
  });

  test('of one identity to two users at once gives it to one of them', async () => {
    const { identities, elsewhere } = await bench(harness);
    const [li, wang] = [
      (await identities.resolve(mini('oLi'))).user,
      (await identities.resolve(mini('oWang'))).user,
    ];
    const outcomes = await Promise.allSettled([
      identities.link(li.id, official('o', 'u')),
      elsewhere.link(wang.id, official('o', 'u')),
    ]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

describeEachDatabase('removing a way in', (harness) => {
  test('takes identities with one unionid together, as one', async () => {
    const { identities, ways, rows, clock } = await bench(harness);
    const { user } = await identities.resolve(mini('oLi', 'uLi'));
    clock.advance(HOUR);
    await identities.resolve(official('oOfficial', 'uLi'));
    expect(await ways.of(user.id)).toHaveLength(1);
    // They are one: it is the last, and no newcomer.
    await expect(ways.remove(user.id, identityIdOf(official('oOfficial')))).rejects.toMatchObject({
      code: 'last_identity',
    });
    await identities.link(user.id, mini('oSecond'));
    clock.advance(72 * HOUR - 1);
    await expect(ways.remove(user.id, identityIdOf(mini('oLi')))).rejects.toMatchObject({
      code: 'removal_too_soon',
    });
    clock.advance(1);
    await ways.remove(user.id, identityIdOf(official('oOfficial')));
    expect((await rows(user.id)).map(({ subject }) => subject)).toEqual(['oSecond']);
  });

  test('two at once leave one', async () => {
    const { identities, ways, waysElsewhere, rows, clock } = await bench(harness);
    const { user } = await identities.resolve(mini('oLi'));
    await identities.link(user.id, mini('oSecond'));
    clock.advance(72 * HOUR);
    const outcomes = await Promise.allSettled([
      ways.remove(user.id, identityIdOf(mini('oLi'))),
      waysElsewhere.remove(user.id, identityIdOf(mini('oSecond'))),
    ]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await rows(user.id)).toHaveLength(1);
  });
});

describeEachDatabase('WECHAT_UNIONID=expected', (harness) => {
  test('makes nobody without a unionid, and finds who is known', async () => {
    const { identities, database } = await bench(harness, true);
    await expect(identities.resolve(official('oOfficial'))).rejects.toMatchObject({
      code: 'wechat_unavailable',
    });
    await expect(identities.resolve(mini('oLi'))).rejects.toMatchObject({ code: 'wechat_misconfigured' });
    expect(await database.queries.selectFrom('users').selectAll().execute()).toEqual([]);
    const { user } = await identities.resolve(official('oOfficial', 'uLi'));
    expect((await identities.resolve(official('oOfficial'))).user.id).toBe(user.id);
    expect((await identities.resolve(mini('oLi', 'uLi'))).user.id).toBe(user.id);
  });
});

describeEachDatabase('unfollowing an account', (harness) => {
  const start = async (deletes: boolean) => {
    const all = await bench(harness);
    const deleted: string[] = [];
    const settings = testSettings({
      WEBHOOK_URL: 'http://127.0.0.1:9/hook',
      WEBHOOK_SECRET,
      UNSUBSCRIBE_DELETES_USER: String(deletes),
    });
    const table = new IdentitiesTable(all.database);
    const outbox = new WebhookOutbox(all.clock, settings);
    const unsubscriptions = new Unsubscriptions(all.database, table, outbox, settings);
    unsubscriptions.deleteUsersBy((userId) => Promise.resolve(deleted.push(userId)));
    return { ...all, unsubscriptions, deleted };
  };

  test('erases what it supplied, tells the owner, and keeps the user', async () => {
    const { identities, unsubscriptions, deleted, rows, database } = await start(false);
    const { user } = await identities.resolve({ ...official('oOfficial', 'uLi'), sessionKey: 'k' });
    expect(await unsubscriptions.unsubscribed(official('oOfficial'))).toBe(true);
    expect(await unsubscriptions.unsubscribed(official('oNobody'))).toBe(false);
    expect(await rows(user.id)).toMatchObject([{ session_key_sealed: null, unionid: 'uLi' }]);
    const sent = await database.queries.selectFrom('webhook_outbox').select('body').execute();
    expect(sent.map(({ body }) => JSON.parse(body) as object)).toMatchObject([
      { type: 'user.unsubscribed', data: { sub: user.id, appId: OFFICIAL.appId } },
    ]);
    expect(deleted).toEqual([]);
  });

  test('with UNSUBSCRIBE_DELETES_USER deletes whoever has no other identity', async () => {
    const { identities, unsubscriptions, deleted } = await start(true);
    const { user: li } = await identities.resolve(official('oLi', 'uLi'));
    await identities.resolve(mini('oLi', 'uLi'));
    await unsubscriptions.unsubscribed(official('oLi'));
    expect(deleted).toEqual([]);
    const { user: wang } = await identities.resolve(official('oWang'));
    await unsubscriptions.unsubscribed(official('oWang'));
    expect(deleted).toEqual([wang.id]);
    expect(li.id).not.toBe(wang.id);
  });
});
