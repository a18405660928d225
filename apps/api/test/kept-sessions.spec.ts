import type { IntrospectResponse, KeptSession, SessionSummary } from '@maqiao/shared';
import { keptSession } from '@maqiao/shared/schemas';
import { describe, expect, test } from '@jest/globals';
import { madeUpSecret } from '@maqiao/test-servers';
import { describeEachDatabase } from './each-database.ts';
import { call, type Answer, type Refusable } from './support/answer.ts';
import { afterThisTest } from './support/after-this-test.ts';
import { startApi, type ApiUnderTest } from './support/api-under-test.ts';
import { useFleets } from './support/fleet.ts';
import type { ScriptedPhone } from './support/scripted-phone.ts';
import { WEBHOOK_SECRET, WebhookReceiver } from './support/webhook-receiver.ts';

const SITE_API_KEY = 'a-site-api-key-of-some-length';
/** A page of another domain than Maqiao's: it keeps no cookie of ours. */
const SHOP = 'https://shop.example.org';
const MINUTE = 60_000;
const DAY = 86_400;
const ENVIRONMENT = { SITE_API_KEY, CORS_ORIGINS: SHOP, SCANS_PER_PERSON_PER_MINUTE: '100' };

type Kept = Answer<KeptSession & Refusable & { detail: string }>;

/** A call of the site's own backend. */
const backend = <T>(api: ApiUnderTest, method: string, path: string, body?: unknown, key = SITE_API_KEY) =>
  call<T>(api.url + path, { method, body, headers: { Authorization: `Bearer ${key}` } });

const keep = (api: ApiUnderTest, sid: string, expiresIn: unknown = DAY, key = SITE_API_KEY): Promise<Kept> =>
  backend(api, 'PUT', `/api/sessions/${sid}/keep`, { expiresIn }, key);

/** Somebody signs in to the shop, which takes the token and asks whose it is. */
async function signIn(api: ApiUnderTest, phone: ScriptedPhone) {
  const page = api.browser({ origin: SHOP });
  expect((await page.register()).status).toBe(201);
  await phone.scan(page.scene);
  expect((await phone.confirm(page.scene)).status).toBe(200);
  const { accessToken } = (await page.poll()).body;
  const introspect = () =>
    backend<IntrospectResponse>(api, 'POST', '/api/introspect', { token: accessToken });
  const { body: who } = await introspect();
  if (!who.active || who.sid === undefined) throw new Error('not signed in');
  return { page, sid: who.sid, sub: who.sub, introspect };
}

async function listed(phone: ScriptedPhone): Promise<SessionSummary[]> {
  await phone.signIn();
  return (await phone.post<SessionSummary[]>('/api/sessions', undefined, 'GET')).body;
}

/** Seconds from now on the server's clock to the end that an answer names. */
const secondsLeft = (api: ApiUnderTest, { body }: Kept) =>
  Math.round((Date.parse(body.expiresAt) - api.clock.now()) / 1000);

describeEachDatabase('issue 13, number 2: a session that a site of another domain keeps', ({ createUrl }) => {
  const start = async (environment: Record<string, string> = {}) =>
    startApi({
      environment: {
        ...ENVIRONMENT,
        DATABASE_URL: await createUrl(),
        MAQIAO_SECRET: madeUpSecret('one'),
        ...environment,
      },
    });

  test('lives for the requested time, is listed on the phone with its site, and can be ended there', async () => {
    const hook = await WebhookReceiver.start();
    afterThisTest(() => hook.close());
    const api = await start({ WEBHOOK_URL: hook.url, WEBHOOK_SECRET });
    const phone = api.phone();
    const { sid, sub, introspect } = await signIn(api, phone);
    const left = await signIn(api, phone);

    const kept = await keep(api, sid, 10 * DAY);
    expect(kept.status).toBe(200);
    expect(keptSession.parse(kept.body)).toMatchObject({ sid, sub, aud: SHOP });
    expect([secondsLeft(api, kept), kept.body.expiresIn / DAY]).toEqual([10 * DAY, expect.closeTo(10, 3)]);

    api.clock.advance(11 * MINUTE);
    expect((await introspect()).body).toEqual({ active: false }); // its token is over, and the session is not
    const lastSeenAt = (await listed(phone))[0]?.lastSeenAt;
    expect(await listed(phone)).toMatchObject([{ id: sid, origin: SHOP, siteName: 'shop.example.org' }]);
    expect((await keep(api, left.sid)).body.code).toBe('session_ended');

    api.clock.advance(9 * DAY * 1000);
    expect(secondsLeft(api, await keep(api, sid, 12 * DAY))).toBe(12 * DAY);
    const [seen] = await listed(phone);
    expect(Date.parse(seen?.lastSeenAt ?? '')).toBeGreaterThan(Date.parse(lastSeenAt ?? ''));

    expect((await phone.post(`/api/sessions/${sid}/delete`, {})).status).toBe(204);
    const sent = (await hook.count(3)).map(({ event }) => event);
    expect(sent.find(({ type }) => type === 'user.signed_out')?.data).toEqual({
      sub,
      sid,
      aud: SHOP,
      reason: 'revoked',
    });
    expect(await listed(phone)).toEqual([]);
    expect((await keep(api, sid)).status).toBe(410);
  });

  test('ends with a block, with a deletion, and when the backend ends it', async () => {
    const hook = await WebhookReceiver.start();
    afterThisTest(() => hook.close());
    const api = await start({ WEBHOOK_URL: hook.url, WEBHOOK_SECRET });
    const [a, b] = [await signIn(api, api.phone('a')), await signIn(api, api.phone('b'))];
    for (const { sid } of [a, b]) expect((await keep(api, sid, 20 * DAY)).status).toBe(200);
    api.clock.advance(DAY * 1000);

    await backend(api, 'PATCH', `/api/users/${a.sub}`, { blocked: true });
    expect((await keep(api, a.sid)).body.code).toBe('session_ended');
    await backend(api, 'PATCH', `/api/users/${a.sub}`, { blocked: false });
    expect((await keep(api, a.sid)).body.code).toBe('session_ended');
    const again = await signIn(api, api.phone('a'));
    await keep(api, again.sid, 20 * DAY);
    expect((await backend(api, 'POST', `/api/sessions/${again.sid}/delete`, {})).status).toBe(204);
    expect((await keep(api, again.sid)).body.code).toBe('session_ended');
    await backend(api, 'DELETE', `/api/users/${b.sub}`);
    expect((await keep(api, b.sid)).body.code).toBe('session_ended');

    const events = (await hook.count(8)).map(({ event }) => event);
    const sent = events.map(({ type, data: { sid, reason } }) =>
      [type, sid, reason].filter(Boolean).join(' '),
    );
    expect(sent.sort()).toEqual(
      [
        `user.signed_in ${a.sid}`,
        `user.signed_in ${b.sid}`,
        'user.blocked',
        `user.signed_out ${a.sid} blocked`,
        'user.unblocked',
        `user.signed_in ${again.sid}`,
        `user.signed_out ${again.sid} signed_out`,
        'user.deleted',
      ].sort(),
    );
  });

  test('may be kept shorter again, and never longer than SESSION_MAX_DAYS after the sign-in', async () => {
    const api = await start({ SESSION_MAX_DAYS: '30' });
    const { sid } = await signIn(api, api.phone());
    expect(secondsLeft(api, await keep(api, sid, 30 * DAY))).toBe(30 * DAY);
    expect(secondsLeft(api, await keep(api, sid, 3600))).toBe(3600);
    // Its own ten minutes it has in any case.
    expect(secondsLeft(api, await keep(api, sid, 1))).toBeGreaterThan(590);
    await keep(api, sid, 30 * DAY);
    api.clock.advance(20 * DAY * 1000);
    expect(secondsLeft(api, await keep(api, sid, 30 * DAY))).toBeLessThanOrEqual(10 * DAY);
    api.clock.advance(10 * DAY * 1000);
    expect((await keep(api, sid, 1)).body.code).toBe('session_ended');
    for (const [expiresIn, detail] of [
      [30 * DAY + 1, 'SESSION_MAX_DAYS'],
      [0, 'expiresIn'],
      [-1, 'expiresIn'],
      [1.5, 'expiresIn'],
      [1e300, 'expiresIn'],
      ['86400', 'expiresIn'],
      [null, 'expiresIn'],
    ] as const) {
      const { status, body } = await keep(api, sid, expiresIn);
      expect([expiresIn, status, body.code, body.detail]).toEqual([
        expiresIn,
        400,
        'invalid_request',
        expect.stringContaining(detail),
      ]);
    }
  });

  test('of a browser with our cookie ends when neither the cookie nor the backend keeps it', async () => {
    const api = await start({ SESSION_IDLE_DAYS: '2' });
    const [page, phone] = [api.browser(), api.phone()];
    await page.register();
    await phone.scan(page.scene);
    await phone.confirm(page.scene);
    expect((await page.claim()).status).toBe(200);
    const [{ sid } = { sid: '' }] = await api.sessions();
    // A backend does not cut short what the cookie has, nor the cookie what the backend has.
    expect(secondsLeft(api, await keep(api, sid, 60))).toBeGreaterThan(1.9 * DAY);
    await keep(api, sid, 5 * DAY);
    expect((await page.refresh()).status).toBe(200);
    api.clock.advance(4 * DAY * 1000);
    expect((await page.refresh()).status).toBe(200);
    expect(secondsLeft(api, await keep(api, sid, 60))).toBeGreaterThan(1.9 * DAY);
    api.clock.advance(3 * DAY * 1000);
    expect((await page.refresh()).body.code).toBe('no_session');
    expect((await keep(api, sid)).body.code).toBe('session_ended');
  });

  test('kept and ended at the same moment, it is ended', async () => {
    const api = await start();
    const phone = api.phone();
    for (let round = 0; round < 10; round += 1) {
      const { sid } = await signIn(api, phone);
      const ending = () => phone.post(`/api/sessions/${sid}/delete`, {});
      const answers = await Promise.all([keep(api, sid), ending(), keep(api, sid), keep(api, sid)]);
      expect(answers[1].status).toBe(204);
      for (const { status } of answers) expect([200, 204, 410]).toContain(status);
      expect((await keep(api, sid)).body.code).toBe('session_ended');
    }
    expect(await listed(phone)).toEqual([]);
  });
});

describe('issue 13, number 2: who may keep a session', () => {
  test('only who holds SITE_API_KEY: no page, no phone, no wrong key; both spellings of the call are one', async () => {
    const api = await startApi({ environment: ENVIRONMENT });
    const phone = api.phone();
    const { page, sid } = await signIn(api, phone);
    const { accessToken } = (await page.poll()).body;
    for (const key of [
      'another-key-of-some-length-too',
      accessToken,
      phone.accessToken ?? '',
      '',
      'x'.repeat(4096),
    ])
      expect((await keep(api, sid, DAY, key)).body.code).toBe('invalid_token');
    expect((await page.post<Refusable>(`/api/sessions/${sid}/keep`, { expiresIn: DAY })).status).toBe(401);
    for (const unknown of ['unknown', 'x'.repeat(64), "'--", `${sid}x`])
      expect((await keep(api, unknown)).body.code).toBe('session_ended');
    const twin = await backend<KeptSession>(api, 'POST', `/api/sessions/${sid}/keep`, { expiresIn: DAY });
    expect([twin.status, twin.body.sid]).toEqual([200, sid]);

    const without = await startApi({ environment: { CORS_ORIGINS: SHOP } });
    expect((await keep(without, sid)).body.code).toBe('not_found');
  });
});

describe('issue 13, number 2: of several instances', () => {
  const startFleet = useFleets();

  test('a session is kept at one, ended at the other, and both know', async () => {
    const { instances } = await startFleet(ENVIRONMENT);
    const [here, there] = instances;
    const { sid } = await signIn(here, there.phone());
    expect((await keep(there, sid, DAY)).status).toBe(200);
    for (const { clock } of instances) clock.advance(11 * MINUTE);
    const phone = here.phone();
    expect(await listed(phone)).toMatchObject([{ id: sid }]);
    const answers = await Promise.all([keep(here, sid), keep(there, sid)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    await phone.post(`/api/sessions/${sid}/delete`, {});
    for (const api of instances) expect((await keep(api, sid)).status).toBe(410);
  });
});
