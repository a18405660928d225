import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type CryptoKey } from 'jose';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { notRun } from '../support/not-run.ts';
import { CURL, CURL_END_SESSION, LANGUAGES, type Command } from './support/languages.ts';
import { OTHER_ORIGIN, SITE_API_KEY, SITE_ORIGIN, startMaqiao, type Maqiao } from './support/maqiao.ts';
import { check, startBackend } from './support/programs.ts';

const TEST_TIMEOUT_MS = 180_000; // compiling Go and Java beside other work

let maqiao: Maqiao;
beforeAll(async () => {
  maqiao = await startMaqiao();
}, TEST_TIMEOUT_MS);
afterAll(() => maqiao.stop(), TEST_TIMEOUT_MS);

const cleaning: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleaning.splice(0).reverse()) await clean();
});

/** An address where nobody answers. */
const NOBODY = 'http://127.0.0.1:9';

const environment = (url = maqiao.url) => ({ MAQIAO_URL: url, SITE_ORIGIN, SITE_API_KEY });

const subOf = (token: string) =>
  (JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { sub: string }).sub;

const post = (url: string, path: string, headers: Record<string, string>) =>
  fetch(url + path, { method: 'POST', headers, redirect: 'manual', signal: AbortSignal.timeout(30_000) });

/** A server that is not Maqiao, at an address of its own. */
async function listen(server: ReturnType<typeof createServer>): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleaning.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe.each(LANGUAGES)('$name', ({ name, missing, introspect, jwks }) => {
  if (missing !== undefined) {
    notRun(`the recipes for ${name}`, missing);
    return;
  }

  if (introspect) {
    test('a backend signs people in once with a token, and by its own session from then on', async () => {
      const backend = await startBackend(introspect, environment());
      cleaning.push(() => backend.stop());
      const login = (token: string) => post(backend.url, '/login', { Authorization: `Bearer ${token}` });

      const token = await maqiao.tokenFor(SITE_ORIGIN);
      const answer = await login(token);
      expect(answer.status).toBe(204);
      const line = answer.headers.getSetCookie().findLast((cookie) => !/=(;|deleted)/.test(cookie)) ?? '';
      expect(line).toMatch(/httponly/i);
      expect(line).toMatch(/samesite=lax/i);
      expect(line).toMatch(/secure/i);
      const Cookie = line.split(';')[0] ?? '';
      const me = async (cookie = Cookie) =>
        fetch(`${backend.url}/me`, { headers: { Cookie: cookie }, signal: AbortSignal.timeout(30_000) });
      expect(await (await me()).json()).toEqual({ sub: subOf(token) });
      expect((await me(`${Cookie}x`)).status).toBe(401);

      for (const refused of [
        await maqiao.tokenFor(OTHER_ORIGIN), // good, at the other site
        await maqiao.tokenFor(maqiao.url), // good, at the hosted page
        await maqiao.phoneToken(),
        'x'.repeat(4096),
        'a","x":"',
        '',
      ]) {
        const response = await login(refused);
        expect([refused.slice(0, 20), response.status]).toEqual([refused.slice(0, 20), 401]);
        expect(response.headers.getSetCookie().filter((cookie) => /^session=[^;]/.test(cookie))).toEqual([]);
      }
      expect((await post(backend.url, '/login', {})).status).toBe(401);

      const late = await maqiao.tokenFor(SITE_ORIGIN);
      await maqiao.signOutEverywhere();
      expect((await login(late)).status).toBe(401);
      // What was signed in before is the site's own: signing out on the phone does not end it by itself.
      expect((await me()).status).toBe(200);
      expect((await post(backend.url, '/logout', { Cookie })).status).toBe(204);
      expect((await me()).status).toBe(401);
    }, 180_000);

    test('a Maqiao that does not answer, or sends elsewhere, is not a bad token', async () => {
      let followed = 0;
      const elsewhere = await listen(
        createServer((request, response) => {
          const asked = request.url?.startsWith('/api/') === true;
          if (asked) response.writeHead(307, { Location: '/followed' });
          else followed += 1;
          response.end(JSON.stringify({ active: true, aud: SITE_ORIGIN, sub: 'forged' }));
        }),
      );
      for (const url of [NOBODY, elsewhere]) {
        const backend = await startBackend(introspect, environment(url));
        cleaning.push(() => backend.stop());
        const answer = await post(backend.url, '/login', { Authorization: 'Bearer a.b.c' });
        expect(answer.status).toBe(503);
      }
      expect(followed).toBe(0);
    }, 180_000);
  }

  if (jwks) {
    test('keys alone tell a good token from every other', async () => {
      const command = await jwks();
      const verdict = (token: string, url?: string) => check(command, environment(url), token);
      const token = await maqiao.tokenFor(SITE_ORIGIN);
      expect(await verdict(token)).toMatchObject({ status: 0, out: subOf(token) });
      for (const refused of [
        await maqiao.tokenFor(OTHER_ORIGIN),
        await maqiao.phoneToken(),
        `${token.slice(0, -6)}AAAAAA`,
        'a.b.c',
        '',
      ]) {
        expect(await verdict(refused)).toMatchObject({ status: 1, out: '' });
      }
      expect(await verdict(token, NOBODY)).toMatchObject({ status: 2, out: '' });
    }, 180_000);

    test('each claim is demanded: type, algorithm, key, issuer, audience, times', async () => {
      const command = await jwks();
      const issuer = await startIssuer();
      const verdict = async (token: string) => (await check(command, environment(issuer.url), token)).status;
      expect(await verdict(await issuer.token())).toBe(0);
      // Clocks differ.
      expect(await verdict(await issuer.token({ exp: -10 }))).toBe(0);
      expect(await verdict(await issuer.token({ iat: 10 }))).toBe(0);
      const refused: Record<string, string> = {
        'an id token': await issuer.token({}, { typ: 'JWT' }),
        'no type': await issuer.token({}, { typ: undefined }),
        'another key': await issuer.token({}, { kid: 'unknown' }),
        'no key': await issuer.token({}, { kid: undefined }),
        'a key of somebody else under the same name': await issuer.forged(),
        'no signature': issuer.unsecured(),
        'the public key as a shared secret': await issuer.confused(),
        'another issuer': await issuer.token({ iss: 'https://evil.example' }),
        'another site': await issuer.token({ aud: OTHER_ORIGIN }),
        'no site': await issuer.token({ aud: undefined }),
        expired: await issuer.token({ exp: -40 }),
        'without end': await issuer.token({ exp: undefined }),
        'of the future': await issuer.token({ iat: 120 }),
      };
      const answers = await Promise.all(
        Object.entries(refused).map(async ([what, token]) => [what, await verdict(token)] as const),
      );
      expect(Object.fromEntries(answers)).toEqual(
        Object.fromEntries(Object.keys(refused).map((what) => [what, 1])),
      );
    }, 180_000);
  }
});

test('issue 13, number 1: curl ends a session, and says whether Maqiao has ended it', async () => {
  const token = await maqiao.tokenFor(SITE_ORIGIN);
  const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as {
    sid: string;
  };
  const end = (sid: string, url?: string) => check(CURL_END_SESSION, environment(url), sid);
  expect(await end(claims.sid, NOBODY)).toMatchObject({ status: 2, out: '' });
  expect(await check(CURL, environment(), token)).toMatchObject({ status: 0 });
  expect(await end(claims.sid)).toMatchObject({ status: 0, out: '' });
  expect(await check(CURL, environment(), token)).toMatchObject({ status: 1 });
  expect(await end(claims.sid)).toMatchObject({ status: 0, out: '' });
  for (const refused of ['', '../users/x', '$(id)'])
    expect(await end(refused)).toMatchObject({ status: 1, out: '' });
}, 60_000);

test('curl', async () => {
  const command: Command = CURL;
  const token = await maqiao.tokenFor(SITE_ORIGIN);
  expect(await check(command, environment(), token)).toMatchObject({ status: 0, out: subOf(token) });
  for (const refused of [
    await maqiao.tokenFor(OTHER_ORIGIN),
    await maqiao.phoneToken(),
    'a.b.c',
    'a","x":"$(id)',
    '',
  ]) {
    expect(await check(command, environment(), refused)).toMatchObject({ status: 1, out: '' });
  }
  expect(await check(command, environment(NOBODY), token)).toMatchObject({ status: 2, out: '' });
}, 60_000);

interface Claims {
  iss?: string;
  aud?: string | undefined;
  /** Seconds from now. */
  exp?: number | undefined;
  iat?: number;
}

/** An issuer whose keys we have: what Maqiao would never sign can be signed here. */
async function startIssuer() {
  const [own, other] = [await generateKeyPair('ES256'), await generateKeyPair('ES256')];
  const jwk = { ...(await exportJWK(own.publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' };
  const url = await listen(
    createServer((_request, response) => {
      response.setHeader('Content-Type', 'application/json').end(JSON.stringify({ keys: [jwk] }));
    }),
  );
  const now = Math.floor(Date.now() / 1000);
  const header = { alg: 'ES256', typ: 'at+jwt', kid: 'k1' };
  const claimsOf = (claims: Claims) => {
    const { exp, iat, ...rest } = { exp: 600, iat: 0, ...claims };
    const times = { iat: now + iat, ...(exp !== undefined && { exp: now + exp }) };
    return { iss: url, aud: SITE_ORIGIN, sub: 'person', jti: 'j', ...rest, ...times };
  };
  const token = (claims: Claims = {}, change: object = {}, key: CryptoKey | Uint8Array = own.privateKey) =>
    new SignJWT(claimsOf(claims)).setProtectedHeader({ ...header, ...change }).sign(key);
  return {
    url,
    token,
    forged: () => token({}, {}, other.privateKey),
    unsecured: () => {
      const [, payload = ''] = new UnsecuredJWT(claimsOf({})).encode().split('.');
      return `${Buffer.from(JSON.stringify({ ...header, alg: 'none' })).toString('base64url')}.${payload}.`;
    },
    confused: () => token({}, { alg: 'HS256' }, Buffer.from(JSON.stringify(jwk))),
  };
}
