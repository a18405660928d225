import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startFleet, type Fleet } from '../many/support/fleet.ts';
import { claimsOf } from '../many/support/token-claims.ts';
import { until } from '../support/until.ts';
import { Browser } from './support/browser.ts';
import { Phone } from './support/phone.ts';
import { confirmLogin, signIn } from './support/sign-in.ts';
import { ATTACKER_IP, useTarget } from './support/target.ts';

// Flaw 2 of the study: the code lives on after it was used, or has no end. Whoever has seen it signs in a second time
// with it: double login.

describe('issue 12, number 9, F2: the code can be used again', () => {
  const target = useTarget();

  test('scans a code that has signed somebody in', async () => {
    const victim = target().browser();
    await signIn(victim, target().phone());
    const attacker = target().phone({ person: 'b', ip: ATTACKER_IP });
    const { status, body } = await attacker.scan(victim.scene);
    expect([status, body.accessToken]).toEqual([409, undefined]);
  });

  test('registers a name that has been used, for a second round with the same code', async () => {
    const victim = target().browser();
    await signIn(victim, target().phone());
    const { status, body } = await target().browser({ ip: ATTACKER_IP, scene: victim.scene }).register();
    expect([status, body.code]).toEqual([409, 'scene_closed']);
  });

  test('replays the claim, with the verifier, after the victim’s session has begun to live', async () => {
    const victim = target().browser();
    await signIn(victim, target().phone());
    expect((await victim.refresh()).status).toBe(200);
    const thief = target().browser({ ip: ATTACKER_IP, verifier: victim.verifier, scene: victim.scene });
    const { status, body } = await thief.claim();
    expect([status, body.code]).toEqual([409, 'scene_closed']);
    expect(thief.cookies.size).toBe(0);
  });

  test('replays the claim before that: one session, and the cookie that came first is worth nothing', async () => {
    const victim = target().browser();
    const phone = target().phone({ person: 'b' });
    await signIn(victim, phone);
    const again = target().browser({ verifier: victim.verifier, scene: victim.scene });
    expect((await again.claim()).status).toBe(200);
    const sessions = await phone.send<object[]>('GET', '/api/sessions');
    expect(sessions.body).toHaveLength(1);
    expect((await again.refresh()).status).toBe(200);
  });

  test('confirms twice, to have two sessions out of one code', async () => {
    const victim = target().browser();
    const phone = target().phone({ person: 'c' });
    await confirmLogin(victim, phone);
    expect((await phone.confirm(victim.scene)).status).toBe(200);
    expect((await phone.confirm(victim.scene)).status).toBe(200);
    const [first, second] = [await victim.poll(), await victim.poll()];
    const [one, other] = [first, second].map(({ body }) => claimsOf(body.accessToken).sid);
    expect([typeof one, one]).toEqual(['string', other]);
  });

  test('uses what the phone’s wx.login gave a second time', async () => {
    const phone = target().phone();
    const code = phone.loginCode();
    expect((await phone.signIn({ code })).status).toBe(200);
    const replay = target().phone({ ip: ATTACKER_IP });
    const { status, body } = await replay.signIn({ code });
    expect([status, body.code]).toEqual([401, 'invalid_login_code']);
  });

  test('has a refused code confirmed after all', async () => {
    const browser = target().browser();
    const phone = target().phone();
    await browser.register();
    await phone.scan(browser.scene);
    await phone.reject(browser.scene);
    expect((await phone.confirm(browser.scene)).body.code).toBe('scene_closed');
    expect((await phone.scan(browser.scene)).body.code).toBe('scene_closed');
    expect((await browser.poll()).body.code).toBe('access_denied');
  });

  test('prepares codes for later: names of another minute than the server’s', async () => {
    for (const seconds of [-3600, -61, 61, 3600]) {
      const made = new Browser(target().url);
      const scene = timed(made.scene, seconds);
      const { status, body } = await target().browser({ ip: ATTACKER_IP, scene }).register();
      expect([seconds, status, body.code]).toEqual([seconds, 400, 'scene_clock']);
    }
  });
});

describe('issue 12, number 9, F2: the code has no end', () => {
  const target = useTarget({ SCENE_TTL_SECONDS: '5', DELIVERY_TTL_SECONDS: '5' });

  test('keeps a photograph until the code is over, and scans it then', async () => {
    const victim = target().browser();
    await victim.register();
    await until(
      async () => (await victim.poll()).body.code === 'expired_token',
      () => 'the scene to end',
    );
    const scanned = await target().phone({ person: 'b', ip: ATTACKER_IP }).scan(victim.scene);
    expect([scanned.status, scanned.body.code]).toEqual([410, 'scene_expired']);
    const again = await victim.register();
    expect([again.status, again.body.code]).toEqual([410, 'scene_expired']);
  });

  test('replays everything that the browser said, after the time to fetch the login is over', async () => {
    const victim = target().browser();
    await signIn(victim, target().phone());
    const thief = target().browser({ ip: ATTACKER_IP, verifier: victim.verifier, scene: victim.scene });
    await until(
      async () => (await thief.poll()).body.code === 'expired_token',
      () => 'the delivery deadline',
    );
    expect((await thief.claim()).body.code).toBe('expired_token');
    const socket = await thief.watch();
    expect(socket.logins).toEqual([]);
    socket.close();
  });
});

describe('issue 12, number 9, F2: races, with two instances, Redis and PostgreSQL', () => {
  let fleet: Fleet;
  beforeAll(async () => {
    fleet = await startFleet();
  }, 120_000);
  afterAll(() => fleet.stop(), 60_000);

  const at = (turn: number): string => (fleet.instances[turn % 2] ?? fleet.instances[0]).url;

  test('twenty people point their cameras at one code at once: one of them is its scanner', async () => {
    const browser = new Browser(at(0), { origin: fleet.url });
    await browser.register();
    const phones = Array.from({ length: 20 }, (_, turn) => {
      const person = `racer-${turn}`;
      fleet.wechat.people.add({ id: person, label: person });
      return new Phone(at(turn), fleet.wechat, { person });
    });
    const answers = await Promise.all(phones.map((phone) => phone.scan(browser.scene)));
    const codes = answers.map(({ status, body }) => (status === 200 ? 'scanner' : body.code));
    expect(codes.filter((code) => code === 'scanner')).toHaveLength(1);
    expect(codes.filter((code) => code === 'scene_taken')).toHaveLength(19);
    // And whoever lost cannot answer in the place of the one who won.
    for (const [turn, phone] of phones.entries()) {
      if (codes[turn] === 'scanner') continue;
      await phone.signIn();
      expect((await phone.confirm(browser.scene)).body.code).toBe('not_scanner');
    }
  });

  test('confirms twenty times and claims twenty times at once: one session in the database', async () => {
    const browser = new Browser(at(0), { origin: fleet.url });
    const phone = new Phone(at(1), fleet.wechat);
    await browser.register();
    await phone.scan(browser.scene);
    const twenty = Array.from({ length: 20 }, (_, turn) => turn);
    const again = twenty.map((turn) => {
      const { verifier, scene } = browser;
      return new Browser(at(turn), { origin: fleet.url, verifier, scene });
    });
    await Promise.all([
      ...twenty.map(() => phone.confirm(browser.scene)),
      ...again.map((one) => one.claim()),
    ]);
    await Promise.all(again.map((one) => one.claim()));
    expect(await fleet.rows.of([claimsOf(phone.accessToken).sub])).toHaveLength(1);
  });

  test('declines at the moment of the claim: the browser is not left signed in', async () => {
    for (let turn = 0; turn < 5; turn++) {
      const browser = new Browser(at(turn), { origin: fleet.url });
      const phone = new Phone(at(turn + 1), fleet.wechat);
      await browser.register();
      await phone.scan(browser.scene);
      await phone.confirm(browser.scene);
      const [, rejected] = await Promise.all([browser.claim(), phone.reject(browser.scene)]);
      expect(rejected.status).toBe(200);
      expect((await browser.refresh()).status).toBe(401);
    }
  });
});

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** The name with its time moved. */
function timed(scene: string, seconds: number): string {
  let time = 0;
  for (const digit of scene.slice(0, 6)) time = time * 64 + ALPHABET.indexOf(digit);
  time += seconds;
  let digits = '';
  for (let place = 0; place < 6; place++, time = Math.floor(time / 64))
    digits = ALPHABET.charAt(time % 64) + digits;
  return digits + scene.slice(6);
}
