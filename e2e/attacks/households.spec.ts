import { describe, expect, test } from '@jest/globals';
import type { Browser } from './support/browser.ts';
import { signIn } from './support/sign-in.ts';
import { useTarget } from './support/target.ts';

/** Registers at once, a hundred at most under way. @returns how many were let through */
async function registerAll(browsers: readonly Browser[]): Promise<number> {
  let passed = 0;
  for (let first = 0; first < browsers.length; first += 100) {
    const answers = await Promise.all(
      browsers.slice(first, first + 100).map((browser) => browser.register()),
    );
    passed += answers.filter(({ status }) => status === 201).length;
  }
  return passed;
}

const hex = (value: number): string => value.toString(16);

describe('issue 12, number 6: one household stops new logins', () => {
  const target = useTarget({ SCENES_PER_MINUTE: '1', WXACODES_PER_MINUTE: '40' });

  test('asks for pictures from all 256 networks of a /56', async () => {
    const household = Array.from({ length: 256 }, (_, turn) =>
      target().browser({ ip: `2001:db8:1:${hex(0x4200 + turn)}::1` }),
    );
    const passed = await registerAll(household);
    expect(passed).toBeGreaterThan(0);
    expect(passed).toBeLessThan(32);
    expect((await target().browser({ ip: '192.0.2.200' }).register()).status).toBe(201);
  });
});

describe('issue 12, number 6: one site of a provider stops new logins', () => {
  const target = useTarget({ SCENES_PER_MINUTE: '1', WXACODES_PER_MINUTE: '40' });

  test('asks for pictures from networks all over a /48', async () => {
    const company = Array.from({ length: 256 }, (_, turn) =>
      target().browser({ ip: `2001:db8:2:${hex(turn * 256)}::1` }),
    );
    expect(await registerAll(company)).toBeLessThan(32);
    expect((await target().browser({ ip: '192.0.2.201' }).register()).status).toBe(201);
  });
});

describe('issue 12, number 6: the reserve for browsers that are signed in', () => {
  const target = useTarget({ WXACODES_PER_MINUTE: '50' });

  test('takes the reserve with the cookie of a session that is signed out, and with one living session for all', async () => {
    const owner = target().browser();
    await signIn(owner, target().phone());
    const thief = target().browser();
    await signIn(thief, target().phone({ person: 'b' }));
    const kept = new Map(thief.cookies);
    expect((await thief.signOut()).status).toBe(204);

    const crowd = Array.from({ length: 45 }, (_, turn) => target().browser({ ip: `192.0.2.${turn + 1}` }));
    await registerAll(crowd);
    expect((await target().browser({ ip: '192.0.2.99' }).register()).status).toBe(429);

    const dead = target().browser({ ip: '192.0.2.98' });
    for (const [name, value] of kept) dead.cookies.set(name, value);
    expect((await dead.register()).body.code).toBe('rate_limited');

    const hoard = Array.from({ length: 10 }, (_, turn) => target().browser({ ip: `203.0.113.${turn + 1}` }));
    for (const one of hoard) for (const [name, value] of owner.cookies) one.cookies.set(name, value);
    const passed = await registerAll(hoard);
    expect(passed).toBeGreaterThan(0);
    expect(passed).toBeLessThan(10);
  });
});
