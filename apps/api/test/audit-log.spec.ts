import { describe, expect, test } from '@jest/globals';
import type { OwnIdentities, SecurityEvent, SecurityEventPage } from '@maqiao/shared';
import { securityEventPage } from '@maqiao/shared/schemas';
import { startApi, type ApiUnderTest } from './support/api-under-test.ts';
import type { ScriptedPhone } from './support/scripted-phone.ts';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const HOME = '114.80.166.240';
/** A browser at an address of its own. */
const seen = (api: ApiUnderTest, ip = HOME) =>
  api.browser({ userAgent: FIREFOX, headers: { 'X-Forwarded-For': ip } });
const behindProxy = { environment: { TRUST_PROXY: '1', CONFIRM_MODE: 'never' } };

/** A person's audit log, oldest first, without ids and times. */
async function auditLogOf(phone: ScriptedPhone): Promise<Omit<SecurityEvent, 'id' | 'at'>[]> {
  const answer = await phone.post('/api/security-events?limit=100', undefined, 'GET');
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
  const { events } = securityEventPage.parse(answer.body);
  return events.map(({ id: _id, at: _at, ...entry }) => entry).reverse();
}

/** The one identity of a person, as the audit log names it. */
async function identityOf(phone: ScriptedPhone): Promise<SecurityEvent['identity']> {
  const { body } = await phone.post<OwnIdentities>('/api/me/identities', undefined, 'GET');
  const [identity] = body.identities;
  return identity && { id: identity.id, provider: identity.provider, appId: identity.appId };
}

/** Waits until this many entries are written: the entry of a sign-in is written after its delivery. */
async function untilNoted(api: ApiUnderTest, count: number): Promise<void> {
  const ids = () => api.database().selectFrom('security_events').select('id').execute();
  while ((await ids()).length < count) await new Promise((resolve) => setImmediate(resolve));
}

async function signedIn(api: ApiUnderTest, phone = api.phone()) {
  const browser = seen(api);
  await browser.register();
  await phone.scan(browser.scene);
  await phone.confirm(browser.scene);
  const { body } = await browser.claim();
  await untilNoted(api, 3);
  const [{ id } = { id: '' }] = (await phone.post<{ id: string }[]>('/api/sessions', undefined, 'GET')).body;
  return { browser, phone, accessToken: body.accessToken, sid: id };
}

describe('entries of the audit log', () => {
  test('a login: the address is cut until the person has confirmed, and whole from then on; method and identity are named', async () => {
    const api = await startApi(behindProxy);
    const { phone, sid } = await signedIn(api);
    const how = { method: 'mini-program', identity: await identityOf(phone) };
    const place = { origin: api.url, browser: 'Firefox', os: 'Linux', region: '上海', ...how };
    expect(await auditLogOf(phone)).toEqual([
      { ...place, kind: 'scanned', ip: '114.80.0.0/16' },
      { ...place, kind: 'confirmed', ip: HOME, sessionId: sid },
      { ...place, kind: 'signed_in', ip: HOME, sessionId: sid },
    ]);
  });

  test('each step once, however often the phone repeats it', async () => {
    const api = await startApi(behindProxy);
    const browser = seen(api);
    const phone = api.phone();
    await browser.register();
    for (let count = 0; count < 2; count += 1) expect((await phone.scan(browser.scene)).status).toBe(200);
    for (let count = 0; count < 2; count += 1) expect((await phone.confirm(browser.scene)).status).toBe(200);
    for (let count = 0; count < 2; count += 1) expect((await browser.poll()).status).toBe(200);
    await untilNoted(api, 3);
    const kinds = (await auditLogOf(phone)).map(({ kind }) => kind);
    expect(kinds).toEqual(['scanned', 'confirmed', 'signed_in']);
  });

  test('a refusal, before the confirm and after it', async () => {
    const api = await startApi(behindProxy);
    const phone = api.phone();
    for (const confirms of [false, true]) {
      const browser = seen(api);
      await browser.register();
      await phone.scan(browser.scene);
      if (confirms) await phone.confirm(browser.scene);
      for (let count = 0; count < 2; count += 1) await phone.reject(browser.scene);
    }
    const audit = await auditLogOf(phone);
    expect(audit.map(({ kind, ip, sessionId }) => [kind, ip, sessionId !== undefined])).toEqual([
      ['scanned', '114.80.0.0/16', false],
      ['rejected', '114.80.0.0/16', false],
      ['scanned', '114.80.0.0/16', false],
      ['confirmed', HOME, true],
      ['rejected', HOME, true],
    ]);
  });

  test('a scene that was scanned twice: an entry for both people, with nothing about each other', async () => {
    const api = await startApi(behindProxy);
    const browser = seen(api);
    const [holder, second] = [api.phone('a'), api.phone('b')];
    await browser.register();
    await holder.scan(browser.scene);
    for (let count = 0; count < 3; count += 1)
      expect((await second.scan(browser.scene)).body.code).toBe('scene_taken');
    await second.signIn();
    expect(await auditLogOf(holder)).toEqual([
      expect.objectContaining({ kind: 'scanned' }),
      expect.objectContaining({ kind: 'taken', by: 'other', browser: 'Firefox', ip: '114.80.0.0/16' }),
    ]);
    expect(await auditLogOf(second)).toEqual([
      {
        ...{ kind: 'taken', by: 'you', origin: api.url, browser: null, os: null, region: null, ip: null },
        // Their own, and not the one that had scanned before.
        ...{ method: 'mini-program', identity: await identityOf(second) },
      },
    ]);
  });

  test('a wrong number', async () => {
    const api = await startApi({ environment: { CONFIRM_MODE: 'always' } });
    const [browser, phone] = [api.browser(), api.phone()];
    await browser.register();
    const watching = browser.watch();
    await phone.scan(browser.scene);
    const { number } = await watching.status('scanned');
    const wrong = number === '10' ? '11' : '10';
    expect((await phone.confirm(browser.scene, { number: wrong })).body.code).toBe('number_mismatch');
    expect((await auditLogOf(phone)).map(({ kind }) => kind)).toEqual(['scanned', 'number_mismatch']);
  });

  test('a sign-out in the browser', async () => {
    const api = await startApi(behindProxy);
    const { browser, phone, sid } = await signedIn(api);
    for (let count = 0; count < 2; count += 1) await browser.signOut();
    expect((await auditLogOf(phone)).slice(3)).toEqual([
      expect.objectContaining({
        kind: 'signed_out',
        by: 'browser',
        sessionId: sid,
        ip: HOME,
        origin: api.url,
      }),
    ]);
  });

  test('a sign-out from the phone, and that it was not me', async () => {
    const api = await startApi(behindProxy);
    const { phone, sid } = await signedIn(api);
    const ended = await phone.post(`/api/sessions/${sid}`, { reason: 'not_me' }, 'DELETE');
    expect(ended.status).toBe(204);
    expect((await auditLogOf(phone)).at(-1)).toMatchObject({
      kind: 'signed_out',
      by: 'phone',
      reason: 'not_me',
      sessionId: sid,
    });
  });

  test('a sign-out from the phone without a reason, and no other reason', async () => {
    const api = await startApi(behindProxy);
    const { phone, sid } = await signedIn(api);
    const odd = await phone.post(`/api/sessions/${sid}`, { reason: 'bored' }, 'DELETE');
    expect([odd.status, odd.body]).toEqual([400, expect.objectContaining({ code: 'invalid_request' })]);
    expect((await phone.post(`/api/sessions/${sid}`, undefined, 'DELETE')).status).toBe(204);
    expect((await auditLogOf(phone)).at(-1)).not.toHaveProperty('reason');
  });

  test('a sign-out of everything: one entry for each browser', async () => {
    const api = await startApi(behindProxy);
    const { phone, sid } = await signedIn(api);
    await signedIn(api, phone);
    await untilNoted(api, 6);
    const loginCode = api.simulator.loginCode('a');
    expect((await phone.post('/api/sessions', { loginCode }, 'DELETE')).status).toBe(204);
    const ends = (await auditLogOf(phone)).slice(6);
    expect(ends.map(({ kind, by }) => [kind, by])).toEqual([
      ['signed_out', 'all'],
      ['signed_out', 'all'],
    ]);
    expect(new Set(ends.map(({ sessionId }) => sessionId)).size).toBe(2);
    expect(ends.map(({ sessionId }) => sessionId)).toContain(sid);
  });

  test('a browser that signs in again ends its old session', async () => {
    const api = await startApi(behindProxy);
    const { browser, phone, sid } = await signedIn(api);
    const again = seen(api);
    again.cookie = browser.cookie;
    await again.register();
    await phone.scan(again.scene);
    await phone.confirm(again.scene);
    expect((await again.claim()).status).toBe(200);
    await untilNoted(api, 7);
    expect(await auditLogOf(phone)).toContainEqual(
      expect.objectContaining({ kind: 'signed_out', by: 'browser', sessionId: sid }),
    );
  });

  test('an old cookie that was used again', async () => {
    const api = await startApi(behindProxy);
    const { browser, phone, sid } = await signedIn(api);
    const old = browser.cookie;
    await browser.refresh();
    await browser.refresh();
    browser.cookie = old;
    expect((await browser.refresh()).body.code).toBe('session_revoked');
    expect((await auditLogOf(phone)).slice(3)).toEqual([
      expect.objectContaining({ kind: 'refresh_reused', sessionId: sid }),
    ]);
  });
});

describe('who may read it', () => {
  test('the phone of its owner and our own page, and nobody else', async () => {
    const api = await startApi(behindProxy);
    const { browser, phone, accessToken } = await signedIn(api);
    const web = await browser.get<SecurityEventPage>('/api/security-events', accessToken);
    const own = await phone.post<SecurityEventPage>('/api/security-events', undefined, 'GET');
    expect(web.body).toEqual(own.body);
    expect(web.body.events).toHaveLength(3);
    const none = await fetch(`${api.url}/api/security-events`);
    expect(none.status).toBe(401);
    const other = api.phone('b');
    await other.signIn();
    expect(await auditLogOf(other)).toEqual([]);
  });

  test('a cursor of another person’s entry shows nothing of theirs', async () => {
    const api = await startApi(behindProxy);
    const { phone } = await signedIn(api);
    const { body } = await phone.post<{ events: SecurityEvent[] }>('/api/security-events', undefined, 'GET');
    const other = api.phone('b');
    await other.signIn();
    const answer = await other.post(`/api/security-events?before=${body.events[0]?.id}`, undefined, 'GET');
    expect(answer.body).toEqual({ events: [], next: null });
  });

  test('and not with a query of another form', async () => {
    const api = await startApi();
    const phone = api.phone();
    await phone.signIn();
    const id = '018f0000-0000-7000-8000-000000000000';
    const before = [
      'x',
      "' or 1=1 --",
      '',
      'a'.repeat(9000),
      `${id}&before=${id}`,
      '018f0000-0000-4000-8000-000000000000',
    ];
    const limit = ['0', '101', '1.5', 'ten', '10&limit=2', '-1', 'Infinity'];
    for (const query of [
      ...before.map((value) => `before=${value}`),
      ...limit.map((value) => `limit=${value}`),
    ]) {
      const path = `/api/security-events?${encodeURI(query)}`;
      const answer = await phone.post<{ code: string }>(path, undefined, 'GET');
      expect([query, answer.status, answer.body.code]).toEqual([query, 400, 'invalid_request']);
    }
  });

  test('sixty times a minute', async () => {
    const api = await startApi();
    const phone = api.phone();
    await phone.signIn();
    for (let count = 0; count < 60; count += 1) await auditLogOf(phone);
    const answer = await phone.post<{ code: string }>('/api/security-events', undefined, 'GET');
    expect([answer.status, answer.body.code]).toEqual([429, 'rate_limited']);
  });
});

test('the audit log goes back 90 days', async () => {
  const api = await startApi(behindProxy);
  const { phone } = await signedIn(api);
  api.clock.advance(90 * 86_400_000 + 1);
  await phone.signIn();
  expect(await auditLogOf(phone)).toEqual([]);
});
