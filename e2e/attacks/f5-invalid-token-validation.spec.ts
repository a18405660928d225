import { beforeAll, describe, expect, test } from '@jest/globals';
import { claimsOf } from '../many/support/token-claims.ts';
import { forged, ownKey, parts, signedByHmac, signedByOwnKey } from './support/forged-tokens.ts';
import { signIn } from './support/sign-in.ts';
import { ATTACKER_IP, PUBLIC_URL, useTarget } from './support/target.ts';

// Flaw 5 of the study: the server believes what the app says about who it is, or does not check that a token is this
// person's. Whoever knows a phone number or an id signs in as its owner: universal account takeover.

const SHOP = 'https://shop.example.org';

describe('issue 12, number 9, F5: an identity that is not proven', () => {
  const target = useTarget({ CORS_ORIGINS: SHOP });
  let victim: { openid: string; id: string };
  beforeAll(async () => {
    const phone = target().phone();
    await phone.signIn();
    victim = { openid: target().wechat.people.openid('a'), id: claimsOf(phone.accessToken).sub };
  });

  test('names the victim instead of bringing a login code', async () => {
    const attacker = target().phone({ ip: ATTACKER_IP });
    const { scene } = target().browser();
    for (const code of [victim.openid, victim.id, '+8613800138000', { openid: victim.openid }, null]) {
      const answer = await attacker.signIn({ code });
      expect([code, answer.body.accessToken]).toEqual([code, undefined]);
      expect(['invalid_login_code', 'invalid_request']).toContain(answer.body.code);
      expect((await attacker.scan(scene, { code })).status).toBeGreaterThanOrEqual(400);
    }
  });

  test('names the victim beside a login code of their own', async () => {
    const { openid, id } = victim;
    const names = {
      openid,
      openId: openid,
      user: id,
      userId: id,
      sub: id,
      person: id,
      unionid: 'u',
      session_key: 'k',
    };
    const attacker = target().phone({ person: 'b', ip: ATTACKER_IP });
    await attacker.signIn(names);
    expect(claimsOf(attacker.accessToken).sub).not.toBe(id);
    const browser = target().browser({ ip: ATTACKER_IP });
    await browser.register();
    await attacker.scan(browser.scene, names);
    expect((await attacker.confirm(browser.scene, names)).status).toBe(200);
    expect(claimsOf((await browser.claim()).body.accessToken).sub).not.toBe(id);
  });

  test('names the victim in headers that gateways and clouds use', async () => {
    const attacker = target().phone({ person: 'b', ip: ATTACKER_IP });
    Object.assign(attacker.headers, {
      'X-WX-OPENID': victim.openid,
      'X-WX-UNIONID': 'u',
      'X-WX-SOURCE': 'wx_client',
      'X-User-Id': victim.id,
      'Remote-User': victim.id,
      'X-Forwarded-User': victim.id,
    });
    await attacker.signIn();
    expect(claimsOf(attacker.accessToken).sub).not.toBe(victim.id);
    const me = await attacker.send<{ id: string }>('GET', '/api/me');
    expect(me.body.id).not.toBe(victim.id);
  });

  test('confirms with a token of another person, and with one of a browser', async () => {
    const browser = target().browser();
    await browser.register();
    await target().phone().scan(browser.scene);
    const attacker = target().phone({ person: 'b', ip: ATTACKER_IP });
    await attacker.signIn();
    expect((await attacker.confirm(browser.scene)).body.code).toBe('not_scanner');

    const own = target().browser({ ip: ATTACKER_IP });
    attacker.accessToken = (await signIn(own, target().phone({ person: 'b', ip: ATTACKER_IP }))).accessToken;
    expect((await attacker.confirm(browser.scene)).body.code).toBe('invalid_token');
    expect((await browser.poll()).body.code).toBe('authorization_pending');
  });

  test('uses a token of the phone at a page, and one of another origin’s page', async () => {
    const phone = target().phone();
    await phone.signIn();
    const browser = target().browser();
    const { accessToken } = await signIn(browser, phone);
    const elsewhere = target().browser({ origin: 'https://evil.example' });
    expect((await elsewhere.me(accessToken)).status).toBe(403);
    expect((await browser.me(accessToken)).body.id).toBe(victim.id);
    // The audit log is for the phone and for our own page.
    const shop = target().browser({ origin: SHOP });
    const { accessToken: token } = await signIn(shop, target().phone());
    expect((await shop.send<object>('GET', '/api/security-events', undefined, bearer(token))).status).toBe(
      401,
    );
  });

  test('opens a code as one site, and fetches its login as another: the token is for the one that the phone has shown', async () => {
    for (const [shown, fetching] of [
      [SHOP, PUBLIC_URL],
      [PUBLIC_URL, SHOP],
    ] as const) {
      const opener = target().browser({ origin: shown });
      const phone = target().phone();
      await opener.register();
      expect((await phone.scan(opener.scene)).body.request.siteUrl).toBe(shown);
      await phone.confirm(opener.scene);
      const { verifier, scene } = opener;
      const fetched = await target().browser({ origin: fetching, verifier, scene }).poll();
      expect(claimsOf(fetched.body.accessToken).aud).toBe(shown);
      expect((await target().browser({ origin: fetching }).me(fetched.body.accessToken)).status).toBe(401);
    }
  });

  test('asks for, and ends, what is another person’s', async () => {
    const browser = target().browser();
    const { accessToken } = await signIn(browser, target().phone());
    const { sid = '' } = claimsOf(accessToken);
    const attacker = target().phone({ person: 'b', ip: ATTACKER_IP });
    await attacker.signIn();
    const ended = await attacker.send<{ code: string }>('DELETE', `/api/sessions/${sid}`, {
      reason: 'not_me',
    });
    expect([ended.status, ended.body.code]).toEqual([404, 'not_found']);
    // A login code of the attacker's own does not stand for the victim whose token was stolen.
    attacker.accessToken = (await target().phone().signIn()).body.accessToken;
    for (const path of ['/api/me', '/api/sessions']) {
      const { status } = await attacker.send('DELETE', path, { loginCode: attacker.loginCode() });
      expect([path, status]).toEqual([path, 401]);
    }
    expect((await browser.refresh()).status).toBe(200);
  });

  test('does not follow what was decided about a person: the token of a deleted account', async () => {
    target().wechat.people.add({ id: 'leaver', label: 'leaver' });
    const phone = target().phone({ person: 'leaver' });
    const browser = target().browser();
    const { accessToken } = await signIn(browser, phone);
    const left = await phone.send('DELETE', '/api/me', { loginCode: phone.loginCode() });
    expect(left.status).toBe(204);
    expect((await phone.send('GET', '/api/me')).status).toBe(401);
    expect((await browser.me(accessToken)).status).toBe(401);
    expect((await browser.refresh()).status).toBe(401);
  });
});

describe('issue 12, number 9, F5: tokens that were made elsewhere', () => {
  const target = useTarget();

  /** What the server says of a token: at a call of the phone's and at one of the page's. */
  async function accepted(token: string): Promise<boolean> {
    const answers = await Promise.all([
      target().phone({ ip: ATTACKER_IP }).send('GET', '/api/me', undefined, bearer(token)),
      target().browser({ ip: ATTACKER_IP }).me(token),
    ]);
    return answers.some(({ status }) => status !== 401);
  }

  async function genuine(): Promise<string> {
    const phone = target().phone();
    await phone.signIn();
    expect(await accepted(phone.accessToken)).toBe(true);
    return phone.accessToken;
  }

  test('signs with no algorithm, with HMAC by the public key, and with a key of their own', async () => {
    const { head, claims, signature } = parts(await genuine());
    const jwks = await target().browser().send<{ keys: object[] }>('GET', '/.well-known/jwks.json');
    const { key, jwk } = ownKey();
    const publicKey = JSON.stringify(jwks.body.keys[0]);
    const tries: Record<string, string> = {
      none: forged({ ...head, alg: 'none' }, claims, ''),
      None: forged({ ...head, alg: 'NoNe' }, claims, signature),
      'no alg': forged({ typ: head.typ, kid: head.kid }, claims, signature),
      'HMAC by the JWK': signedByHmac({ ...head, alg: 'HS256' }, claims, publicKey),
      'HMAC by its x': signedByHmac(
        { ...head, alg: 'HS256' },
        claims,
        (jwks.body.keys[0] as { x: string }).x,
      ),
      'HMAC by nothing': signedByHmac({ ...head, alg: 'HS256' }, claims, '\0'),
      'own key': signedByOwnKey(head, claims, key),
      'own key in the head': signedByOwnKey({ ...head, jwk }, claims, key),
      'own key by jku': signedByOwnKey({ ...head, jku: 'http://127.0.0.1:1/keys' }, claims, key),
      'own key by x5u': signedByOwnKey({ ...head, x5u: 'http://127.0.0.1:1/cert' }, claims, key),
      'a path as kid': signedByHmac({ ...head, alg: 'HS256', kid: '../../../../dev/null' }, claims, ''),
      'SQL as kid': signedByOwnKey({ ...head, kid: "x' union select 'k' --" }, claims, key),
      '__proto__ as kid': signedByOwnKey({ ...head, kid: '__proto__' }, claims, key),
      'constructor as kid': signedByOwnKey({ ...head, kid: 'constructor' }, claims, key),
      'a list as kid': signedByOwnKey({ ...head, kid: [head.kid] }, claims, key),
      'critical extension': forged({ ...head, crit: ['b64'], b64: false }, claims, signature),
      'zero signature': forged(head, claims, Buffer.alloc(64).toString('base64url')),
      'short signature': forged(head, claims, 'AA'),
      'another typ': forged({ ...head, typ: 'JWT' }, claims, signature),
    };
    for (const [name, token] of Object.entries(tries))
      expect([name, await accepted(token)]).toEqual([name, false]);
  });

  test('changes a claim, and leaves the genuine signature', async () => {
    const token = await genuine();
    const { head, claims, signature } = parts(token);
    for (const change of [
      { sub: 'somebody-else' },
      { aud: PUBLIC_URL },
      { exp: 9_999_999_999 },
      { iss: 'https://evil.example' },
    ]) {
      expect([change, await accepted(forged(head, { ...claims, ...change }, signature))]).toEqual([
        change,
        false,
      ]);
    }
    expect(await accepted(`${token}.${signature}`)).toBe(false);
    expect(await accepted(token.split('.').slice(0, 2).join('.') + '.')).toBe(false);
  });

  test('looks for another way to hand a token over: query, cookie, body, two headers', async () => {
    const token = await genuine();
    const phone = target().phone({ ip: ATTACKER_IP });
    for (const path of [`/api/me?access_token=${token}`, `/api/me?token=${token}`]) {
      expect((await phone.send('GET', path)).status).toBe(401);
    }
    expect((await phone.send('GET', '/api/me', undefined, { Cookie: `access_token=${token}` })).status).toBe(
      401,
    );
    expect((await phone.send('GET', '/api/me', undefined, { 'X-Access-Token': token })).status).toBe(401);
    // Tokens in addresses end in logs: none of ours does.
    expect(target().instance.output.includes(token)).toBe(false);
  });
});

const bearer = (token: string): Record<string, string> => ({ Authorization: `Bearer ${token}` });
