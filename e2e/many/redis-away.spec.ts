import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { audit } from './support/audit.ts';
import { Crowd, tally } from './support/crowd.ts';
import { startFleet, type Fleet } from './support/fleet.ts';
import { expectUnready } from './support/readiness.ts';

jest.setTimeout(90_000);

let fleet: Fleet;
let crowd: Crowd;
beforeAll(async () => void (fleet = await startFleet()));
afterAll(() => fleet?.stop());
beforeEach(() => fleet.heal());
afterEach(() => crowd?.leave());

const STANDING = 20;
const COMING = 10;

/**
 * Ends Redis while people sign in at every stage, lets them go on, and starts it again once every instance has
 * noticed. Resolves when all are signed in. @returns when it began
 */
async function restartRedis(options?: { withoutData: boolean }): Promise<number> {
  crowd = new Crowd(fleet, STANDING);
  const standing = [...crowd.visitors];
  await crowd.reach('waiting', standing);
  await crowd.reach('scanned', standing.slice(STANDING / 2));
  let since = 0;
  await crowd.keepComing(COMING, async () => {
    since = performance.now();
    await fleet.redis.kill();
    const goingOn = crowd.reach('signed-in', standing);
    await expectUnready(fleet, 'scenes');
    await fleet.redis.start(options);
    await goingOn;
  });
  return since;
}

test('Redis is restarted with its data while people sign in: every code stays valid', async () => {
  const since = await restartRedis();
  const { inFlight, finished, restarted } = tally('Redis restarted with its data', crowd.visitors, since);
  expect(inFlight).toBeGreaterThanOrEqual(STANDING + COMING);
  expect(finished + restarted).toBe(inFlight);
  // Only people who asked for a code while Redis was away had to start again.
  const reasons = crowd.visitors.map((visitor) => visitor.restartReasons);
  expect(reasons.slice(0, STANDING).flat()).toEqual([]);
  expect(new Set(reasons.flat())).toEqual(new Set(restarted === 0 ? [] : ['unavailable']));
  await audit(fleet, crowd.visitors);
});

test('Redis is restarted without its data: people with a code have to start again, and can', async () => {
  const since = await restartRedis({ withoutData: true });
  const { inFlight, finished, restarted } = tally('Redis restarted without its data', crowd.visitors, since);
  expect(inFlight).toBeGreaterThanOrEqual(STANDING + COMING);
  expect(finished + restarted).toBe(inFlight);
  const reasons = crowd.visitors.map((visitor) => visitor.restartReasons);
  expect(reasons.slice(0, STANDING)).toEqual(Array(STANDING).fill(['expired']));
  expect(reasons.flat().filter((code) => code !== 'unavailable' && code !== 'expired')).toEqual([]);
  await audit(fleet, crowd.visitors, { lossy: true });
});
