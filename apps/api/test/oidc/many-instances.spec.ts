import { expect, test } from '@jest/globals';
import { decodeProtectedHeader } from 'jose';
import * as client from 'openid-client';
import { RSA_SIGNING_KEYS } from '../../src/sessions/tokens/key-families.ts';
import type { SigningKeys } from '../../src/sessions/tokens/signing-keys.ts';
import type { ApiUnderTest } from '../support/api-under-test.ts';
import { useFleets } from '../support/fleet.ts';
import { interactionOf, OidcBrowser } from './support/oidc-browser.ts';
import { REDIRECT_URI, SECRET, TestClient } from './support/test-client.ts';

const startFleet = useFleets();

const RACES = 1_000;

/** A browser that has signed in for the client on one instance. */
async function signedIn(api: ApiUnderTest, shop: TestClient): Promise<OidcBrowser> {
  const browser = new OidcBrowser(api);
  const uid = interactionOf(await browser.open((await shop.request()).url));
  const { body } = await browser.scan(uid);
  await browser.open(body.continueTo ?? '');
  return browser;
}

/** The token call by hand, on whichever instance. */
async function redeem(at: ApiUnderTest, code: string, verifier: string) {
  const answer = await fetch(`${at.url}/oidc/token`, {
    method: 'POST',
    headers: { Authorization: `Basic ${Buffer.from(`shop:${SECRET}`).toString('base64')}` },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      redirect_uri: REDIRECT_URI,
      code_verifier: verifier,
    }),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, string> };
}

test('authorization on one instance, scan on another, token on the first', async () => {
  const { instances } = await startFleet();
  const [here, there] = instances;
  const shop = await TestClient.register(here);
  const browser = new OidcBrowser(here);
  const request = await shop.request();
  const uid = interactionOf(await browser.open(request.url));
  browser.at = there.url;
  const { body } = await browser.scan(uid);
  const back = await browser.open(body.continueTo ?? '');
  const tokens = await shop.redeem(back.url, request);
  const sub = tokens.claims()?.sub ?? '';
  const info = await fetch(`${there.url}/oidc/userinfo`, {
    headers: { Authorization: `Bearer ${tokens.access_token}` },
  });
  expect(await info.json()).toMatchObject({ sub });
});

test('a code that is redeemed twice at the same instant on two instances is redeemed once', async () => {
  const { instances } = await startFleet({ SCENES_PER_MINUTE: String(RACES) });
  const [here, there] = instances;
  const shop = await TestClient.register(here);
  const browser = await signedIn(here, shop);
  const outcomes = new Map<string, number>();
  for (let race = 0; race < RACES; race += 1) {
    const request = await shop.request({ prompt: 'none' });
    const { url } = await browser.open(request.url);
    const code = url.searchParams.get('code') ?? '';
    const { pkceCodeVerifier } = request.checks;
    const answers = await Promise.all([
      redeem(here, code, pkceCodeVerifier),
      redeem(there, code, pkceCodeVerifier),
    ]);
    const outcome = answers
      .map(({ status, body }) => `${status} ${body.error ?? 'tokens'}`)
      .sort()
      .join(', ');
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  }
  expect([...outcomes]).toEqual([['200 tokens, 400 invalid_grant', RACES]]);
  // A thousand sign-ins, on a machine that may be busy.
}, 600_000);

test('keys rotate between code and token: nothing in flight is lost, and older ID tokens are recognised', async () => {
  const { instances } = await startFleet();
  const [here, there] = instances;
  const shop = await TestClient.register(here);
  const browser = await signedIn(here, shop);
  const kidOf = (idToken = '') => decodeProtectedHeader(idToken).kid;
  const signIn = async (between: () => Promise<void>) => {
    const request = await shop.request({ prompt: 'none' });
    const { url } = await browser.open(request.url);
    await between();
    return shop.redeem(url, request);
  };
  const before = await signIn(() => Promise.resolve());
  const published = await signIn(
    async () => void (await here.app.get<SigningKeys>(RSA_SIGNING_KEYS).rotate()),
  );
  expect(kidOf(published.id_token)).toBe(kidOf(before.id_token));
  const switched = await signIn(async () => {
    for (const { app, clock } of instances) {
      clock.advance(11 * 60_000);
      await app.get<SigningKeys>(RSA_SIGNING_KEYS).reload();
    }
  });
  expect(kidOf(switched.id_token)).not.toBe(kidOf(before.id_token));
  for (const path of ['/oidc/jwks', '/.well-known/jwks.json']) {
    for (const { url } of [here, there]) {
      const { keys } = (await (await fetch(url + path)).json()) as { keys: { kid: string }[] };
      const kids = keys.map(({ kid }) => kid);
      expect(kids).toEqual(expect.arrayContaining([kidOf(before.id_token), kidOf(switched.id_token)]));
    }
  }
  const hinted = await shop.request({ prompt: 'none', id_token_hint: before.id_token ?? '' });
  const { url } = await browser.open(hinted.url);
  expect(url.searchParams.get('error')).toBeNull();
  await client.fetchUserInfo(shop.config, before.access_token, before.claims()?.sub ?? '');
});
