import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import { audit } from './support/audit.ts';
import { Crowd, tally } from './support/crowd.ts';
import { startFleet, type Fleet } from './support/fleet.ts';
import { expectUnready } from './support/readiness.ts';

jest.setTimeout(90_000);

const STANDING = 20;
const COMING = 10;

let fleet: Fleet;
let crowd: Crowd;
beforeAll(async () => void (fleet = await startFleet()));
afterAll(() => fleet?.stop());
afterEach(() => crowd?.leave());

test('PostgreSQL is restarted while people sign in: they wait for it, and nobody starts again', async () => {
  crowd = new Crowd(fleet, STANDING);
  const standing = [...crowd.visitors];
  await crowd.reach('waiting', standing);
  await crowd.reach('scanned', standing.slice(STANDING / 2));
  let since = 0;
  await crowd.keepComing(COMING, async () => {
    since = performance.now();
    await fleet.postgres.kill();
    const goingOn = crowd.reach('signed-in', standing);
    await expectUnready(fleet, 'database');
    await fleet.postgres.start();
    await goingOn;
  });
  const { inFlight, finished, restarted } = tally('PostgreSQL restarted', crowd.visitors, since);
  expect(inFlight).toBeGreaterThanOrEqual(STANDING + COMING);
  expect({ finished, restarted }).toEqual({ finished: inFlight, restarted: 0 });
  await audit(fleet, crowd.visitors);
});
