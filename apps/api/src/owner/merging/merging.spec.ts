import type { MergeUsersAnswer, OwnerDuplicates, OwnerUser } from '@maqiao/shared';
import { mergeUsersAnswer, ownerDuplicates, undoMergeAnswer } from '@maqiao/shared/schemas';
import { expect, test } from '@jest/globals';
import { madeUpSecret } from '@maqiao/test-servers';
import { describeEachDatabase } from '../../../test/each-database.ts';
import {
  ADMIN_KEY,
  SIGNED_IN,
  SITE_API_KEY,
  startSessionsApp,
  type SessionsApp,
} from '../../../test/sessions-app.ts';
import { WEBHOOK_SECRET } from '../../../test/support/webhook-receiver.ts';
import type { WechatAccount } from '../../config/wechat-accounts.ts';
import { ClientsService } from '../../oidc/clients/clients.service.ts';
import { IdentitiesService } from '../../people/identities/identities.service.ts';
import { WECHAT_ACCOUNTS } from '../../people/identities/wechat-accounts-token.ts';
import type { User } from '../../people/users/user.ts';
import { UsersService } from '../../people/users/users.service.ts';
import { CompleteSignIn } from '../../sign-in/complete-sign-in.ts';
import { UserMerges } from './user-merges.ts';

const DAY = 86_400_000;
const OFFICIAL = { provider: 'wechat-official-account', appId: 'wx0000000000000002' } as const;
const WEBHOOK = { WEBHOOK_URL: 'http://127.0.0.1:9/hook', WEBHOOK_SECRET };

type Failure = { code?: string; reason?: string };

async function call<T>({ app }: SessionsApp, path: string, body?: object, key = ADMIN_KEY) {
  const response = await app.inject({
    method: body === undefined ? 'GET' : 'POST',
    url: `/api/users${path}`,
    headers: { authorization: `Bearer ${key}` },
    ...(body !== undefined && { payload: body }),
  });
  return { status: response.statusCode, body: response.json<T & Failure>() };
}

/** With a second account, as an owner has whose official account is bound beside the mini program. */
async function start(url: string, environment: Record<string, string> = {}) {
  const api = await startSessionsApp({
    DATABASE_URL: url,
    MAQIAO_SECRET: madeUpSecret('one'),
    ...environment,
  });
  api.app.get<WechatAccount[]>(WECHAT_ACCOUNTS).push(OFFICIAL);
  const identities = api.app.get(IdentitiesService);
  const users = api.app.get(UsersService);
  const official = async (subject: string, unionid?: string): Promise<User> =>
    (await identities.resolve({ ...OFFICIAL, subject, unionid })).user;
  return {
    ...api,
    official,
    users,
    merges: api.app.get(UserMerges),
    /** Somebody who used the official account before WeChat told its unionid. */
    twice: async (): Promise<[User, User]> => {
      await official('oOfficial');
      api.clock.advance(1000);
      const mini = await api.signIn('oMini');
      api.clock.advance(1000);
      return [await official('oOfficial', 'uoMini'), mini];
    },
    merge: (from: string, into: string) =>
      call<MergeUsersAnswer>(api, `/${from}/merge`, { into, confirm: true }),
    undo: (from: string) => call<{ user: OwnerUser; into: OwnerUser }>(api, `/${from}/merge/delete`, {}),
    subs: async (id: string) => (await users.get(id))?.mergedSubs,
    webhooks: async () =>
      (await api.database.queries.selectFrom('webhook_outbox').select('body').execute())
        .map(({ body }) => JSON.parse(body) as { type: string; data: Record<string, string> })
        .sort((one, other) => one.type.localeCompare(other.type)),
  };
}

describeEachDatabase('users who are one person', ({ createUrl }) => {
  test('are a pair for the owner, with the clients it touches, and nothing is merged by itself', async () => {
    const api = await start(await createUrl());
    expect((await call<OwnerDuplicates>(api, '/duplicates')).body).toEqual({
      pairs: [],
      total: 0,
      merges: [],
    });
    const [older, younger] = await api.twice();
    expect(older.id).not.toBe(younger.id);
    const { client_id: shop } = await api.app
      .get(ClientsService)
      .add({ client_name: '书店', redirect_uris: ['https://shop.example.org/cb'] });
    const { queries } = api.database;
    await queries
      .insertInto('consents')
      .values({ user_id: younger.id, client_id: shop, scopes: 'openid', granted_at: 1 })
      .execute();
    await queries
      .insertInto('forward_auth_consents')
      .values([older, younger].map(({ id }) => ({ user_id: id, host: 'wiki.example.com', granted_at: 1 })))
      .execute();
    // Of an account that is not configured here: nobody vouches for its unionid.
    await api.app
      .get(IdentitiesService)
      .resolve({ provider: 'wechat-website', appId: 'wx9', subject: 'oForeign', unionid: 'uoMini' });
    const { body } = await call<OwnerDuplicates>(api, '/duplicates');
    expect(ownerDuplicates.parse(body)).toMatchObject({
      total: 1,
      merges: [],
      pairs: [
        {
          unionid: 'uoMini',
          users: [{ id: older.id }, { id: younger.id }],
          clients: [
            { id: shop, name: '书店', kind: 'client', knows: [younger.id] },
            { id: 'wiki.example.com', kind: 'host', knows: [older.id, younger.id] },
          ],
        },
      ],
    });
  });

  test('are merged after a preview: identities move, everything of one ends, new sign-ins are the other', async () => {
    const api = await start(await createUrl(), WEBHOOK);
    const [into, user] = await api.twice();
    const kept = await api.browser('kept', { user: into });
    const ends = await api.browser('ends', { user });
    const phone = await api.phoneToken(user);

    const preview = await call<MergeUsersAnswer>(api, `/${user.id}/merge`, { into: into.id });
    expect(mergeUsersAnswer.parse(preview.body)).toMatchObject({
      preview: true,
      user: { id: user.id, sessions: 1 },
      into: { id: into.id },
      unionids: ['uoMini'],
      endsSessions: 1,
      undoUntil: null,
    });
    await expect(api.sessions.requireLive('ends')).resolves.toBeDefined();

    const { status, body } = await api.merge(user.id, into.id);
    const at = api.clock.now();
    expect([status, mergeUsersAnswer.parse(body)]).toMatchObject([
      200,
      {
        preview: false,
        user: { id: user.id, mergedInto: into.id, identities: [], sessions: 0 },
        into: { id: into.id, sessions: 1 },
        undoUntil: new Date(at + 30 * DAY).toISOString(),
      },
    ]);
    expect(body.into.identities.map(({ subject }) => subject).sort()).toEqual(['oMini', 'oOfficial']);
    await expect(api.sessions.requireLive('kept')).resolves.toBeDefined();
    await expect(api.sessions.requireLive('ends')).rejects.toMatchObject({ code: 'session_revoked' });
    await expect(api.sessions.refresh(ends.cookie)).rejects.toMatchObject({ code: 'session_revoked' });
    for (const token of [ends.accessToken, phone]) {
      const me = await api.app.inject({ url: '/api/me', headers: { authorization: `Bearer ${token}` } });
      expect(me.statusCode).toBe(401);
    }
    // The same person from now on, with the ids by which programs knew them.
    expect(await api.signIn('oMini')).toMatchObject({ id: into.id, mergedSubs: [user.id] });
    const refreshed = await api.app.inject({
      method: 'POST',
      url: '/api/session/refresh',
      headers: { cookie: `__Host-maqiao=${kept.cookie}` },
    });
    const { accessToken } = refreshed.json<{ accessToken: string }>();
    const claims = JSON.parse(Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString()) as object;
    expect(claims).toMatchObject({ sub: into.id, merged_subs: [user.id] });
    const introspect = await api.app.inject({
      method: 'POST',
      url: '/api/introspect',
      headers: { authorization: `Bearer ${SITE_API_KEY}` },
      payload: { token: accessToken },
    });
    expect(introspect.json()).toMatchObject({ active: true, sub: into.id, merged_subs: [user.id] });
    expect((await api.webhooks()).filter(({ type }) => !type.startsWith('user.signed_in'))).toMatchObject([
      { type: 'user.merged', data: { sub: into.id, mergedSub: user.id } },
      { type: 'user.signed_out', data: { sub: user.id, sid: 'ends', reason: 'merged' } },
    ]);
    const log = await api.database.queries
      .selectFrom('security_events')
      .select(['user_id', 'kind'])
      .where('kind', '=', 'merged')
      .execute();
    expect(log.map(({ user_id }) => user_id).sort()).toEqual([into.id, user.id].sort());
    // Its answer was lost: the same again changes nothing.
    expect((await api.merge(user.id, into.id)).body).toMatchObject({
      preview: false,
      undoUntil: body.undoUntil,
    });
    expect((await api.webhooks()).filter(({ type }) => type === 'user.merged')).toHaveLength(1);
    expect((await call<OwnerDuplicates>(api, '/duplicates')).body).toMatchObject({
      pairs: [],
      merges: [{ user: { id: user.id }, into: { id: into.id }, undoUntil: body.undoUntil }],
    });
  });

  test('are not merged where that lets somebody in, locks somebody out, or has no end', async () => {
    const api = await start(await createUrl());
    const [a, b, c] = [await api.signIn('oA'), await api.signIn('oB'), await api.signIn('oC')];
    const block = (id: string, blocked: boolean) =>
      api.app.inject({
        method: 'POST',
        url: `/api/users/${id}`,
        headers: { authorization: `Bearer ${ADMIN_KEY}` },
        payload: { blocked },
      });
    const refusal = async (answer: Promise<{ status: number; body: Failure }>) => {
      const { status, body } = await answer;
      return [status, body.code, body.reason];
    };
    expect(await refusal(api.merge(a.id, a.id))).toEqual([409, 'merge_refused', 'same_user']);
    expect((await api.merge(a.id, 'nobody')).status).toBe(404);
    expect((await api.merge('nobody', a.id)).status).toBe(404);
    await block(b.id, true);
    expect(await refusal(api.merge(a.id, b.id))).toEqual([409, 'merge_refused', 'blocked']);
    expect(await refusal(api.merge(b.id, a.id))).toEqual([409, 'merge_refused', 'blocked']);
    await block(b.id, false);
    expect((await api.merge(a.id, b.id)).status).toBe(200);
    expect(await refusal(api.merge(a.id, c.id))).toEqual([409, 'merge_refused', 'gave_way']);
    expect(await refusal(api.merge(b.id, a.id))).toEqual([409, 'merge_refused', 'into_gave_way']);
    // A preview refuses what the merge would.
    expect(await refusal(call(api, `/${c.id}/merge`, { into: a.id }))).toEqual([
      409,
      'merge_refused',
      'into_gave_way',
    ]);
    await block(b.id, true);
    expect(await refusal(api.undo(a.id))).toEqual([409, 'merge_refused', 'blocked']);
    await block(b.id, false);
    expect((await api.undo(c.id)).status).toBe(404);
    expect((await call(api, `/${a.id}/merge`, { into: b.id }, SITE_API_KEY)).status).toBe(401);
    expect((await call(api, '/duplicates', undefined, SITE_API_KEY)).status).toBe(401);
  });

  test('are separated again: identities go back, new ones stay, and both sign in anew', async () => {
    const api = await start(await createUrl(), WEBHOOK);
    const [into, user] = await api.twice();
    await api.merge(user.id, into.id);
    const added = await api.app.get(IdentitiesService).resolve({
      provider: 'wechat-official-account',
      appId: 'wx3',
      subject: 'oLater',
    });
    await api.database.queries
      .updateTable('identities')
      .set({ user_id: into.id })
      .where('subject', '=', 'oLater')
      .execute();
    await api.browser('since', { user: into });
    const { status, body } = await api.undo(user.id);
    expect([status, undoMergeAnswer.parse(body)]).toMatchObject([
      200,
      { user: { id: user.id, identities: [{ subject: 'oMini' }] }, into: { id: into.id } },
    ]);
    expect(body.user.mergedInto).toBeUndefined();
    expect(body.into.identities.map(({ subject }) => subject).sort()).toEqual(['oLater', 'oOfficial']);
    await expect(api.sessions.requireLive('since')).rejects.toMatchObject({ code: 'session_revoked' });
    expect(await api.signIn('oMini')).toMatchObject({ id: user.id, mergedSubs: [] });
    expect(await api.official('oOfficial')).toMatchObject({ id: into.id, mergedSubs: [] });
    expect((await api.webhooks()).at(-1)).toMatchObject({
      type: 'user.unmerged',
      data: { sub: into.id, mergedSub: user.id },
    });
    expect((await api.undo(user.id)).status).toBe(404);
    expect(added.user.id).not.toBe(into.id);
    // And once more: an entry of its own in the audit log.
    await api.merge(user.id, into.id);
    const log = await api.database.queries
      .selectFrom('security_events')
      .select('kind')
      .where('user_id', '=', user.id)
      .where('kind', 'in', ['merged', 'unmerged'])
      .execute();
    expect(log).toHaveLength(3);
  });

  test('are not separated after 30 days, nor when one is left with no identity', async () => {
    const api = await start(await createUrl());
    const [into, user] = await api.twice();
    await api.merge(user.id, into.id);
    await api.database.queries.deleteFrom('identities').where('subject', '=', 'oOfficial').execute();
    expect((await api.undo(user.id)).body).toMatchObject({ code: 'merge_refused', reason: 'last_identity' });
    await api.official('oOfficial', 'uoMini'); // joins again
    api.clock.advance(30 * DAY - 1);
    expect((await api.undo(user.id)).status).toBe(200);
    await api.merge(user.id, into.id);
    api.clock.advance(30 * DAY);
    expect((await api.undo(user.id)).body).toMatchObject({ code: 'merge_refused', reason: 'too_late' });
    expect((await call<OwnerDuplicates>(api, '/duplicates')).body.merges).toEqual([]);
    expect(await api.subs(into.id)).toEqual([user.id]);
  });

  test('in a line are one person, and come apart in any order', async () => {
    for (const order of ['ab', 'ba']) {
      const api = await start(await createUrl());
      const [a, b, c] = [await api.signIn('oA'), await api.signIn('oB'), await api.signIn('oC')];
      await api.merge(a.id, b.id);
      await api.merge(b.id, c.id);
      expect(await api.subs(c.id)).toEqual([b.id, a.id]);
      for (const openid of ['oA', 'oB', 'oC']) expect((await api.signIn(openid)).id).toBe(c.id);
      const [first, second] = order === 'ab' ? [a, b] : [b, a];
      expect((await api.undo(first.id)).status).toBe(200);
      // The other is where the rest of the line is.
      expect((await api.signIn('oA')).id).toBe(first === a ? a.id : b.id);
      expect(await api.subs(c.id)).toEqual(first === a ? [b.id] : []);
      expect((await api.undo(second.id)).status).toBe(200);
      expect((await api.signIn('oA')).id).toBe(a.id);
      expect((await api.signIn('oB')).id).toBe(b.id);
      expect((await api.signIn('oC')).id).toBe(c.id);
      for (const { id } of [a, b, c]) expect(await api.subs(id)).toEqual([]);
      await api.app.close();
    }
  });

  test('an identity that came by a later merge of its own is not taken along by an older undo', async () => {
    const api = await start(await createUrl());
    const [a, b, c] = [await api.signIn('oA'), await api.signIn('oB'), await api.signIn('oC')];
    await api.merge(a.id, b.id);
    await api.merge(b.id, c.id);
    await api.undo(a.id);
    await api.merge(a.id, c.id);
    await api.undo(b.id);
    expect((await api.signIn('oA')).id).toBe(c.id);
    expect((await api.signIn('oB')).id).toBe(b.id);
    expect(await api.subs(c.id)).toEqual([a.id]);
  });

  test('a deletion takes whoever gave way along; what is left of them can be deleted alone', async () => {
    const api = await start(await createUrl(), WEBHOOK);
    const remove = async (id: string) =>
      (
        await api.app.inject({
          method: 'DELETE',
          url: `/api/users/${id}`,
          headers: { authorization: `Bearer ${ADMIN_KEY}` },
        })
      ).statusCode;
    const [a, b, c] = [await api.signIn('oA'), await api.signIn('oB'), await api.signIn('oC')];
    await api.merge(a.id, b.id);
    await api.merge(b.id, c.id);
    expect(await remove(b.id)).toBe(204);
    expect(await api.subs(c.id)).toEqual([a.id]);
    expect(await api.users.get(a.id)).toMatchObject({ mergedInto: c.id });
    expect((await api.undo(a.id)).status).toBe(404);
    for (const openid of ['oA', 'oB']) expect((await api.signIn(openid)).id).toBe(c.id);
    expect(await remove(c.id)).toBe(204);
    for (const { id } of [a, b, c]) expect(await api.users.get(id)).toBeUndefined();
    const deleted = (await api.webhooks()).filter(({ type }) => type === 'user.deleted');
    expect(deleted.map(({ data }) => data.sub).sort()).toEqual([a.id, b.id, c.id].sort());
    expect((await api.signIn('oA')).id).not.toBe(c.id);
  });

  test('sign-ins during a merge are of one user or the other, and leave nothing with the one who gave way', async () => {
    const url = await createUrl();
    const api = await start(url);
    // On PostgreSQL two instances, whose statements meet; a file of SQLite belongs to one process.
    const elsewhere = url.startsWith('postgres') ? await start(url) : api;
    const [into, user] = await api.twice();
    const completeSignIn = elsewhere.app.get(CompleteSignIn);
    const place = { origin: 'https://login.example.com', browser: '', os: '', ip: null, region: null };
    const signedIn = Array.from({ length: 12 }, async (_, index) => {
      const { id } = await elsewhere.signIn('oMini');
      await completeSignIn.complete({ sid: `s${index}`, userId: id, ...place, amr: ['mca'] }, SIGNED_IN);
      // Its first sign-in with another account of the owner, which joins by the unionid.
      if (index === 5) await elsewhere.official('oAnother', 'uoMini');
      return id;
    });
    // One is merged, in either direction and many times, and the others are refused.
    const merged = await Promise.allSettled([
      ...Array.from({ length: 3 }, () => api.merges.merge(user.id, into.id)),
      ...Array.from({ length: 3 }, () => elsewhere.merges.merge(into.id, user.id)),
    ]);
    const ids = await Promise.all(signedIn);
    expect(merged.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    for (const id of ids) expect([into.id, user.id]).toContain(id);
    const { id: last } = await api.signIn('oMini');
    const gone = last === into.id ? user.id : into.id;
    const { queries } = api.database;
    expect(
      await queries.selectFrom('identities').select('subject').where('user_id', '=', gone).execute(),
    ).toEqual([]);
    const rows = await queries.selectFrom('sessions').select('sid').where('user_id', '=', gone).execute();
    for (const { sid } of rows)
      await expect(elsewhere.sessions.requireLive(sid)).rejects.toMatchObject({ code: 'session_revoked' });
    expect(await queries.selectFrom('user_merges').selectAll().execute()).toHaveLength(1);
  });

  test('merges and deletions at once end without users who are half gone', async () => {
    const url = await createUrl();
    const api = await start(url);
    const elsewhere = url.startsWith('postgres') ? await start(url) : api;
    const [a, b, c] = [await api.signIn('oA'), await api.signIn('oB'), await api.signIn('oC')];
    const call = { authorization: `Bearer ${ADMIN_KEY}` };
    await Promise.allSettled([
      api.merges.merge(a.id, b.id),
      elsewhere.merges.merge(b.id, c.id),
      elsewhere.merges.merge(c.id, a.id),
      elsewhere.app.inject({ method: 'DELETE', url: `/api/users/${b.id}`, headers: call }),
      api.merges.undo(a.id),
    ]);
    const users = await api.database.queries.selectFrom('users').selectAll().execute();
    for (const { id, merged_into: into, merged_subs: subs } of users) {
      expect(into === null || users.some((other) => other.id === into)).toBe(true);
      for (const sub of JSON.parse(subs ?? '[]') as string[]) {
        expect(users.find((other) => other.id === sub)?.merged_into).not.toBeNull();
        expect(sub).not.toBe(id);
      }
    }
  });
});
