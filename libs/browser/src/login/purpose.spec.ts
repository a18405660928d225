import { beforeEach, describe, expect, test } from '@jest/globals';
import type { AskedPurpose } from '@maqiao/shared';
import type { Login } from '../create-login.ts';
import { FakeWorld, LOGIN_RESULT, USER } from '../testing/fake-world.ts';

// A login on the account page, whose confirm signs nobody in.

const DELETE: AskedPurpose = { purpose: 'step-up', action: 'delete_account' };

let world: FakeWorld;
let done: number;

const open = (asked: AskedPurpose): Login =>
  world.login({ answers: { asked, onAnswered: (to) => void (done += to === undefined ? 1 : 100) } });

beforeEach(() => {
  world = new FakeWorld();
  done = 0;
});

async function confirm(): Promise<void> {
  world.socket.receive('scene', world.snapshot('scanned', world.scene, { user: USER }));
  world.socket.receive('scene', world.snapshot('confirmed', world.scene, { user: USER }));
  await world.advance(0);
}

describe.each([
  { asked: DELETE, said: { steppedUp: true } },
  { asked: { purpose: 'link' } as const, said: { linked: true } },
])('$asked.purpose', ({ asked, said }) => {
  test('the scene is registered for it, the confirm is claimed, and the page is told; nobody is signed in', async () => {
    const login = open(asked);
    world.on('POST /api/session', () => ({ status: 200, body: { ...LOGIN_RESULT, ...said } }));
    await world.toWaiting(login);
    expect(world.callsTo('POST /api/session/refresh')).toHaveLength(0);
    expect(world.callsTo('POST /api/scenes')[0]?.body).toEqual({ scene: world.scene, ...asked });
    await confirm();
    expect(done).toBe(1);
    expect(login.getState().phase).toBe('confirmed');
    expect(await login.getAccessToken()).toBeNull();
    expect(world.pendingTimers).toBe(0);
  });
});

test('two purposes of one tab have a code each; a reload goes on with its own', async () => {
  const first = open(DELETE);
  await world.toWaiting(first);
  const { scene } = world;
  first.stop();
  await world.toWaiting(open({ purpose: 'link' }));
  expect(world.scene).not.toBe(scene);
  const again = open(DELETE);
  await world.toWaiting(again);
  expect(again.getState()).toMatchObject({ scene });
  expect(world.callsTo('POST /api/scenes')).toHaveLength(2);
});

test('a proof that is asked for first is an answer like any other', async () => {
  world.on('POST /api/scenes', () => ({ status: 401, body: { code: 'step_up_required' } }));
  const login = open({ purpose: 'link' });
  login.start();
  await world.advance(0);
  expect(login.getState()).toMatchObject({ phase: 'failed', code: 'step_up_required' });
});
