import { describe, expect, test } from '@jest/globals';
import { parts, forged } from './support/forged-tokens.ts';
import { signIn } from './support/sign-in.ts';
import { ATTACKER_IP, useTarget } from './support/target.ts';

const SITE_KEY = 'qW8-zR2kTn_v5Lm9XcB3';

describe('issue 12, number 9: asks the introspection what it may not know', () => {
  const target = useTarget({ SITE_API_KEY: SITE_KEY, CORS_ORIGINS: 'https://shop.example.org' });
  const ask = (token: unknown, key = SITE_KEY, origin: string | null = null) =>
    target()
      .browser({ ip: '192.0.2.30', origin })
      .send<{ active?: boolean; code?: string; openid?: string }>(
        'POST',
        '/api/introspect',
        { token },
        {
          Authorization: `Bearer ${key}`,
        },
      );

  test('asks without the key, with pieces of it, and with a token in its place', async () => {
    const { accessToken } = await signIn(target().browser(), target().phone());
    for (const key of [SITE_KEY.slice(0, -1), `${SITE_KEY}x`, SITE_KEY.toLowerCase(), accessToken, '*']) {
      const { status, text } = await target()
        .browser({ ip: ATTACKER_IP })
        .send('POST', '/api/introspect', { token: accessToken }, { Authorization: `Bearer ${key}` });
      expect([key, status, text.includes('"sub"')]).toEqual([key, 401, false]);
    }
    for (const header of [
      `Basic ${Buffer.from(`x:${SITE_KEY}`).toString('base64')}`,
      SITE_KEY,
      `Bearer  `,
      `Bearer ${SITE_KEY} x`,
    ]) {
      const { status } = await target()
        .browser({ ip: ATTACKER_IP })
        .send('POST', '/api/introspect', { token: accessToken }, { Authorization: header });
      expect([header, status]).toEqual([header, 401]);
    }
  });

  test('learns from an answer why a token is none: every dead one looks the same', async () => {
    const browser = target().browser();
    const { accessToken } = await signIn(browser, target().phone());
    const { head, claims, signature } = parts(accessToken);
    await browser.signOut();
    const dead = [
      accessToken,
      forged(head, { ...claims, exp: 1 }, signature),
      forged({ ...head, kid: 'another' }, claims, signature),
      forged(head, { ...claims, sub: 'somebody' }, signature),
      'no token',
      'a.b.c',
      'A'.repeat(4_000),
    ];
    for (const token of dead) {
      const { status, text } = await ask(token);
      expect([token.slice(0, 20), status, text]).toEqual([token.slice(0, 20), 200, '{"active":false}']);
    }
    for (const token of [null, {}, [accessToken], 7]) expect((await ask(token)).status).toBe(400);
  });

  test('asks from a page, which has no business with the key', async () => {
    const { accessToken } = await signIn(target().browser(), target().phone());
    expect((await ask(accessToken, SITE_KEY, 'https://evil.example')).status).toBe(403);
    const preflight = await target()
      .browser({ origin: 'https://evil.example' })
      .send('OPTIONS', '/api/introspect', undefined, { 'Access-Control-Request-Method': 'POST' });
    expect(preflight.headers['access-control-allow-origin']).toBeUndefined();
  });
});
