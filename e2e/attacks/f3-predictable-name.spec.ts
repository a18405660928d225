import { describe, expect, test } from '@jest/globals';
import { createSceneName, createVerifier } from '@maqiao/shared';
import { digitsOn } from './support/sign-in.ts';
import { ATTACKER_IP, useTarget } from './support/target.ts';

// Flaw 3 of the study: the code's name can be guessed, as it is short or counts. Whoever tries names finds one that is
// about to be confirmed: brute-force login.

describe('issue 12, number 9, F3: names, secrets and digits that can be guessed', () => {
  const target = useTarget();

  test('collects a thousand names of one moment, and looks for a pattern', () => {
    const now = Date.now();
    const names = Array.from({ length: 1000 }, () => createSceneName(createVerifier(globalThis.crypto), now));
    expect(new Set(names.map((name) => name.slice(6))).size).toBe(1000);
    // The time is public; the 26 characters behind it must be random.
    for (let place = 6; place < 32; place++) {
      const seen = new Map<string, number>();
      for (const name of names) seen.set(name.charAt(place), (seen.get(name.charAt(place)) ?? 0) + 1);
      expect(seen.size).toBeGreaterThan(55);
      expect(Math.max(...seen.values())).toBeLessThan(50);
    }
  });

  test('tries the neighbours of a name that is known: not one of them is somebody’s', async () => {
    const known = target().browser();
    await known.register();
    const attacker = target().phone({ person: 'b', ip: ATTACKER_IP });
    const asked = target().wechat.calls('jscode2session').length;
    const answers = new Set<string | undefined>();
    for (let place = 6; place < 32; place++) {
      const other = known.scene.charAt(place) === 'A' ? 'B' : 'A';
      const neighbour = known.scene.slice(0, place) + other + known.scene.slice(place + 1);
      answers.add((await attacker.scan(neighbour)).body.code);
    }
    expect([...answers]).toEqual(['scene_not_found']);
    // And what does not exist costs WeChat nothing: nobody is asked who the guesser is.
    expect(target().wechat.calls('jscode2session')).toHaveLength(asked);
  });

  test('tries verifiers at a scene that exists and at one that does not: the answers are the same', async () => {
    const real = target().browser();
    await real.register();
    const wrong = createVerifier(globalThis.crypto);
    const unknown = createSceneName(createVerifier(globalThis.crypto), Date.now());
    const attacker = target().browser({ ip: ATTACKER_IP });
    for (const ask of ['poll', 'claim', 'cancel'] as const) {
      const [one, other] = [real.scene, unknown].map((scene) => attacker[ask]({ scene, verifier: wrong }));
      const [known, none] = [await one, await other].map((answer) => ({
        status: answer?.status,
        text: answer?.text.replace(/"requestId":"[^"]+"/, ''),
      }));
      expect(known).toEqual(none);
    }
  });

  test('tries the digits, which are a hundred: one wrong try ends the scene', async () => {
    const victim = target().browser({ ip: '192.0.2.1' });
    const phone = target().phone({ ip: '198.51.100.200' });
    await victim.register();
    const { request } = (await phone.scan(victim.scene, { entry: 1048 })).body;
    expect(request.match).toBe('number');
    const right = await digitsOn(victim);
    expect(right).toMatch(/^[1-9]\d$/);
    const wrong = right === '42' ? '43' : '42';
    expect((await phone.confirm(victim.scene, { number: wrong })).body.code).toBe('number_mismatch');
    expect((await phone.confirm(victim.scene, { number: right })).body.code).toBe('scene_closed');
    expect((await victim.poll()).body.code).toBe('access_denied');
  });

  test('leaves the digits out, or sends all of them at once', async () => {
    const victim = target().browser({ ip: '192.0.2.2' });
    const phone = target().phone({ ip: '198.51.100.201' });
    await victim.register();
    await phone.scan(victim.scene, { entry: 1048 });
    const all = Array.from({ length: 90 }, (_, index) => String(index + 10));
    for (const number of [
      undefined,
      null,
      '',
      all,
      all.join(' '),
      { 0: '10' },
      true,
      '٤٢',
      '4２',
      ' 42',
      '042',
    ]) {
      const answer = await phone.confirm(victim.scene, { number });
      expect([number, answer.status, answer.body.code]).toEqual([number, 400, 'invalid_request']);
    }
    expect((await victim.poll()).body.code).toBe('authorization_pending');
  });
});

describe('issue 12, number 9, F3: guessing is slow', () => {
  const target = useTarget({ SCANS_PER_MINUTE: '120', SCENES_PER_MINUTE: '30' });

  test('tries login codes of other people: after twenty the address has to wait, and nobody else', async () => {
    const attacker = target().phone({ ip: ATTACKER_IP });
    const codes: (string | undefined)[] = [];
    for (let guess = 0; guess < 21; guess++) {
      codes.push((await attacker.signIn({ code: `0a${String(guess).padStart(30, 'b')}` })).body.code);
    }
    expect(codes.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 'invalid_login_code'));
    expect(codes.at(-1)).toBe('rate_limited');
    expect((await target().phone().signIn()).status).toBe(200);
  });
});
