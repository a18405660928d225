import { createHmac, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { ManualClock } from '../../../test/manual-clock.ts';
import { testSettings } from '../../../test/test-settings.ts';
import { Database } from '../../platform/database/database.ts';
import { MaqiaoSecret } from '../../platform/secret/maqiao-secret.ts';
import { AccessTokens } from './access-tokens.ts';
import { SigningKeys, type KeyFamily } from './signing-keys.ts';

const FAMILY: KeyFamily = { algorithm: 'ES256', table: 'signing_keys', outlivesSuccessionMs: 660_000 };
const SITE = 'https://login.example.com';
const settings = testSettings();
let database: Database;
let keys: SigningKeys;
let clock: ManualClock;
let tokens: AccessTokens;

beforeAll(async () => {
  database = await Database.open('sqlite::memory:');
  clock = new ManualClock();
  keys = await SigningKeys.open(database, new MaqiaoSecret(Buffer.alloc(32, 1)), clock, FAMILY);
  await keys.ensureFirst();
  tokens = new AccessTokens(keys, clock, settings);
});
afterAll(async () => {
  keys.onModuleDestroy();
  await database.onApplicationShutdown();
});

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const invalid = { name: 'ApiError', code: 'invalid_token' };
const now = () => Math.floor(clock.now() / 1000);
const header = () => ({ alg: 'ES256', typ: 'at+jwt', kid: keys.signer().kid });
const claims = () => ({
  iss: SITE,
  sub: 'u1',
  aud: SITE,
  client_id: SITE,
  sid: 's1',
  jti: 'j1',
  iat: now(),
  exp: now() + 600,
});
/** A token made by hand, signed with our own key unless another is given. */
function forge(head: object, body: object, key: KeyObject = keys.signer().privateKey): string {
  const signed = `${encode(head)}.${encode(body)}`;
  return `${signed}.${sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}
const verify = (token: string, audiences = [SITE]) => tokens.verify(token, { audiences });

describe('a minted token', () => {
  test('has the header and the claims of RFC 9068', async () => {
    const token = await tokens.mint({ sub: 'u1', aud: SITE, sid: 's1' });
    expect(decodeProtectedHeader(token)).toEqual(header());
    const decoded = decodeJwt(token);
    expect(decoded).toEqual({ ...claims(), jti: decoded.jti });
    expect(decoded.jti).toMatch(/^[\w-]{22}$/);
    expect(token).not.toBe(await tokens.mint({ sub: 'u1', aud: SITE, sid: 's1' }));
  });

  test('can be verified with the published keys alone', async () => {
    const token = await tokens.mint({ sub: 'u1', aud: SITE, sid: 's1' });
    const jwks = JSON.parse(JSON.stringify(keys.jwks())) as ReturnType<SigningKeys['jwks']>;
    const verified = jwtVerify(token, createLocalJWKSet(jwks), {
      issuer: SITE,
      audience: SITE,
      typ: 'at+jwt',
      currentDate: new Date(clock.now()),
    });
    await expect(verified).resolves.toMatchObject({ payload: { sub: 'u1', sid: 's1' } });
  });

  test('is verified by us, with a session for a browser and without one for a phone', async () => {
    const web = await verify(await tokens.mint({ sub: 'u1', aud: SITE, sid: 's1' }));
    expect(web).toEqual({ sub: 'u1', aud: SITE, sid: 's1', exp: now() + 600 });
    const phone = await verify(await tokens.mint({ sub: 'u1', aud: 'mini-program' }), ['mini-program']);
    expect(phone).toEqual({ sub: 'u1', aud: 'mini-program', exp: now() + 600 });
  });

  test('is good for ten minutes and 30 s, and not a second more', async () => {
    const token = await tokens.mint({ sub: 'u1', aud: SITE, sid: 's1' });
    clock.advance(629_000);
    await expect(verify(token)).resolves.toBeDefined();
    clock.advance(1000);
    await expect(verify(token)).rejects.toMatchObject(invalid);
  });

  test('is refused where another audience is asked for', async () => {
    const web = await tokens.mint({ sub: 'u1', aud: SITE, sid: 's1' });
    await expect(verify(web, ['mini-program'])).rejects.toMatchObject(invalid);
    await expect(verify(web, ['https://other.example'])).rejects.toMatchObject(invalid);
    await expect(verify(web, [])).rejects.toMatchObject(invalid);
    const phone = await tokens.mint({ sub: 'u1', aud: 'mini-program' });
    await expect(verify(phone)).rejects.toMatchObject(invalid);
  });
});

describe('verify', () => {
  test('takes a token made by hand with everything in order', async () => {
    await expect(verify(forge(header(), claims()))).resolves.toMatchObject({ sub: 'u1' });
  });

  test.each<[string, () => string | Promise<string>]>([
    ['alg none', () => `${encode({ ...header(), alg: 'none' })}.${encode(claims())}.`],
    [
      'an HMAC under the public key',
      () => {
        const signed = `${encode({ ...header(), alg: 'HS256' })}.${encode(claims())}`;
        const pem = keys.signer().publicKey.export({ type: 'spki', format: 'pem' });
        return `${signed}.${createHmac('sha256', pem).update(signed).digest('base64url')}`;
      },
    ],
    [
      'another key under our key id',
      () => forge(header(), claims(), generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey),
    ],
    ['an unknown key id', () => forge({ ...header(), kid: 'unknown' }, claims())],
    ['no key id', () => forge({ alg: 'ES256', typ: 'at+jwt' }, claims())],
    ['another type', () => forge({ ...header(), typ: 'JWT' }, claims())],
    ['no type', () => forge({ alg: 'ES256', kid: header().kid }, claims())],
    ['another issuer', () => forge(header(), { ...claims(), iss: 'https://evil.example' })],
    ['two audiences', () => forge(header(), { ...claims(), aud: [SITE, 'https://other.example'] })],
    ['a client that is not the audience', () => forge(header(), { ...claims(), client_id: 'mini-program' })],
    ['no person', () => forge(header(), { ...claims(), sub: undefined })],
    ['no expiry', () => forge(header(), { ...claims(), exp: undefined })],
    ['no session for a browser', () => forge(header(), { ...claims(), sid: undefined })],
    ['a session that is not a text', () => forge(header(), { ...claims(), sid: 7 })],
    ['a future start', () => forge(header(), { ...claims(), nbf: now() + 31 })],
    [
      'a changed payload',
      async () =>
        (await tokens.mint({ sub: 'u1', aud: SITE, sid: 's1' })).replace(/\.[\w-]{10}/, '.AAAAAAAAAA'),
    ],
    ['a cut signature', async () => (await tokens.mint({ sub: 'u1', aud: SITE, sid: 's1' })).slice(0, -4)],
    ['no token at all', () => 'hello'],
    ['nothing', () => ''],
  ])('refuses %s, saying no more than invalid_token', async (_, make) => {
    const refusal = (await verify(await make()).catch((error: unknown) => error)) as Error;
    expect(refusal).toMatchObject({ ...invalid, operatorHint: undefined, members: {} });
    expect(refusal.cause).toBeUndefined();
  });

  test('issue 12, number 7: takes no other spelling of a token', async () => {
    const token = forge(header(), claims());
    const [, , signature = ''] = token.split('.');
    const rest = token.slice(0, -signature.length);
    const last = ALPHABET.indexOf(signature.slice(-1));
    // 64 bytes end with two bits of the last sign; the other four are to be zero.
    for (let bits = 1; bits < 16; bits += 1) {
      const other = rest + signature.slice(0, -1) + ALPHABET.charAt(last + bits);
      expect(Buffer.from(other.split('.')[2] ?? '', 'base64url')).toEqual(
        Buffer.from(signature, 'base64url'),
      );
      await expect(verify(other)).rejects.toMatchObject(invalid);
    }
    const standard = Buffer.from(signature, 'base64url').toString('base64').replace(/=+$/, '');
    const spellings = [`${signature}==`, `${signature}=`, ` ${signature}`, `${signature}!`, `${signature}\n`];
    if (standard !== signature) spellings.push(standard);
    for (const other of spellings) await expect(verify(rest + other)).rejects.toMatchObject(invalid);
    await expect(verify(token)).resolves.toMatchObject({ sub: 'u1' });
    for (const other of spellings) await expect(verify(rest + other)).rejects.toMatchObject(invalid);
  });

  test('takes what another instance has minted, also a second time', async () => {
    const token = await new AccessTokens(keys, clock, settings).mint({ sub: 'u1', aud: SITE, sid: 's1' });
    await expect(verify(token)).resolves.toMatchObject({ sid: 's1' });
    await expect(verify(token)).resolves.toMatchObject({ sid: 's1' });
  });

  test('refuses another signature, or another payload, of a token that it has just taken', async () => {
    const token = await tokens.mint({ sub: 'u1', aud: SITE, sid: 's1' });
    await expect(verify(token)).resolves.toBeDefined();
    const [head, , signature] = token.split('.');
    const otherPayload = `${head}.${encode({ ...claims(), sub: 'u2' })}.${signature}`;
    const otherSignature = token.slice(0, -10) + (token.endsWith('AAAAAAAAAA') ? 'B' : 'A').repeat(10);
    for (const forged of [otherPayload, otherSignature, `${token}.`]) {
      await expect(verify(forged)).rejects.toMatchObject(invalid);
    }
  });

  test('refuses a phone’s token with a session in it', async () => {
    const token = forge(header(), { ...claims(), aud: 'mini-program', client_id: 'mini-program' });
    await expect(verify(token, ['mini-program'])).rejects.toMatchObject(invalid);
  });

  test('takes the tokens of the key before, after the next one signs', async () => {
    const before = await tokens.mint({ sub: 'u1', aud: SITE, sid: 's1' });
    await keys.rotate();
    clock.advance(10 * 60_000);
    const after = await tokens.mint({ sub: 'u1', aud: SITE, sid: 's1' });
    expect(decodeProtectedHeader(after).kid).not.toBe(decodeProtectedHeader(before).kid);
    await expect(verify(before)).resolves.toBeDefined();
    await expect(verify(after)).resolves.toBeDefined();
  });

  test('refuses what it has minted and taken itself, once its key has been replaced', async () => {
    const token = await tokens.mint({ sub: 'u1', aud: SITE, sid: 's1' });
    await expect(verify(token)).resolves.toBeDefined();
    await keys.replaceAll();
    await expect(verify(token)).rejects.toMatchObject(invalid);
    await expect(verify(await tokens.mint({ sub: 'u1', aud: SITE, sid: 's1' }))).resolves.toBeDefined();
  });
});
