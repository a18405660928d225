import { describe, expect, test } from '@jest/globals';
import type { SignInOptions } from '@maqiao/shared';
import { startApi } from '../support/api-under-test.ts';
import { Authenticator } from './support/authenticator.ts';
import { PasskeyPerson, SITE, startWithPasskeys } from './support/person.ts';

const MINUTE = 60_000;

/** Somebody with a passkey, and a browser in which they have never been. */
async function withPasskey(device?: Authenticator) {
  const api = await startWithPasskeys();
  const person = await new PasskeyPerson(api, 'a', device ?? new Authenticator(SITE)).signIn();
  const added = await person.add();
  const elsewhere = new PasskeyPerson(api, 'a', person.device);
  return { api, person, added, elsewhere };
}

test('a passkey signs its person in, in a browser where they have never been', async () => {
  const { api, person, elsewhere } = await withPasskey();
  const options = await fetch(`${api.url}/api/sign-in-options`);
  expect(((await options.json()) as SignInOptions).methods).toEqual([
    { id: 'mini-program', kind: 'scene' },
    { id: 'passkey', kind: 'passkey' },
  ]);
  const asked = await elsewhere.options('sign-in/options');
  expect(asked).toMatchObject({ rpId: 'login.example.com', userVerification: 'required' });
  expect(asked.allowCredentials ?? []).toEqual([]);

  const answer = await elsewhere.passkeyIn();
  expect(answer).toMatchObject({ status: 200, body: { user: { nickname: null } } });
  const sub = (token: string) =>
    (JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { sub: string }).sub;
  expect(sub(elsewhere.token)).toBe(sub(person.token));
  // The session lives, also by its cookie, and is one of its own.
  expect((await elsewhere.call('/api/session/refresh', {})).status).toBe(200);
  const rows = await api.database().selectFrom('sessions').select(['amr', 'origin']).execute();
  expect(rows.map(({ amr }) => amr).sort()).toEqual(['mca', 'pop user']);
  expect(rows[1]?.origin).toBe(SITE);
  expect(elsewhere.browser.jar.get('__Host-maqiao-browser')).toBeDefined();
  expect(await person.log()).toEqual(['signed_in', 'passkey_added', 'signed_in', 'confirmed', 'scanned']);
  const [passkey] = (await person.list()).passkeys;
  expect(passkey?.lastUsedAt).not.toBeNull();
  const metrics = await (await fetch(`${api.url}/metrics`)).text();
  expect(metrics).toContain('maqiao_passkey_answers_total{purpose="sign-in",outcome="ok"} 1');
  expect(metrics).toContain('maqiao_login_deliveries_total{way="passkey"} 1');
});

test('nothing but a good proof signs anybody in', async () => {
  const { api, elsewhere } = await withPasskey();
  const refusals = [
    { origin: 'https://login.example.com.evil.example' },
    { origin: 'http://login.example.com' },
    { rpId: 'example.com' },
    { unverified: true },
    { badSignature: true },
    { type: 'webauthn.create' },
    { userHandle: undefined },
    { userHandle: Buffer.from('somebody').toString('base64url') },
  ];
  for (const deviation of refusals) {
    const answer = await elsewhere.passkeyIn(deviation);
    expect([deviation, answer.status, answer.body.code]).toEqual([deviation, 401, 'passkey_refused']);
  }
  const options = await elsewhere.options('sign-in/options');
  const good = elsewhere.device.get(options);
  const send = (credential: object, from = elsewhere) => from.call('/api/passkeys/sign-in', { credential });
  // Answers that are none.
  for (const clientDataJSON of ['bm90IGpzb24', 'bnVsbA', 'e30'])
    expect((await send({ ...good, response: { ...good.response, clientDataJSON } })).body.code).toBe(
      'passkey_refused',
    );
  expect((await send({ ...good, response: {} })).body.code).toBe('invalid_request');
  // Whoever has the answer alone has nothing, and uses nothing up.
  const thief = new PasskeyPerson(api, 'a', elsewhere.device);
  await thief.options('sign-in/options');
  expect((await send(good, thief)).body.code).toBe('expired_token');
  expect(await api.sessions()).toHaveLength(1);
  expect((await send(good)).status).toBe(200);
  expect((await send(good)).body.code).toBe('expired_token');
  // Another site cannot begin, and a listed one neither.
  const foreign = await fetch(`${api.url}/api/passkeys/sign-in/options`, {
    method: 'POST',
    headers: { Origin: 'https://evil.example', 'Content-Type': 'application/json' },
    body: '{}',
  });
  expect(foreign.status).toBe(403);
});

test('a challenge is good for five minutes, and for what it was made for', async () => {
  const { api, person, elsewhere } = await withPasskey();
  const late = elsewhere.device.get(await elsewhere.options('sign-in/options'));
  api.clock.advance(5 * MINUTE + 1000);
  expect((await elsewhere.call('/api/passkeys/sign-in', { credential: late })).body.code).toBe(
    'expired_token',
  );
  await person.call('/api/session/refresh', {});
  const forStepUp = person.device.get(await person.options('step-up/options'));
  expect((await person.call('/api/passkeys/sign-in', { credential: forStepUp })).body.code).toBe(
    'expired_token',
  );
});

test('a passkey that was removed is unknown; blocked and deleted people stay outside', async () => {
  const { api, person, added, elsewhere } = await withPasskey();
  const block = (blocked: number) => api.database().updateTable('users').set({ blocked }).execute();
  await block(1);
  expect(await elsewhere.passkeyIn()).toMatchObject({ status: 403, body: { code: 'login_blocked' } });
  await block(0);
  expect((await person.call(`/api/passkeys/${added.id}`, {}, 'DELETE')).status).toBe(204);
  expect(await elsewhere.passkeyIn()).toMatchObject({ status: 401, body: { code: 'passkey_unknown' } });
  await person.add();
  const phone = api.phone();
  await phone.signIn();
  const loginCode = api.simulator.loginCode('a');
  expect((await phone.post('/api/me/delete', { loginCode })).status).toBe(204);
  expect(await api.database().selectFrom('passkeys').selectAll().execute()).toEqual([]);
  expect(await elsewhere.passkeyIn()).toMatchObject({ status: 401, body: { code: 'passkey_unknown' } });
});

describe('the counter', () => {
  test('that goes back is that of a copy: nobody is signed in, and the person is told', async () => {
    const { api, person, elsewhere } = await withPasskey();
    expect((await elsewhere.passkeyIn({ counter: 7 })).status).toBe(200);
    const before = (await api.sessions()).length;
    for (const counter of [7, 6, 0])
      expect(await elsewhere.passkeyIn({ counter })).toMatchObject({
        status: 403,
        body: { code: 'passkey_copied' },
      });
    expect(await api.sessions()).toHaveLength(before);
    expect((await person.log()).slice(0, 3)).toEqual(['passkey_copied', 'passkey_copied', 'passkey_copied']);
    // The one that is ahead goes on.
    expect((await elsewhere.passkeyIn({ counter: 8 })).status).toBe(200);
  });

  test('of an authenticator without one stays 0', async () => {
    const { elsewhere } = await withPasskey(new Authenticator(SITE, false));
    for (let time = 0; time < 2; time += 1) expect((await elsewhere.passkeyIn()).status).toBe(200);
  });
});

test('passkeys are not offered where browsers could not use them', async () => {
  const api = await startApi();
  const answer = await fetch(`${api.url}/api/passkeys/sign-in/options`, {
    method: 'POST',
    headers: { Origin: api.url, 'Content-Type': 'application/json' },
    body: '{}',
  });
  expect(answer.status).toBe(404);
});
