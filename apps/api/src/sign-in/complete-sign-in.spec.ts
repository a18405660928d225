import { expect, test } from '@jest/globals';
import { SIGNED_IN, startSessionsApp, type SessionsApp } from '../../test/sessions-app.ts';
import { AuditLog } from '../people/audit/audit-log.ts';
import { provenByMiniProgram } from '../people/identities/proven-identity.ts';
import { CompleteSignIn } from './complete-sign-in.ts';

const APP_ID = 'wx0123456789abcdef';
const place = { browser: 'Firefox', os: 'Linux', ip: '203.0.113.7', region: null, amr: ['mca'] };

function bench({ app, user }: SessionsApp) {
  return {
    signIn: app.get(CompleteSignIn),
    proven: (openid: string, unionid?: string) =>
      provenByMiniProgram(APP_ID, { openid, unionid, sessionKey: 'k' }),
    draft: (sid: string) => ({ sid, userId: user.id, origin: 'https://login.example.com', ...place }),
    kindsOf: async (userId: string) =>
      (await app.get(AuditLog).read(userId, 20)).events.map(({ kind }) => kind),
  };
}

test('a blocked person is refused, also with a new identity', async () => {
  const api = await startSessionsApp();
  const { signIn, proven } = bench(api);
  await api.database.queries.updateTable('users').set({ blocked: 1 }).execute();
  await expect(signIn.identify(proven('oLi'), 'mini-program')).rejects.toMatchObject({
    code: 'login_blocked',
  });
  await expect(signIn.identify(proven('oWang'), 'mini-program')).resolves.toMatchObject({
    isNew: true,
    blocked: false,
  });
});

test('two openids of one unionid stay two people, and each gets one entry about it', async () => {
  const api = await startSessionsApp();
  const { signIn, proven, kindsOf } = bench(api);
  for (let again = 0; again < 2; again += 1) {
    const other = await signIn.identify(proven('oOther', 'uoLi'), 'mini-program');
    expect(other.id).not.toBe(api.user.id);
    expect([await kindsOf(other.id), await kindsOf(api.user.id)]).toEqual([
      ['identity_conflict'],
      ['identity_conflict'],
    ]);
  }
});

test('a browser gets one session, however often the sign-in is completed, and one audit entry', async () => {
  const api = await startSessionsApp();
  const { signIn, draft, kindsOf } = bench(api);
  const results = [
    await signIn.complete(draft('s1'), SIGNED_IN),
    await signIn.complete(draft('s1'), SIGNED_IN),
  ];
  for (const result of results) {
    expect(result).toMatchObject({ tokenType: 'Bearer', user: { nickname: null, avatarUrl: null } });
  }
  expect(await kindsOf(api.user.id)).toEqual(['signed_in']);
  expect(await api.sessions.list(api.user.id)).toHaveLength(1);
});

test('nobody is signed in whose session was revoked, who is blocked, or who is deleted', async () => {
  const api = await startSessionsApp();
  const { signIn, draft } = bench(api);
  await api.sessions.forbid(draft('s1'), 'rejected');
  expect(await signIn.complete(draft('s1'), SIGNED_IN)).toBe('ended');
  await api.database.queries.updateTable('users').set({ blocked: 1 }).execute();
  expect(await signIn.complete(draft('s2'), SIGNED_IN)).toBe('nobody');
  await api.database.queries.deleteFrom('users').execute();
  expect(await signIn.complete(draft('s3'), SIGNED_IN)).toBe('nobody');
  expect(await api.database.queries.selectFrom('sessions').selectAll().execute()).toEqual([]);
});
