import { expect, test } from '@jest/globals';
import { MAX_PASSKEYS, type OwnIdentities, type OwnPasskey, type OwnerUser } from '@maqiao/shared';
import { randomBytes } from 'node:crypto';
import { startApi } from '../support/api-under-test.ts';
import { Authenticator } from './support/authenticator.ts';
import { PasskeyPerson, SITE, startWithPasskeys } from './support/person.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** The access token has ended; the session lives. */
async function later(person: PasskeyPerson, milliseconds: number): Promise<void> {
  person.api.clock.advance(milliseconds);
  const refreshed = await person.call<{ accessToken: string }>('/api/session/refresh', {});
  person.token = refreshed.body.accessToken;
}

test('a passkey is added with a proof of the last five minutes, listed, renamed and removed', async () => {
  const api = await startWithPasskeys();
  const person = await new PasskeyPerson(api).signIn();
  expect(await person.list()).toEqual({ passkeys: [], addable: 'now' });
  const options = await person.options('options');
  expect(options).toMatchObject({
    rp: { id: 'login.example.com' },
    attestation: 'none',
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    excludeCredentials: [],
  });
  const credential = person.device.create(options);
  const added = await person.call<OwnPasskey>('/api/passkeys', { credential });
  expect(added).toMatchObject({ status: 201, body: { name: 'unknown · unknown', removable: 'now' } });
  expect((await person.options('options')).excludeCredentials).toMatchObject([{ id: credential.id }]);
  const { id } = added.body;
  const renamed = await person.call<OwnPasskey>(`/api/passkeys/${id}`, { name: '  书房的电脑 ' }, 'PATCH');
  expect(renamed.body).toMatchObject({ id, name: '书房的电脑', lastUsedAt: null });
  for (const name of ['', '   ', 'a'.repeat(65), 'a\nb'])
    expect((await person.call(`/api/passkeys/${id}`, { name }, 'PATCH')).body.code).toBe('invalid_request');

  await later(person, 6 * MINUTE);
  expect((await person.list()).addable).toBe('step-up');
  expect((await person.call('/api/passkeys/options', {})).body.code).toBe('step_up_required');
  expect((await person.call(`/api/passkeys/${id}`, {}, 'DELETE')).body.code).toBe('step_up_required');
  // Proven with the passkey itself; the session stays the same one.
  expect((await person.stepUp()).status).toBe(200);
  expect(await api.sessions()).toHaveLength(1);
  expect((await person.list()).addable).toBe('now');
  expect((await person.call(`/api/passkeys/${id}`, {}, 'DELETE')).status).toBe(204);
  expect((await person.list()).passkeys).toEqual([]);
  expect((await person.call('/api/passkeys/step-up/options', {})).body.code).toBe('not_found');
  expect((await person.log()).slice(0, 2)).toEqual(['passkey_removed', 'passkey_added']);
});

test('what an authenticator has made is verified, and nobody has another person’s passkey', async () => {
  const api = await startWithPasskeys();
  const person = await new PasskeyPerson(api).signIn();
  const add = (credential: object, by = person) => by.call<OwnPasskey>('/api/passkeys', { credential });
  for (const deviation of [
    { origin: 'https://evil.example' },
    { rpId: 'evil.example' },
    { unverified: true },
    { type: 'webauthn.get' },
  ])
    expect((await add(person.device.create(await person.options('options'), deviation))).body.code).toBe(
      'passkey_refused',
    );
  const credential = person.device.create(await person.options('options'));
  // A challenge of another session, also of the same person.
  const other = await new PasskeyPerson(api).signIn();
  expect((await add(credential, other)).body.code).toBe('expired_token');
  expect((await add(credential)).status).toBe(201);
  expect((await add(credential)).body.code).toBe('expired_token');

  const stranger = await new PasskeyPerson(api, 'b').signIn();
  const mine = (await person.list()).passkeys[0]?.id ?? '';
  expect((await stranger.call(`/api/passkeys/${mine}`, { name: 'x' }, 'PATCH')).body.code).toBe('not_found');
  expect((await stranger.call(`/api/passkeys/${mine}`, {}, 'DELETE')).body.code).toBe('not_found');
  // Another person's passkey is no proof of who is signed in here.
  await stranger.add();
  expect((await stranger.stepUp(person.device)).body.code).toBe('passkey_refused');
});

test('only our own page has to do with passkeys, and only as many as may be', async () => {
  const shop = 'https://shop.example.com';
  const api = await startWithPasskeys({ CORS_ORIGINS: shop });
  const page = api.browser({ origin: shop });
  await page.register();
  const phone = api.phone();
  await phone.scan(page.scene);
  await phone.confirm(page.scene);
  const { accessToken } = (await page.claim()).body;
  expect((await page.get<{ code: string }>('/api/passkeys', accessToken)).body.code).toBe(
    'origin_not_allowed',
  );
  const begun = await page.post<{ code: string }>('/api/passkeys/sign-in/options', {});
  expect(begun.body.code).toBe('origin_not_allowed');

  const person = await new PasskeyPerson(api).signIn();
  for (let count = 0; count < MAX_PASSKEYS; count += 1) await person.add();
  expect((await person.list()).addable).toBe('full');
  const credential = person.device.create(await person.options('options'));
  expect((await person.call('/api/passkeys', { credential })).body.code).toBe('passkey_limit');
});

test('for 72 hours a new passkey cannot remove what is older; and the last WeChat stays', async () => {
  const api = await startWithPasskeys();
  const person = await new PasskeyPerson(api).signIn();
  const first = await person.add();
  await later(person, 100 * HOUR);
  await person.stepUp();
  const second = await person.add();
  const [newer, older] = (await person.list()).passkeys;
  expect(newer).toMatchObject({ id: second.id, removable: 'now' });
  expect(older).toMatchObject({ id: first.id, removable: 'later' });
  expect(await person.call(`/api/passkeys/${first.id}`, {}, 'DELETE')).toMatchObject({
    status: 409,
    body: { code: 'removal_too_soon', removableAt: older?.removableAt },
  });
  // The WeChat of before it, beside another one.
  const [mine] = await api.database().selectFrom('identities').selectAll().execute();
  if (mine === undefined) throw new Error('nobody');
  await api
    .database()
    .insertInto('identities')
    .values({ ...mine, subject: 'another', unionid: null, created_at: mine.created_at + 1 })
    .execute();
  const { identities } = (await person.call<OwnIdentities>('/api/me/identities')).body;
  expect(identities.map(({ removable }) => removable)).toEqual(['later', 'later']);
  const path = `/api/me/identities/${identities[0]?.id ?? ''}/delete`;
  expect((await person.call(path, {})).body.code).toBe('removal_too_soon');
  await later(person, 73 * HOUR);
  await person.stepUp();
  expect((await person.call(path, {})).status).toBe(204);
  const { identities: left } = (await person.call<OwnIdentities>('/api/me/identities')).body;
  expect(left).toMatchObject([{ removable: 'never' }]);
  expect((await person.call(`/api/passkeys/${first.id}`, {}, 'DELETE')).status).toBe(204);
});

test('the owner sees them, and merges them with their users; nothing is offered at an address without a host name', async () => {
  const adminKey = randomBytes(32).toString('base64');
  const api = await startWithPasskeys({ ADMIN_KEY: adminKey });
  const person = await new PasskeyPerson(api, 'a', new Authenticator(SITE)).signIn();
  await person.add();
  const { id } = await api.database().selectFrom('users').select('id').executeTakeFirstOrThrow();
  const seen = await fetch(`${api.url}/api/users/${id}`, {
    headers: { Authorization: `Bearer ${adminKey}` },
  });
  expect((await seen.json()) as OwnerUser).toMatchObject({
    passkeys: [{ name: 'unknown · unknown', lastUsedAt: null }],
  });

  // Two users who are one person: the passkey goes with a merge, and comes back when it is undone.
  await new PasskeyPerson(api, 'b').signIn();
  const users = await api.database().selectFrom('users').select('id').execute();
  const other = users.find((user) => user.id !== id)?.id;
  const owner = async (method: string, body?: object) => {
    const headers = {
      Authorization: `Bearer ${adminKey}`,
      ...(body && { 'Content-Type': 'application/json' }),
    };
    const answer = await fetch(`${api.url}/api/users/${id}/merge`, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    });
    return answer.status;
  };
  const signedIn = async () => {
    const elsewhere = new PasskeyPerson(api, 'a', person.device);
    await elsewhere.passkeyIn();
    return (await elsewhere.call<{ id: string }>('/api/me')).body.id;
  };
  expect(await owner('POST', { into: other, confirm: true })).toBe(200);
  expect(await signedIn()).toBe(other);
  expect(await owner('DELETE')).toBe(200);
  expect(await signedIn()).toBe(id);

  const plain = await startApi();
  const there = new PasskeyPerson(plain, 'a', new Authenticator(plain.url));
  await there.signIn();
  expect((await there.call('/api/passkeys/options', {})).status).toBe(404);
});
