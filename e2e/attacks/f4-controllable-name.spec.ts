import { afterAll, describe, expect, test } from '@jest/globals';
import { createSceneName, createVerifier } from '@maqiao/shared';
import { closeChromium, openContext } from '../support/chromium.ts';
import { scanScreen, sceneOf } from '../support/scan-screen.ts';
import { startStack } from '../support/stack.ts';
import { ATTACKER_IP, useTarget } from './support/target.ts';

// Flaw 4 of the study: the client chooses the code's name, so an attacker has the victim use one that they know. Here
// the browser does make the name (docs/adr/0005): it is worth something only to whoever holds the secret inside it.

describe('issue 12, number 9, F4: a name that the attacker has chosen', () => {
  const target = useTarget();

  /** A name of this minute that no verifier is known for. */
  const chosen = (rest: string) =>
    createSceneName(createVerifier(globalThis.crypto), Date.now()).slice(0, 6) + rest;

  test('chooses a name without a secret: a confirm signs nobody in', async () => {
    const scene = chosen('A'.repeat(26));
    const attacker = target().browser({ ip: ATTACKER_IP, scene });
    expect((await attacker.register()).status).toBe(201);
    const phone = target().phone({ ip: ATTACKER_IP });
    expect((await phone.scan(scene)).status).toBe(200);
    expect((await phone.confirm(scene)).status).toBe(200);
    for (const verifier of [attacker.verifier, 'A'.repeat(43), `${scene}${'A'.repeat(11)}`]) {
      expect((await attacker.poll({ scene, verifier })).body.code).toBe('scene_not_found');
      expect((await attacker.claim({ scene, verifier })).body.code).toBe('scene_not_found');
    }
    expect(await sessionsOf(phone)).toEqual([]);
  });

  test('says in the registration what only the server may know', async () => {
    const attacker = target().browser({ ip: ATTACKER_IP });
    const forged = {
      status: 'confirmed',
      person: 'somebody',
      sid: 'A'.repeat(22),
      number: '10',
      near: 'same-network',
      origin: 'https://bank.example.com',
      siteName: 'A bank',
      ip: '198.51.100.7',
      region: '浙江 杭州',
      browser: { browser: 'Safari', ip: '198.51.100.7' },
      scan: { user: { nickname: 'x', avatarUrl: null }, near: 'same-network', entry: 1047 },
      deadline: 9e15,
    };
    expect((await attacker.register(forged)).body.status).toBe('pending');
    expect((await attacker.poll()).body.code).toBe('authorization_pending');
    const { request } = (await target().phone().scan(attacker.scene)).body;
    expect(request).toMatchObject({ siteUrl: 'https://login.example.com', ip: '203.0.0.0/16' });
    expect(request.near).not.toBe('same-network');
    expect(request.siteName).not.toBe('A bank');
  });

  test('puts anything but a name where a name belongs', async () => {
    const attacker = target().browser({ ip: ATTACKER_IP });
    const good = chosen('A'.repeat(26));
    const bad = [
      '',
      `${good}A`,
      good.slice(1),
      `${good.slice(0, 31)}\n`,
      `${good.slice(0, 31)}%`,
      `${good.slice(0, 31)}Ａ`,
      `${good.slice(0, 30)}..`,
      `../../${good.slice(6)}`,
      `${good.slice(0, 20)}' or '1'='1`,
      `${good.slice(0, 31)}\u0000`,
      { $ne: '' },
      [good],
      null,
      7,
    ];
    for (const scene of bad) {
      const answer = await attacker.send<{ code: string }>('POST', '/api/scenes', { scene });
      expect([scene, answer.status, answer.body.code]).toEqual([scene, 400, 'invalid_request']);
    }
    const phone = target().phone({ ip: ATTACKER_IP });
    for (const scene of [
      '..%2f..%2fapi%2fme',
      '%2e%2e',
      `${good}%00`,
      `${good};x`,
      `*`,
      `${good}%0d%0aX:y`,
    ]) {
      const { status } = await phone.scan(scene);
      expect([scene, [400, 404].includes(status)]).toEqual([scene, true]);
    }
  });

  test('shows one name to two people, to have one of them confirm for the other', async () => {
    const victim = target().browser();
    await victim.register();
    const [mine, theirs] = [target().phone({ person: 'b', ip: ATTACKER_IP }), target().phone()];
    expect((await mine.scan(victim.scene)).status).toBe(200);
    expect((await theirs.scan(victim.scene)).body.code).toBe('scene_taken');
    await theirs.signIn();
    expect((await theirs.confirm(victim.scene)).body.code).toBe('not_scanner');
    expect((await theirs.reject(victim.scene)).body.code).toBe('not_scanner');
  });
});

describe('issue 12, number 9, F4: a name that the page is made to use', () => {
  afterAll(closeChromium);

  test('sends the victim a link that carries a scene and its verifier', async () => {
    const stack = await startStack();
    const verifier = createVerifier(globalThis.crypto);
    const scene = createSceneName(verifier, Date.now());
    const page = await (await openContext()).newPage();
    const carried = new URLSearchParams({ scene, verifier, code: scene, state: scene }).toString();
    await page.goto(`${stack.url}/?${carried}#${carried}`);
    await page.waitForSelector('.card[data-phase="waiting"]');
    expect(sceneOf(await scanScreen(page))).not.toBe(scene);
    expect(await page.evaluate(() => JSON.stringify(sessionStorage))).not.toContain(verifier);
  });
});

async function sessionsOf(phone: { send: (method: string, path: string) => Promise<{ body: unknown }> }) {
  return (await phone.send('GET', '/api/sessions')).body;
}
