import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Login } from '../create-login.ts';
import { problem } from '../testing/fake-api.ts';
import { FakeWorld, LOGIN_RESULT, USER } from '../testing/fake-world.ts';
import { createMemoryStorage } from '../testing/memory-storage.ts';

let world: FakeWorld;
let here: Login;
let there: Login;

beforeEach(async () => {
  world = new FakeWorld();
  here = world.login();
  there = world.login({ storage: createMemoryStorage() });
  await world.toWaiting(here);
  await world.toWaiting(there);
});

const sceneOf = (login: Login): string | null => {
  const state = login.getState();
  return 'scene' in state ? state.scene : null;
};

describe('two tabs of one browser', () => {
  test('have a code each', () => {
    expect(sceneOf(here)).not.toBe(sceneOf(there));
  });

  test('one that signs in also signs in the other, which withdraws its code', async () => {
    const other = sceneOf(there);
    world.on('POST /api/session/refresh', () => ({ status: 200, body: LOGIN_RESULT }));
    world.socketsOf('/scenes')[0]?.receive('login', LOGIN_RESULT, () => {});
    await world.advance(0);
    expect(here.getState().phase).toBe('signed-in');
    expect(there.getState()).toEqual({ phase: 'signed-in', user: USER, signOut: 'idle' });
    expect(world.callsTo('POST /api/scenes/:scene/cancel').map((call) => call.url)).toEqual([
      `/api/scenes/${other}/cancel`,
    ]);
  });

  test('a tab in the middle of its own confirmation is left alone', async () => {
    world.on('POST /api/session/refresh', () => ({ status: 200, body: LOGIN_RESULT }));
    world.socketsOf('/scenes')[1]?.receive('scene', world.snapshot('scanned'));
    world.socketsOf('/scenes')[0]?.receive('login', LOGIN_RESULT, () => {});
    await world.advance(0);
    expect(there.getState().phase).toBe('scanned');
  });

  test('a sign-out ends both at once, without asking the server again', async () => {
    world.on('POST /api/session/refresh', () => ({ status: 200, body: LOGIN_RESULT }));
    world.socketsOf('/scenes')[0]?.receive('login', LOGIN_RESULT, () => {});
    await world.advance(0);
    const calls = world.callsTo('POST /api/session/refresh').length;
    await here.signOut();
    expect(there.getState()).toEqual({ phase: 'signed-out', reason: 'ended' });
    expect(await there.getAccessToken()).toBeNull();
    await world.advance(0);
    expect(here.getState().phase).toBe('waiting');
    expect(world.callsTo('POST /api/session/refresh')).toHaveLength(calls);
  });

  test('a tab that was left is not brought back', async () => {
    there.stop();
    world.on('POST /api/session/refresh', () => ({ status: 200, body: LOGIN_RESULT }));
    world.socketsOf('/scenes')[0]?.receive('login', LOGIN_RESULT, () => {});
    await world.advance(0);
    expect(there.getState().phase).not.toBe('signed-in');
  });
});

describe('a duplicated tab, with a copy of the storage', () => {
  test('makes a code of its own, and the first goes on undisturbed', async () => {
    const copy = createMemoryStorage();
    copy.setItem('maqiao:attempt', world.storage.getItem('maqiao:attempt') ?? '');
    const duplicate = world.login({ storage: copy });
    duplicate.start();
    await world.advance(1000);
    expect(duplicate.getState().phase).toBe('waiting');
    expect([sceneOf(here), sceneOf(there)]).not.toContain(sceneOf(duplicate));
    expect(here.getState().phase).toBe('waiting');
    expect(world.socketsOf('/scenes')[0]?.opened).toBe(true);
    expect(world.callsTo('POST /api/scenes/:scene/cancel')).toEqual([]);
  });

  test('takes the code over when the first was closed', async () => {
    const scene = sceneOf(here);
    here.stop();
    const reloaded = world.login();
    reloaded.start();
    await world.advance(0);
    expect(sceneOf(reloaded)).toBe(scene);
  });

  test('without Web Locks the newest tab has it, and the older one says so', async () => {
    const locks = { request: () => Promise.reject(new DOMException('', 'SecurityError')) };
    const scene = sceneOf(here);
    const duplicate = world.login({ locks });
    duplicate.start();
    await world.advance(0);
    expect(sceneOf(duplicate)).toBe(scene);
    world.socketsOf('/scenes')[0]?.receive('closed', { code: 'replaced' });
    await world.advance(0);
    expect(here.getState()).toEqual({ phase: 'replaced' });
  });
});

describe('an embed, whose secret is in memory only', () => {
  let embed: Login;
  beforeEach(async () => {
    embed = world.login({ storage: null });
    await world.toWaiting(embed);
  });

  test('leaves nothing in any storage', () => {
    expect(world.storage.getItem('maqiao:attempt')).not.toContain(sceneOf(embed));
  });

  test('withdraws its code when the page goes away; a page with a storage keeps it for the reload', async () => {
    world.signal('left');
    await world.advance(0);
    expect(world.callsTo('POST /api/scenes/:scene/cancel').map((call) => call.url)).toEqual([
      `/api/scenes/${sceneOf(embed)}/cancel`,
    ]);
    expect(world.callsTo('POST /api/scenes/:scene/cancel')[0]?.init.keepalive).toBe(true);
  });

  test('takes the same code up when it is only moved within its page', async () => {
    const scene = sceneOf(embed);
    embed.stop();
    embed.start();
    await world.advance(0);
    expect(sceneOf(embed)).toBe(scene);
  });
});

test('after the machine slept, a visible page reads the state of its code', async () => {
  world.on('POST /api/scenes/:scene/token', () => problem(400, 'expired_token'));
  const before = sceneOf(here);
  world.now += 8 * 3_600_000;
  await world.advance(5000);
  expect(here.getState().phase).toBe('waiting');
  expect(sceneOf(here)).not.toBe(before);
});
