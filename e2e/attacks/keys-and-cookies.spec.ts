import { describe, expect, test } from '@jest/globals';
import { freePort, madeUpSecret } from '@maqiao/test-servers';
import { decodeJwt } from 'jose';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Instance } from '../many/support/instance.ts';
import { afterTest } from '../support/after-test.ts';
import { signIn } from './support/sign-in.ts';
import { ATTACKER_IP, useTarget } from './support/target.ts';

const SITE_KEY = 'dT6-9qhXv2Lr_kM4zEw8';
const METRICS_KEY = 'pB3_sYc7NfJ-w5Ru1GxK';

describe('issue 12, number 7: keys', () => {
  const target = useTarget({ SITE_API_KEY: SITE_KEY, METRICS_TOKEN: METRICS_KEY });

  const ask = (path: string, key: string, ip: string) =>
    target()
      .browser({ ip })
      .send<{ code?: string }>('GET', path, undefined, { Authorization: `Bearer ${key}` });

  async function guess(ip: string, times: number): Promise<void> {
    for (let turn = 0; turn < times; turn++)
      await ask('/api/users', `guess-${String(turn).padStart(10, '0')}`, ip);
  }

  test('guesses on from an address that has used the right key', async () => {
    const shared = '192.0.2.50';
    expect((await ask('/api/users', SITE_KEY, shared)).status).toBe(200);
    await guess(shared, 40);
    // A key of the other setting gets the same answer there, and the backend behind that address is not locked out by a
    // few guesses.
    expect((await ask('/metrics', METRICS_KEY, shared)).body.code).toBe('rate_limited');
    expect((await ask('/api/users', SITE_KEY, shared)).status).toBe(200);
    await guess(shared, 1_000);
    expect((await ask('/api/users', SITE_KEY, shared)).body.code).toBe('rate_limited');
  });

  test('uses the key of one setting for the calls of the other', async () => {
    expect((await ask('/api/users', METRICS_KEY, ATTACKER_IP)).status).toBe(401);
    expect((await ask('/metrics', SITE_KEY, ATTACKER_IP)).status).toBe(401);
    expect((await ask('/api/me', SITE_KEY, ATTACKER_IP)).status).toBe(401);
  });

  test('guesses from a new address: after thirty tries the right key is refused too', async () => {
    const ip = '192.0.2.51';
    await guess(ip, 30);
    expect((await ask('/api/users', SITE_KEY, ip)).body.code).toBe('rate_limited');
  });
});

describe('issue 13, number 8: an attacker with a backend’s key', () => {
  const [shop, owner] = [madeUpSecret('shop'), madeUpSecret('owner')];
  const target = useTarget({
    SITE_API_KEY: `shop:${shop},forum:${madeUpSecret('forum')}`,
    ADMIN_KEY: `li:${owner}`,
  });
  const send = (method: string, path: string, key: string, body?: object) =>
    target()
      .browser({ ip: ATTACKER_IP })
      .send<{ code?: string }>(method, path, body, { Authorization: `Bearer ${key}` });

  test('lists, blocks and deletes nobody, and reads no numbers', async () => {
    const { accessToken } = await signIn(target().browser(), target().phone());
    const { sub: userId } = decodeJwt(accessToken);
    for (const [method, path, body] of [
      ['GET', '/api/users'],
      ['GET', '/api/users?search=o'],
      ['GET', '/api/stats'],
      ['PATCH', `/api/users/${userId}`, { blocked: true }],
      ['POST', `/api/users/${userId}`, { blocked: true }],
      ['DELETE', `/api/users/${userId}`],
      ['POST', `/api/users/${userId}/delete`, {}],
    ] as const) {
      expect([path, (await send(method, path, shop, body)).status]).toEqual([path, 401]);
    }
    expect((await send('GET', `/api/users/${userId}`, owner)).body).toMatchObject({ blocked: false });
  });

  test('and the owner’s key asks about no token', async () => {
    expect((await send('POST', '/api/introspect', owner, { token: 'x' })).status).toBe(401);
  });
});

describe('issue 12, number 7: keys that are none', () => {
  const folder = () => {
    const made = mkdtempSync(join(tmpdir(), 'maqiao-weak-'));
    afterTest(() => rmSync(made, { recursive: true, force: true }));
    return made;
  };

  test.each([
    ['SITE_API_KEY', 'a'.repeat(16)],
    ['ADMIN_KEY', `li:${'a1'.repeat(8)}`],
    ['METRICS_TOKEN', 'changemechangeme'],
    ['MAQIAO_SECRET', '00'.repeat(32)],
    ['WEBHOOK_SECRET', `whsec_${Buffer.alloc(32).toString('base64')}`],
  ])('starts a server whose %s is %s', async (name, value) => {
    const instance = new Instance({
      PUBLIC_URL: 'https://login.example.com',
      TRUST_PROXY: '1',
      WECHAT_APP_ID: 'wx0000000000000000',
      WECHAT_APP_SECRET: '8f1c3b7d2e9a4056b1d8c7e6f5a43210',
      WECHAT_API_BASE_URL: 'http://127.0.0.1:9',
      DATABASE_URL: `sqlite:${join(folder(), 'maqiao.db')}`,
      ...(name === 'WEBHOOK_SECRET' && { WEBHOOK_URL: 'http://127.0.0.1:9/hooks' }),
      [name]: value,
    });
    afterTest(() => instance.end('SIGKILL'));
    await expect(instance.start()).rejects.toThrow(name);
    expect(instance.output.includes(value)).toBe(false);
  });

  test('reads the database of a server in a folder that was there before', async () => {
    const made = folder();
    mkdirSync(join(made, 'data'), { mode: 0o755 });
    const instance = new Instance({
      PUBLIC_URL: `http://127.0.0.1:${await freePort()}`,
      WECHAT_APP_ID: 'wx0000000000000000',
      WECHAT_APP_SECRET: '8f1c3b7d2e9a4056b1d8c7e6f5a43210',
      WECHAT_API_BASE_URL: 'http://127.0.0.1:9',
      DATABASE_URL: `sqlite:${join(made, 'data', 'maqiao.db')}`,
    });
    afterTest(() => instance.end('SIGKILL'));
    await instance.start();
    for (const name of ['maqiao.db', 'maqiao.db-wal', 'maqiao.db-shm', 'maqiao.db.secret']) {
      const mode = statSync(join(made, 'data', name), { throwIfNoEntry: false })?.mode ?? 0o600;
      expect([name, (mode & 0o777).toString(8)]).toEqual([name, '600']);
    }
  });
});

describe('issue 12, number 7: one secret, one spelling', () => {
  const target = useTarget();

  /** Other spellings of the same base64url bytes: unused bits, padding, and the other alphabet. */
  function respelled(text: string): string[] {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const last = alphabet.indexOf(text.slice(-1));
    const unused = text.length % 4 === 3 ? 2 : text.length % 4 === 2 ? 4 : 0;
    const others = Array.from({ length: 2 ** unused - 1 }, (_, bits) => alphabet.charAt(last ^ (bits + 1)));
    const changed = text.replaceAll('-', '+').replaceAll('_', '/');
    return [
      ...others.map((letter) => text.slice(0, -1) + letter),
      `${text}=`,
      `${text}==`,
      ...(changed === text ? [] : [changed]),
    ];
  }

  test('spells the mac of a cookie in another way', async () => {
    const victim = target().browser();
    await signIn(victim, target().phone());
    const [[name, value] = ['', '']] = victim.cookies;
    const dot = value.lastIndexOf('.');
    for (const mac of respelled(value.slice(dot + 1))) {
      const thief = target().browser({ ip: ATTACKER_IP });
      thief.cookies.set(name, value.slice(0, dot + 1) + mac);
      expect([mac, (await thief.refresh()).status]).toEqual([mac, 401]);
    }
    for (const spelled of [
      value.replace('.', '.0'),
      value.replace('.', '.+'),
      `"${value}"`,
      value.replace('.', '%2E'),
    ]) {
      const thief = target().browser({ ip: ATTACKER_IP });
      thief.cookies.set(name, spelled);
      expect([spelled, (await thief.refresh()).status]).toEqual([spelled, 401]);
    }
    expect((await victim.refresh()).status).toBe(200);
  });

  test('spells the parts of a token in another way', async () => {
    const phone = target().phone();
    await phone.signIn();
    const token = phone.accessToken;
    const [head = '', claims = '', signature = ''] = token.split('.');
    const spelled = [
      ...respelled(signature).map((other) => [head, claims, other]),
      ...respelled(claims).map((other) => [head, other, signature]),
      ...respelled(head).map((other) => [other, claims, signature]),
    ];
    for (const parts of spelled) {
      phone.accessToken = parts.join('.');
      expect([phone.accessToken, (await phone.send('GET', '/api/me')).status]).toEqual([
        phone.accessToken,
        401,
      ]);
    }
    phone.accessToken = token;
    expect((await phone.send('GET', '/api/me')).status).toBe(200);
  });

  test('spells a verifier in another way: it is another verifier', async () => {
    const victim = target().browser();
    await victim.register();
    for (const verifier of respelled(victim.verifier)) {
      const { status } = await victim.poll({ verifier });
      expect([verifier, status === 404 || status === 400]).toEqual([verifier, true]);
      expect((await victim.poll({ verifier })).body.code).not.toBe('authorization_pending');
    }
  });
});

describe('issue 12, number 7: what a browser says about itself', () => {
  const target = useTarget();

  test.each([
    [
      'Windows',
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
    ],
    [
      'macOS',
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15',
    ],
    ['Linux', 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'],
    ['a program', 'curl/8.7.1'],
  ])(
    'says on %s that it is on the phone itself, so that the phone warns of nothing',
    async (_system, userAgent) => {
      const browser = target().browser({ ip: ATTACKER_IP, headers: { 'User-Agent': userAgent } });
      expect((await browser.register({ display: 'same-phone' })).status).toBe(201);
      const { request } = (await target().phone().scan(browser.scene, { entry: 1048 })).body;
      expect(request.display).toBe('screen');
    },
  );
});

describe('issue 12, number 7: cookies on http', () => {
  const target = useTarget({ PUBLIC_URL: 'http://127.0.0.1:3000', TRUST_PROXY: '0' });

  test('plants a genuine cookie of the attacker’s before the victim’s own', async () => {
    const [victim, attacker] = [target().browser({ ip: undefined }), target().browser({ ip: undefined })];
    const ownToken = await signIn(victim, target().phone({ ip: undefined }));
    await signIn(attacker, target().phone({ person: 'b', ip: undefined }));
    const [[name, theirs] = ['', '']] = attacker.cookies;
    const own = victim.cookies.get(name) ?? '';
    const both = await victim.send<{ accessToken?: string }>('POST', '/api/session/refresh', undefined, {
      Cookie: `${name}=${theirs}; ${name}=${own}`,
    });
    // Never in the attacker's account, whatever else is answered.
    const { accessToken } = both.body;
    if (accessToken !== undefined) {
      expect((await victim.me(accessToken)).body.id).toBe((await victim.me(ownToken.accessToken)).body.id);
    }
    expect(accessToken === undefined ? both.status : 200).toBe(accessToken === undefined ? 401 : 200);
  });
});
