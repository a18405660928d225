import { describe, expect, test } from '@jest/globals';
import { claimsOf } from '../many/support/token-claims.ts';
import { post } from '../proxies/support/calls.ts';
import { confirmLogin, signIn } from './support/sign-in.ts';
import { ATTACKER_IP, useTarget } from './support/target.ts';

// Flaw 6 of the study: answers carry more about people than the login needs, to whoever asks: privacy abuse.

describe('issue 12, number 9, F6: what is sent about people', () => {
  const target = useTarget({ SITE_API_KEY: 'kEy-0f-tHe-sItE-9d1c7' });

  /** Somebody with a name and an address that can be looked for. */
  async function personWithName(person: string, nickname: string) {
    target().wechat.people.add({ id: person, label: person });
    const phone = target().phone({ person });
    await phone.signIn();
    const changed = await phone.send('PUT', '/api/me', { nickname });
    expect(changed.status).toBe(200);
    return phone;
  }

  test('photographs a screen, and asks who has scanned it', async () => {
    const phone = await personWithName('shy', '林语堂先生');
    const victim = target().browser();
    await victim.register();
    await phone.scan(victim.scene);
    const attacker = target().browser({ ip: ATTACKER_IP, scene: victim.scene });
    const seen = [
      await attacker.register(),
      await attacker.poll(),
      await attacker.claim(),
      await attacker.cancel(),
    ];
    seen.push((await target().phone({ person: 'b', ip: ATTACKER_IP }).scan(victim.scene)) as never);
    for (const { text } of seen) expect(text).not.toMatch(/林|shy|198\.51|"number"|"user"/);
  });

  test('opens the real page, has a stranger scan it, and looks at them before they have confirmed', async () => {
    const phone = await personWithName('stranger', '苏东坡居士');
    const attacker = target().browser({ ip: ATTACKER_IP });
    await attacker.register();
    const watching = await attacker.watch();
    await phone.scan(attacker.scene);
    const { scene } = (await attacker.poll()).body;
    expect(scene.user).toEqual({ nickname: '苏', avatarUrl: null });
    await phone.reject(attacker.scene);
    for (const seen of [...watching.snapshots, (await attacker.poll()).body]) {
      expect(JSON.stringify(seen)).not.toMatch(/东坡|198\.51\.100/);
    }
    watching.close();
  });

  test('scans a stranger’s screen, and looks at where they are', async () => {
    const victim = target().browser({
      ip: '203.0.113.201',
      headers: { 'User-Agent': 'Gecko secret-build/4711' },
    });
    await victim.register();
    const attacker = target().phone({ person: 'b', ip: ATTACKER_IP });
    const { text, body } = await attacker.scan(victim.scene);
    expect(body.request.ip).toBe('203.0.0.0/16');
    expect(text).not.toMatch(/203\.0\.113\.201|4711|secret-build/);
    const audit = await attacker.send('GET', '/api/security-events');
    expect(audit.text).not.toContain('203.0.113.201');
  });

  test('reads every answer of a whole login for what WeChat knows, and for secrets', async () => {
    const openid = target().wechat.people.openid('c');
    const phone = target().phone({ person: 'c' });
    const browser = target().browser();
    const received: string[] = [(await browser.register()).text];
    const watching = await browser.watch();
    received.push((await phone.scan(browser.scene)).text, (await phone.confirm(browser.scene)).text);
    const claimed = await browser.claim();
    received.push(
      claimed.text,
      (await browser.refresh()).text,
      (await browser.me(claimed.body.accessToken)).text,
    );
    for (const path of ['/api/me', '/api/sessions', '/api/security-events']) {
      received.push((await phone.send('GET', path)).text);
    }
    received.push(JSON.stringify([watching.snapshots, watching.logins]));
    received.push(JSON.stringify([claimsOf(claimed.body.accessToken), claimsOf(phone.accessToken)]));
    watching.close();
    for (const text of received) {
      expect(text).not.toContain(openid);
      expect(text).not.toMatch(/openid|session_key|sessionKey|unionid|verifier/i);
      expect(text).not.toContain(browser.verifier);
    }
  });

  test('reads the log of a whole login for secrets', async () => {
    const phone = target().phone();
    const browser = target().browser();
    const code = phone.loginCode();
    await browser.register();
    await phone.scan(browser.scene, { code });
    await phone.confirm(browser.scene);
    const { accessToken } = (await browser.claim()).body;
    const [cookie = ''] = browser.cookies.values();
    await browser.refresh();
    await browser.poll({ verifier: 'A'.repeat(43) });
    const { output } = target().instance;
    const mac = cookie.split('.').at(-1) ?? '';
    const secrets = [browser.verifier, accessToken, phone.accessToken, cookie, mac, code];
    for (const secret of [...secrets, target().wechat.appSecret, 'kEy-0f-tHe-sItE-9d1c7']) {
      expect(secret.length).toBeGreaterThan(15);
      expect(output.includes(secret)).toBe(false);
    }
  });

  test('looks for lists of people without a key, and for a key in what is public', async () => {
    const nobody = target().browser({ ip: ATTACKER_IP });
    for (const path of ['/api/users', '/api/users/', '/api/stats', '/api/users?search=a']) {
      expect([path, (await nobody.send('GET', path)).status]).toEqual([path, 401]);
    }
    const introspected = await nobody.send<object>('POST', '/api/introspect', { token: 'x' });
    expect(introspected.status).toBe(401);
    const jwks = await nobody.send<{ keys: object[] }>('GET', '/.well-known/jwks.json');
    for (const key of jwks.body.keys) expect(Object.keys(key)).not.toContain('d');
    await signIn(target().browser(), target().phone());
    const metrics = await post(`${target().url}/metrics`, undefined, { method: 'GET' });
    expect(metrics.text).not.toMatch(/198\.51|203\.0|openid|login\.example/);
  });

  test('asks an error to repeat what was sent', async () => {
    const [marker, inPath] = ['sEcReT-value-4242', 'aNoThEr-value-4343'];
    const caller = target().browser({ ip: ATTACKER_IP });
    const refused = [
      await caller.send('POST', '/api/scenes', { scene: marker }),
      await caller.send('POST', '/api/scenes', `{"scene":"${marker}"`),
      await caller.send('POST', `/api/scenes/${inPath}/token`, { verifier: marker }),
      await caller.send('GET', `/api/me`, undefined, { Authorization: `Bearer ${marker}` }),
      await caller.send('GET', `/api/${inPath}?secret=${marker}`),
      await caller.send('GET', `/api/avatars/${inPath}`),
      await caller.send('POST', '/api/session/refresh', undefined, { Cookie: `__Host-maqiao=${marker}` }),
    ];
    for (const { status, text } of refused) {
      expect(status).toBeGreaterThanOrEqual(400);
      expect(text).not.toMatch(/4242|4343/);
    }
    // Paths are logged; nothing that came in a query, a header or a body is.
    expect(target().instance.output.includes(marker)).toBe(false);
  });

  test('declines, and the page drops what it has received about the person', async () => {
    const phone = await personWithName('regretful', '李清照居士');
    const browser = target().browser();
    await confirmLogin(browser, phone);
    expect((await browser.poll()).body.user?.nickname).toBe('李清照居士');
    await phone.reject(browser.scene);
    const { text, body } = await browser.poll();
    expect([body.code, text.includes('清照')]).toEqual(['access_denied', false]);
  });
});
