import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createVerifier } from '@maqiao/shared';
import { startFleet, type Fleet } from '../many/support/fleet.ts';
import { closeChromium, openContext } from '../support/chromium.ts';
import { scanScreen, sceneOf } from '../support/scan-screen.ts';
import { startStack } from '../support/stack.ts';
import { Browser } from './support/browser.ts';
import { Phone } from './support/phone.ts';
import { confirmLogin, signIn } from './support/sign-in.ts';
import { ATTACKER_IP, useTarget } from './support/target.ts';

// "Demystifying the (In)Security of QR Code-based Login in Real-world Deployments" (Zhang et al., USENIX Security
// 2025), flaw 1: the server does not bind the code to the session of the browser that shows it. Whoever knows the code
// can ask for what comes of it: authorization hijacking.

describe('issue 12, number 9, F1: the code is not bound to the browser that shows it', () => {
  const target = useTarget();

  /** A victim whose login is confirmed and not yet fetched, and an attacker who knows the scene and nothing else. */
  async function confirmedVictim() {
    const victim = target().browser();
    await confirmLogin(victim, target().phone());
    const attacker = target().browser({ ip: ATTACKER_IP, scene: victim.scene });
    return { victim, attacker };
  }

  test('asks for the tokens of a confirmed scene, with every verifier that an attacker may have', async () => {
    const { victim, attacker } = await confirmedVictim();
    const { scene } = victim;
    const unused = createVerifier(globalThis.crypto);
    for (const verifier of [unused, scene, '', scene.slice(6).padEnd(43, 'A'), 'A'.repeat(43)]) {
      const { status, body } = await attacker.poll({ scene, verifier });
      expect([status, body.accessToken]).toEqual([expect.any(Number), undefined]);
      expect(['scene_not_found', 'invalid_request']).toContain(body.code);
    }
    for (const verifier of [null, true, 0, [victim.verifier], { $ne: '' }, { verifier: victim.verifier }]) {
      const answer = await attacker.send<{ code: string }>('POST', `/api/scenes/${scene}/token`, {
        verifier,
      });
      expect([answer.status, answer.body.code]).toEqual([400, 'invalid_request']);
    }
    expect((await victim.claim()).status).toBe(200);
  });

  test('takes the cookie of a confirmed scene', async () => {
    const { victim, attacker } = await confirmedVictim();
    const { status, body } = await attacker.claim();
    expect([status, body.code]).toEqual([404, 'scene_not_found']);
    expect(attacker.cookies.size).toBe(0);
    expect((await victim.claim()).status).toBe(200);
  });

  test('listens on the socket of the scene', async () => {
    const victim = target().browser();
    await victim.register();
    const attacker = await target().browser({ ip: ATTACKER_IP, scene: victim.scene }).watch();
    expect([attacker.refusal, attacker.snapshots]).toEqual(['scene_not_found', []]);
    attacker.close();
  });

  test('shows the photographed code on a page of their own, and waits for the victim to confirm', async () => {
    const victim = target().browser();
    const attacker = target().browser({ ip: ATTACKER_IP, scene: victim.scene });
    await victim.register();
    const again = await attacker.register();
    expect([again.status, again.body.wxacode]).toEqual([200, undefined]);
    const phone = target().phone();
    const scanned = await phone.scan(victim.scene);
    // Whoever asks is the browser that came first, not the one that came last.
    expect(scanned.body.request.ip).toBe('198.51.0.0/16');
    await phone.confirm(victim.scene);
    expect((await attacker.poll()).body.code).toBe('scene_not_found');
    expect((await victim.claim()).status).toBe(200);
  });

  test('registers a name before the browser that made it does, to be the one who is given the tokens', async () => {
    const victim = target().browser();
    const attacker = target().browser({ ip: ATTACKER_IP, scene: victim.scene });
    expect((await attacker.register()).status).toBe(201);
    expect((await victim.register()).status).toBe(200);
    const phone = target().phone();
    const { request } = (await phone.scan(victim.scene)).body;
    expect([request.ip, request.near]).toEqual(['203.0.0.0/16', expect.not.stringMatching('same-network')]);
    expect((await attacker.poll()).body.code).toBe('scene_not_found');
  });

  test('gives the victim’s login up in their place', async () => {
    const victim = target().browser();
    await victim.register();
    const attacker = target().browser({ ip: ATTACKER_IP, scene: victim.scene });
    expect((await attacker.cancel()).body.code).toBe('scene_not_found');
    expect((await victim.poll()).body.code).toBe('authorization_pending');
  });

  test('pushes the victim off their own socket', async () => {
    const victim = target().browser();
    await victim.register();
    const watching = await victim.watch();
    const attacker = target().browser({ ip: ATTACKER_IP });
    (await attacker.watch({ scene: victim.scene })).close();
    (await attacker.watch({ scene: victim.scene, verifier: 'A'.repeat(43) })).close();
    expect([watching.closed, watching.snapshots.at(-1)?.status]).toEqual([undefined, 'pending']);
    watching.close();
  });

  test('signs in with the victim’s phone token, scene and a session of their own', async () => {
    const victim = target().browser();
    const attacker = target().browser({ ip: ATTACKER_IP });
    await signIn(attacker, target().phone({ person: 'b', ip: ATTACKER_IP }));
    await confirmLogin(victim, target().phone());
    // The attacker's cookie is genuine, and proves nothing about this scene.
    expect((await attacker.claim({ scene: victim.scene })).body.code).toBe('scene_not_found');
    expect((await attacker.refresh()).status).toBe(200);
  });
});

describe('issue 12, number 9, F1: with two instances, Redis and PostgreSQL', () => {
  let fleet: Fleet;
  beforeAll(async () => {
    fleet = await startFleet();
  }, 120_000);
  afterAll(() => fleet.stop(), 60_000);

  test('asks each instance in turn for a login that another one holds', async () => {
    const [one, other] = fleet.instances;
    const victim = new Browser(one.url, { origin: fleet.url });
    const watching = await (await victim.register(), victim.watch());
    const phone = new Phone(other.url, fleet.wechat);
    const scanned = await phone.scan(victim.scene);
    expect(scanned.status).toBe(200);
    await phone.confirm(victim.scene);
    for (const { url } of fleet.instances) {
      const attacker = new Browser(url, { origin: fleet.url, scene: victim.scene });
      expect((await attacker.poll()).body.code).toBe('scene_not_found');
      expect((await attacker.claim()).body.code).toBe('scene_not_found');
      const socket = await attacker.watch();
      expect([socket.refusal, socket.logins]).toEqual(['scene_not_found', []]);
      socket.close();
    }
    expect((await victim.claim()).status).toBe(200);
    watching.close();
  });
});

describe('issue 12, number 9, F1: the page itself', () => {
  afterAll(closeChromium);

  test('photographs a real screen, and asks for what comes of the code', async () => {
    const stack = await startStack();
    const page = await (await openContext()).newPage();
    await page.goto(stack.url);
    await page.waitForSelector('.card[data-phase="waiting"]');
    const scene = sceneOf(await scanScreen(page));
    const url = `http://127.0.0.1:${new URL(stack.url).port}`;
    const attacker = new Browser(url, { origin: stack.url, scene });
    const phone = new Phone(url, stack.simulator);
    await phone.scan(scene);
    await phone.confirm(scene);
    expect((await attacker.poll()).body.code).toBe('scene_not_found');
    expect((await attacker.claim()).body.code).toBe('scene_not_found');
    await page.waitForSelector('.card[data-phase="signed-in"]');
    // The secret was never where a photograph, a history or a proxy's log could find it.
    const addresses = await page.evaluate(() => performance.getEntries().map(({ name }) => name));
    const secret = await page.evaluate(() => JSON.stringify(sessionStorage));
    expect(addresses.filter((address) => address.includes('verifier'))).toEqual([]);
    expect(secret).not.toMatch(/"verifier/);
  });
});
