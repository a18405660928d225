import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { createSceneName, createVerifier } from '@maqiao/shared';
import { audit } from './support/audit.ts';
import { Crowd, tally } from './support/crowd.ts';
import { startFleet, type Fleet } from './support/fleet.ts';
import { expectUnready } from './support/readiness.ts';
import { openSlowLine, type SlowLine } from './support/slow-line.ts';

jest.setTimeout(90_000);

const DELAY_MS = 300;
const STALL_MS = 10_000;
/** Twenty that each waited for Redis would take far longer. */
const TWENTY_CALLS_MS = 10_000;

let line: SlowLine;
let fleet: Fleet;
let crowd: Crowd;
beforeAll(async () => {
  fleet = await startFleet({
    reachRedis: async (port) => {
      line = await openSlowLine(port);
      return line.port;
    },
  });
});
afterAll(async () => {
  await fleet?.stop();
  await line?.close();
});
beforeEach(() => fleet.heal());
afterEach(() => {
  crowd?.leave();
  line.delayBy(0);
});

async function register(url: string): Promise<{ status: number; code?: string }> {
  const scene = createSceneName(createVerifier(globalThis.crypto), Date.now());
  const response = await fetch(`${url}/api/scenes`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ scene }),
    signal: AbortSignal.timeout(10_000),
  });
  const { code } = (await response.json()) as { code?: string };
  return { status: response.status, ...(code !== undefined && { code }) };
}

test('a Redis that answers 300 ms late makes logins slow, and loses none', async () => {
  line.delayBy(DELAY_MS);
  crowd = new Crowd(fleet, 30);
  await crowd.reach('waiting');
  await crowd.reach('signed-in');
  const { finished, restarted } = tally(`Redis ${DELAY_MS} ms late`, crowd.visitors);
  expect({ finished, restarted }).toEqual({ finished: 30, restarted: 0 });
  await audit(fleet, crowd.visitors);
});

test('a Redis that is silent for ten seconds: errors at once and no hang, and then all go on', async () => {
  crowd = new Crowd(fleet, 30);
  const scanned = crowd.visitors.slice(15);
  await crowd.reach('waiting');
  await crowd.reach('scanned', scanned);
  const over = line.stallFor(STALL_MS);
  const goingOn = crowd.reach('signed-in');

  await expectUnready(fleet, 'scenes');
  const began = performance.now();
  for (let count = 0; count < 10; count += 1) {
    for (const { url } of fleet.instances) {
      expect(await register(url)).toEqual({ status: 503, code: 'unavailable' });
    }
  }
  expect(performance.now() - began).toBeLessThan(TWENTY_CALLS_MS);

  await over;
  await Promise.all(fleet.instances.map((instance) => instance.untilReady()));
  await goingOn;
  const { finished, restarted } = tally(`Redis silent for ${STALL_MS / 1000} s`, crowd.visitors);
  expect({ finished, restarted }).toEqual({ finished: 30, restarted: 0 });
  await audit(fleet, crowd.visitors);
});
