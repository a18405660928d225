import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { io } from 'socket.io-client';
import { audit } from './support/audit.ts';
import { Crowd, tally } from './support/crowd.ts';
import { startFleet, type Fleet } from './support/fleet.ts';
import type { Delivery } from './support/login-page.ts';
import { until } from '../support/until.ts';
import type { Visitor } from './support/visitor.ts';

jest.setTimeout(90_000);

let fleet: Fleet;
let crowd: Crowd;
beforeAll(async () => void (fleet = await startFleet()));
afterAll(() => fleet?.stop());
beforeEach(() => fleet.heal());
afterEach(() => crowd?.leave());

test('an instance is killed between scan and confirm: its browsers finish at the other', async () => {
  crowd = new Crowd(fleet, 40);
  await crowd.reach('waiting');
  await crowd.reach('scanned');
  await crowd.shows('scanned');
  const [victim] = fleet.instances;
  const held = await victim.waitingBrowsers();
  await victim.end('SIGKILL');
  await crowd.reach('signed-in');
  const { finished, restarted } = tally(`kill -9 before the confirm (it held ${held})`, crowd.visitors);
  expect(held).toBeGreaterThan(0);
  expect({ finished, restarted }).toEqual({ finished: 40, restarted: 0 });
  await audit(fleet, crowd.visitors);
});

test('an instance is killed between confirm and push: its browsers get their tokens at the other', async () => {
  crowd = new Crowd(fleet, 40);
  await crowd.reach('waiting');
  await crowd.reach('scanned');
  await crowd.shows('scanned');
  const [victim] = fleet.instances;
  const held = await victim.waitingBrowsers();
  // It hears of no confirm any more, and still holds its browsers.
  fleet.balancer.drop(victim);
  victim.freeze();
  await crowd.reach('confirmed');
  const waiting = crowd.visitors.filter(({ page }) => page.state.phase === 'scanned').length;
  await victim.end('SIGKILL');
  await crowd.reach('signed-in');
  const { finished, restarted } = tally(`kill -9 before the push (it held ${held})`, crowd.visitors);
  expect(held).toBeGreaterThan(0);
  expect(waiting).toBeGreaterThanOrEqual(held);
  expect({ finished, restarted }).toEqual({ finished: 40, restarted: 0 });
  await audit(fleet, crowd.visitors);
});

test('an instance is killed while confirms and pushes are under way: whatever it had begun is finished once', async () => {
  crowd = new Crowd(fleet, 60);
  await crowd.reach('waiting');
  await crowd.reach('scanned');
  const goingOn = crowd.reach('signed-in');
  await until(() => crowd.visitors.some(({ page }) => page.deliveries.length > 0), 'the first push');
  await fleet.instances[0].end('SIGKILL');
  const during = crowd.visitors.filter(({ stage }) => stage !== 'signed-in').length;
  await goingOn;
  const { finished, restarted } = tally(`kill -9 amid pushes (${during} to go)`, crowd.visitors);
  expect(during).toBeGreaterThan(0);
  expect({ finished, restarted }).toEqual({ finished: 60, restarted: 0 });
  await audit(fleet, crowd.visitors);
});

test('both instances are restarted, one after the other, while people sign in: nobody notices', async () => {
  crowd = new Crowd(fleet);
  let since = 0;
  await crowd.keepComing(12, async () => {
    since = performance.now();
    for (const instance of fleet.instances) {
      await instance.end('SIGTERM');
      await instance.start();
      await instance.untilReady();
    }
  });
  const { inFlight, finished, restarted } = tally('rolling restart', crowd.visitors, since);
  expect(inFlight).toBeGreaterThanOrEqual(12);
  expect({ finished, restarted }).toEqual({ finished: inFlight, restarted: 0 });
  await audit(fleet, crowd.visitors);
});

test('the end of a session reaches its browser at the other instance', async () => {
  crowd = new Crowd(fleet, 1);
  const visitor = crowd.visitors[0] as Visitor;
  await visitor.reach('signed-in');
  const { accessToken } = visitor.page.deliveries.at(-1) as Delivery;
  const sockets = fleet.instances.map(({ url }) =>
    io(`${url}/session`, {
      transports: ['websocket'],
      auth: { accessToken },
      extraHeaders: { Origin: fleet.url },
      reconnection: false,
      forceNew: true,
    }),
  );
  const reasons = sockets.map(
    (socket) => new Promise((resolve) => socket.on('session_ended', ({ reason }) => resolve(reason))),
  );
  await until(() => sockets.every(({ connected }) => connected), 'a socket at each instance');

  fleet.balancer.drop(fleet.instances[1]);
  const sessions = await visitor.phone.call<{ id: string }[]>('GET', '/api/sessions');
  const [{ id }] = (sessions as { body: [{ id: string }] }).body;
  expect(await visitor.phone.call('DELETE', `/api/sessions/${id}`)).toEqual({ body: null });
  expect(await Promise.all(reasons)).toEqual(['revoked', 'revoked']);
  // The page, wherever its own socket is, says so in words.
  await visitor.page.until((now) => now.phase === 'signed-out', 'being signed out');
});

test('four instances that start at once on an empty database agree on its tables and keys', async () => {
  const DATABASE_URL = await fleet.postgres.createDatabase();
  const newcomers = Array.from({ length: 4 }, () => fleet.instance({ DATABASE_URL }));
  await Promise.all(newcomers.map((instance) => instance.start()));
  await Promise.all(newcomers.map((instance) => instance.untilReady()));
  const keys = newcomers.map(async ({ url }): Promise<unknown> =>
    (await fetch(`${url}/.well-known/jwks.json`)).json(),
  );
  const [first, ...others] = await Promise.all(keys);
  expect(first).toMatchObject({ keys: [{ kid: expect.any(String) }] });
  for (const other of others) expect(other).toEqual(first);
  await Promise.all(newcomers.map((instance) => instance.end('SIGKILL')));
});
