import type { MoveIdentityAnswer, OwnerUserDetails } from '@maqiao/shared';
import { moveIdentityAnswer, ownerUserDetails } from '@maqiao/shared/schemas';
import { expect, test } from '@jest/globals';
import { madeUpSecret } from '@maqiao/test-servers';
import { describeEachDatabase } from '../../../test/each-database.ts';
import { ADMIN_KEY, SITE_API_KEY, startSessionsApp } from '../../../test/sessions-app.ts';
import { MINI_PROGRAM as MINI, OFFICIAL } from '../../../test/support/wechat-accounts.ts';
import { WEBHOOK_SECRET } from '../../../test/support/webhook-receiver.ts';
import type { WechatAccount } from '../../config/wechat-accounts.ts';
import { ClientsService } from '../../oidc/clients/clients.service.ts';
import { IdentitiesService } from '../../people/identities/identities.service.ts';
import { WECHAT_ACCOUNTS } from '../../people/identities/wechat-accounts-token.ts';
import type { User } from '../../people/users/user.ts';
import { AccountChanges } from '../../sessions/account-changes.ts';
import { SessionEndings } from '../../sessions/session-endings.ts';
import { IdentityMoves } from './identity-moves.ts';

const WEBHOOK = { WEBHOOK_URL: 'http://127.0.0.1:9/hook', WEBHOOK_SECRET };

async function start(url: string, environment: Record<string, string> = {}) {
  const api = await startSessionsApp({
    DATABASE_URL: url,
    MAQIAO_SECRET: madeUpSecret('one'),
    ...environment,
  });
  api.app.get<WechatAccount[]>(WECHAT_ACCOUNTS).push(OFFICIAL);
  const identities = api.app.get(IdentitiesService);
  const call = async <T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object, key = ADMIN_KEY) => {
    const response = await api.app.inject({
      method,
      url: `/api/users${path}`,
      headers: { authorization: `Bearer ${key}` },
      ...(body !== undefined && { payload: body }),
    });
    const json = (response.body === '' ? {} : response.json()) as T & { code?: string; reason?: string };
    return { status: response.statusCode, body: json };
  };
  return {
    ...api,
    call,
    identities,
    official: async (subject: string, unionid?: string): Promise<User> =>
      (await identities.resolve({ ...OFFICIAL, subject, unionid })).user,
    move: (from: User, key: object, to: User, more: object = { confirm: true }) =>
      call<MoveIdentityAnswer>('POST', `/${from.id}/move-identity`, { ...key, to: to.id, ...more }),
    subjects: async ({ id }: User) =>
      (
        await api.database.queries
          .selectFrom('identities')
          .select('subject')
          .where('user_id', '=', id)
          .orderBy('subject')
          .execute()
      ).map(({ subject }) => subject),
  };
}

describeEachDatabase('an identity for another user', ({ createUrl }) => {
  test('moves after a preview, with those of its unionid; sessions of the one end, of the other learn it', async () => {
    const api = await start(await createUrl(), WEBHOOK);
    const from = await api.signIn('oNew');
    await api.official('oNewToo', 'uoNew'); // the same person, by the unionid
    await api.identities.link(from.id, { ...OFFICIAL, subject: 'oOwn' });
    const to = await api.signIn('oOld');
    await api.browser('of-from', { user: from });
    await api.browser('of-to', { user: to });
    const told: string[] = [];
    api.app.get(AccountChanges).subscribe((sid, change) => told.push(`${sid} ${change}`));
    api.app.get(SessionEndings).subscribe((sid, reason) => told.push(`${sid} ${reason}`));

    const key = { ...MINI, subject: 'oNew' };
    const preview = await api.move(from, key, to, {});
    expect(moveIdentityAnswer.parse(preview.body)).toMatchObject({
      preview: true,
      losesLast: false,
      endsSessions: 1,
      alreadyThere: [{ subject: 'oOld' }],
    });
    expect(preview.body.identities.map(({ subject }) => subject).sort()).toEqual(['oNew', 'oNewToo']);
    expect(await api.subjects(from)).toEqual(['oNew', 'oNewToo', 'oOwn']);
    expect(told).toEqual([]);

    const moved = await api.move(from, key, to);
    expect([moved.status, moved.body.preview, moved.body.endsSessions]).toEqual([200, false, 1]);
    expect(await api.subjects(from)).toEqual(['oOwn']);
    expect(await api.subjects(to)).toEqual(['oNew', 'oNewToo', 'oOld']);
    expect(told).toEqual(['of-from identity_removed', 'of-from identity_moved', 'of-to identity_linked']);
    await expect(api.sessions.requireLive('of-from')).rejects.toMatchObject({ code: 'session_revoked' });
    await expect(api.sessions.requireLive('of-to')).resolves.toBeDefined();
    expect((await api.signIn('oNew')).id).toBe(to.id);

    // Its answer was lost: nothing more happens.
    expect((await api.move(from, key, to)).body).toMatchObject({ preview: false, identities: [] });
    const events = await api.database.queries
      .selectFrom('security_events')
      .select(['user_id', 'kind'])
      .where('kind', 'in', ['identity_moved_away', 'identity_moved_here'])
      .orderBy('kind')
      .execute();
    expect(events).toEqual([
      { user_id: from.id, kind: 'identity_moved_away' },
      { user_id: to.id, kind: 'identity_moved_here' },
    ]);
    const webhooks = await api.database.queries.selectFrom('webhook_outbox').select('body').execute();
    const sent = webhooks.map(({ body }) => JSON.parse(body) as { type: string; data: object });
    expect(sent.filter(({ type }) => type === 'user.identity_moved').map(({ data }) => data)).toEqual(
      expect.arrayContaining([
        { sub: to.id, fromSub: from.id, ...MINI },
        { sub: to.id, fromSub: from.id, ...OFFICIAL },
      ]),
    );
    expect(sent).toContainEqual(
      expect.objectContaining({
        type: 'user.signed_out',
        data: expect.objectContaining({ sid: 'of-from', reason: 'identity_moved' }),
      }),
    );
  });

  test('the last one moves only when that is said, and the user stays', async () => {
    const api = await start(await createUrl());
    const [from, to] = [await api.signIn('oNew'), await api.signIn('oOld')];
    const key = { ...MINI, subject: 'oNew' };
    expect((await api.move(from, key, to, {})).body).toMatchObject({ losesLast: true });
    const refused = await api.move(from, key, to);
    expect([refused.status, refused.body.code, refused.body.reason]).toEqual([
      409,
      'merge_refused',
      'last_identity',
    ]);
    expect(await api.subjects(from)).toEqual(['oNew']);
    const moved = await api.move(from, key, to, { confirm: true, evenIfLast: true });
    expect(moved.body).toMatchObject({ losesLast: true, user: { id: from.id, identities: [] } });
    // And back again: whoever was robbed of the old one is shut out by that.
    expect((await api.move(to, { ...MINI, subject: 'oOld' }, from)).status).toBe(200);
    expect([await api.subjects(from), await api.subjects(to)]).toEqual([['oOld'], ['oNew']]);
  });

  test('is refused, with the reason, where it cannot be right', async () => {
    const api = await start(await createUrl());
    const [from, to] = [await api.signIn('oNew'), await api.signIn('oOld')];
    const key = { ...MINI, subject: 'oNew' };
    const reasonOf = async (answer: ReturnType<typeof api.move>) => (await answer).body.reason;
    expect(await reasonOf(api.move(from, key, from))).toBe('same_user');
    expect(await reasonOf(api.move(from, { ...MINI, subject: 'oOther' }, to))).toBe('not_theirs');
    expect(await reasonOf(api.move(from, { ...OFFICIAL, subject: 'oNew' }, to))).toBe('not_theirs');
    expect((await api.call('POST', '/nobody/move-identity', { ...key, to: to.id })).status).toBe(404);
    const withSiteKey = { ...key, to: to.id, confirm: true };
    expect((await api.call('POST', `/${from.id}/move-identity`, withSiteKey, SITE_API_KEY)).status).toBe(401);
    await api.database.queries.updateTable('users').set({ blocked: 1 }).where('id', '=', to.id).execute();
    expect(await reasonOf(api.move(from, key, to))).toBe('blocked');
    await api.database.queries.updateTable('users').set({ blocked: 0 }).execute();
    const third = await api.signIn('oThird');
    expect((await api.call('POST', `/${to.id}/merge`, { into: third.id, confirm: true })).status).toBe(200);
    expect(await reasonOf(api.move(from, key, to))).toBe('gave_way');
    expect(await api.subjects(from)).toEqual(['oNew']);
  });

  test('at the moment of sign-ins, other moves and a deletion: one user has it, or it makes a new one', async () => {
    const url = await createUrl();
    const api = await start(url);
    const [from, to, third] = [await api.signIn('oA'), await api.signIn('oB'), await api.signIn('oC')];
    const moves = api.app.get(IdentityMoves);
    const key = { ...MINI, subject: 'oA' };
    const settled = await Promise.allSettled([
      moves.move(from.id, key, to.id, true),
      moves.move(from.id, key, third.id, true),
      api.signIn('oA'),
      // A second account of theirs joins whoever has the unionid when it comes.
      api.official('oAtoo', 'uoA'),
      api.call('DELETE', `/${third.id}`),
    ]);
    expect(settled.slice(0, 2).some(({ status }) => status === 'fulfilled')).toBe(true);
    const rows = await api.database.queries
      .selectFrom('identities')
      .select(['subject', 'user_id'])
      .where('unionid', '=', 'uoA')
      .execute();
    expect(new Set(rows.map(({ user_id }) => user_id)).size).toBeLessThanOrEqual(1);
    const users = await api.database.queries.selectFrom('users').select('id').execute();
    for (const { user_id } of rows) expect(users.map(({ id }) => id)).toContain(user_id);
    expect(users.map(({ id }) => id)).not.toContain(third.id);
  });

  test('and one person as their owner sees them: sessions and clients end one by one, or all', async () => {
    const api = await start(await createUrl());
    const { user } = api;
    for (const sid of ['s1', 's2', 's3']) await api.browser(sid);
    const other = await api.signIn('oOther');
    await api.browser('of-other', { user: other });
    const { client_id: shop } = await api.app
      .get(ClientsService)
      .add({ client_name: '书店', redirect_uris: ['https://shop.example.org/cb'] });
    const consent = (user_id: string) => ({
      user_id,
      client_id: shop,
      scopes: 'openid profile',
      granted_at: 1,
    });
    await api.database.queries
      .insertInto('consents')
      .values([consent(user.id), consent(other.id)])
      .execute();
    const details = async () => (await api.call<OwnerUserDetails>('GET', `/${user.id}/details`)).body;
    const before = ownerUserDetails.parse(await details());
    expect(before.sessions.map(({ id }) => id).sort()).toEqual(['s1', 's2', 's3']);
    expect(before.clients).toEqual([
      {
        id: shop,
        name: '书店',
        kind: 'client',
        scopes: ['openid', 'profile'],
        grantedAt: '1970-01-01T00:00:00.001Z',
      },
    ]);
    expect(before.events.map(({ kind }) => kind)).toContain('signed_in');

    expect((await api.call('DELETE', `/${user.id}/sessions/of-other`)).status).toBe(404);
    expect((await api.call('DELETE', `/${user.id}/sessions/s1`)).status).toBe(204);
    expect((await details()).sessions).toHaveLength(2);
    expect((await api.call('DELETE', `/${user.id}/sessions`)).status).toBe(204);
    expect((await api.call('DELETE', `/${user.id}/clients/${shop}`)).status).toBe(204);
    expect((await api.call('DELETE', `/${user.id}/clients/${shop}`)).status).toBe(404);
    const after = await details();
    expect([after.sessions, after.clients]).toEqual([[], []]);
    expect(after.events.filter(({ by }) => by === 'owner').map(({ kind }) => kind)).toEqual([
      'signed_out',
      'signed_out',
      'signed_out',
    ]);
    await expect(api.sessions.requireLive('of-other')).resolves.toBeDefined();
    expect((await api.database.queries.selectFrom('consents').selectAll().execute()).length).toBe(1);
    expect((await api.call('GET', '/nobody/details')).status).toBe(404);
  });
});
