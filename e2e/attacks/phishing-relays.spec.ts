import { afterAll, describe, expect, test } from '@jest/globals';
import { closeChromium, openContext } from '../support/chromium.ts';
import { scanInNode } from '../support/phone-in-node.ts';
import { scanScreen, sceneOf } from '../support/scan-screen.ts';
import { startStack } from '../support/stack.ts';
import type { Browser } from './support/browser.ts';
import { digitsOn, signIn } from './support/sign-in.ts';
import { ATTACKER_IP, useTarget } from './support/target.ts';

// Cross-device consent phishing (RFC 10027, BCP 247): the attacker opens the real page, and shows its code to the victim.

/** The program's text for a browser that this person has not signed in with. */
const SAYS_NEW = /没用过这个浏览器|没有用.*浏览器登录过|新的浏览器/;

describe('issue 12, number 8: relays a code to a victim, live', () => {
  const target = useTarget();

  /** A person who has signed in once with a browser of their own. */
  async function regular(person: string): Promise<Browser> {
    target().wechat.people.add({ id: person, label: person });
    const own = target().browser();
    await signIn(own, target().phone({ person }));
    return own;
  }

  /** The browser opens a code, and the person scans it with their phone where they are. */
  async function relay(browser: Browser, person: string, { ip = '198.51.100.7', entry = 1047 } = {}) {
    const page = target().browser({ ip: ATTACKER_IP });
    for (const [name, value] of browser.cookies) page.cookies.set(name, value);
    expect((await page.register()).status).toBe(201);
    const phone = target().phone({ person, ip });
    const { request } = (await phone.scan(page.scene, { entry })).body;
    return { page, phone, request };
  }

  test('shows the code of a browser elsewhere: digits are asked for, and the phone says that it is new', async () => {
    await regular('reader');
    const { page, phone, request } = await relay(target().browser(), 'reader');
    expect(request).toMatchObject({ match: 'number', knownBrowser: false });
    // A person who has only the phishing page has no digits to type.
    expect((await phone.confirm(page.scene)).body.code).toBe('invalid_request');
    expect((await page.poll()).body.code).toBe('authorization_pending');
  });

  test('relays the digits, too: what remains is what the phone says, and the way back', async () => {
    await regular('hasty');
    const { page, phone, request } = await relay(target().browser(), 'hasty');
    expect(request).toMatchObject({
      knownBrowser: false,
      ip: '203.0.0.0/16',
      siteUrl: 'https://login.example.com',
    });
    expect((await phone.confirm(page.scene, { number: await digitsOn(page) })).status).toBe(200);
    const { accessToken } = (await page.claim()).body;
    expect((await phone.reject(page.scene)).status).toBe(200);
    expect((await page.me(accessToken)).status).toBe(401);
    expect((await page.refresh()).status).toBe(401);
  });

  test('stands in the same city: that is not near enough', async () => {
    await regular('townsman');
    // Two networks of one city, by the data that the server brings.
    const phone = target().phone({ person: 'townsman', ip: '115.236.0.1' });
    const page = target().browser({ ip: '115.236.100.1' });
    await page.register();
    const { request } = (await phone.scan(page.scene)).body;
    expect([request.near, request.match]).toEqual(['same-region', 'number']);
  });

  test('sends the picture to a victim behind the same public address', async () => {
    await regular('colleague');
    const { request } = await relay(target().browser(), 'colleague', { ip: ATTACKER_IP, entry: 1048 });
    expect([request.near, request.match]).toEqual(['same-network', 'number']);
  });

  test('signs in themselves first, so that the browser is known: it is known to them only', async () => {
    await regular('stranger');
    const attacker = target().browser({ ip: ATTACKER_IP });
    await signIn(attacker, target().phone({ person: 'b', ip: ATTACKER_IP }));
    const { request } = await relay(attacker, 'stranger');
    expect(request).toMatchObject({ match: 'number', knownBrowser: false });
  });

  test('plants the browser cookie of theirs in the victim’s browser, and waits for the victim to sign in', async () => {
    const attacker = target().browser({ ip: ATTACKER_IP });
    await signIn(attacker, target().phone({ person: 'b', ip: ATTACKER_IP }));
    const planted = [...attacker.cookies].filter(([name]) => name.endsWith('maqiao-browser'));
    expect(planted).toHaveLength(1);

    target().wechat.people.add({ id: 'planted', label: 'planted' });
    const victim = target().browser();
    for (const [name, value] of planted) victim.cookies.set(name, value);
    await signIn(victim, target().phone({ person: 'planted' }));
    const { request } = await relay(attacker, 'planted');
    expect(request).toMatchObject({ match: 'number', knownBrowser: false });
  });

  test('makes browser cookies up', async () => {
    await regular('known');
    for (const value of ['A'.repeat(43), '', '../../x', 'A'.repeat(4000), '%00', '" OR 1=1 --']) {
      const forged = target().browser();
      forged.cookies.set('__Host-maqiao-browser', value);
      const { request } = await relay(forged, 'known');
      expect([value.slice(0, 9), request.match, request.knownBrowser]).toEqual([
        value.slice(0, 9),
        'number',
        false,
      ]);
    }
  });

  test('asks the victim again after they have said that it was not them', async () => {
    const own = await regular('regretful');
    const before = await relay(own, 'regretful', { ip: '192.0.2.78' });
    expect(before.request).toMatchObject({ match: 'none', knownBrowser: true });
    await before.phone.confirm(before.page.scene);
    await before.page.claim();
    const [session] = (await before.phone.send<{ id: string }[]>('GET', '/api/sessions')).body;
    await before.phone.send('DELETE', `/api/sessions/${session?.id ?? ''}`, { reason: 'not_me' });
    const after = await relay(before.page, 'regretful', { ip: '192.0.2.78' });
    expect(after.request).toMatchObject({ match: 'number', knownBrowser: false });
  });
});

describe('issue 12, number 8: relays codes to many people', () => {
  const target = useTarget({ SCENES_PER_MINUTE: '30' });

  /** A code of that address, which that person refuses as a stranger's. */
  async function refused(ip: string, person: string): Promise<void> {
    if (!target().wechat.people.find(person)) target().wechat.people.add({ id: person, label: person });
    const page = target().browser({ ip });
    await page.register();
    const phone = target().phone({ person });
    await phone.scan(page.scene);
    expect((await phone.reject(page.scene, { reason: 'not_me' })).status).toBe(200);
  }

  /** How many of so many new codes an address is given. */
  async function given(ip: string, wanted: number): Promise<number> {
    const asked = Array.from({ length: wanted }, () => target().browser({ ip }).register());
    return (await Promise.all(asked)).filter(({ status }) => status === 201).length;
  }

  test('goes on after ten people have refused: the address is slowed, said and counted, and its neighbour is not', async () => {
    for (let count = 0; count < 10; count++) await refused(ATTACKER_IP, `target-${count}`);
    const passed = await given(ATTACKER_IP, 10);
    expect(passed).toBeGreaterThan(0);
    expect(passed).toBeLessThan(10);
    expect(await given('203.0.113.67', 10)).toBe(10);
    const { text } = await target().browser().send('GET', '/metrics');
    expect(/^maqiao_suspect_addresses_total .*/m.exec(text)?.[0]).toBe('maqiao_suspect_addresses_total 1');
    expect(text.includes('203.0.113')).toBe(false);
    const lines = target()
      .instance.output.split('\n')
      .filter((line) => /"level":40.*203\.0\.0\.0\/16/.test(line));
    expect(lines).toHaveLength(1);
  });

  test('photographs an office’s screen and refuses it over and over: the office goes on', async () => {
    const office = '192.0.2.10';
    for (let count = 0; count < 11; count++) await refused(office, 'grudge');
    expect(await given(office, 10)).toBe(10);
  });
});

describe('issue 12, number 8: what the victim reads', () => {
  afterAll(closeChromium);

  test('relays the screen of a real page to the compiled program: it says that the browser is new', async () => {
    // Behind a proxy that TRUST_PROXY does not count nothing is near, and everybody has to type digits.
    const stack = await startStack({ CONFIRM_MODE: 'always' });
    const owner = await (await openContext()).newPage();
    const phase = (page: typeof owner, name: string) => page.waitForSelector(`.card[data-phase="${name}"]`);
    const shown = async (page: typeof owner) => {
      await page.goto(stack.url);
      await phase(page, 'waiting');
      const program = await scanInNode(stack, sceneOf(await scanScreen(page)));
      await program.until(() => program.text('#confirm'), 'who asks');
      return program;
    };
    // Of somebody's first sign-in nothing is said: every browser is new to them.
    const first = await shown(owner);
    expect(first.text()).not.toMatch(SAYS_NEW);
    await phase(owner, 'scanned');
    first.type('#number', (await owner.textContent('.number'))?.replace(/\D/g, '') ?? '');
    await first.until(() => !first.html().includes('disabled'), 'a confirm that can be tapped');
    first.tap('#confirm');
    await phase(owner, 'signed-in');

    const attacker = await (await openContext()).newPage();
    const relayed = await shown(attacker);
    expect(relayed.text()).toMatch(SAYS_NEW);
  });
});
