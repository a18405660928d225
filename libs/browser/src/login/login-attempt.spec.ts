import { beforeEach, describe, expect, test } from '@jest/globals';
import { sceneTime } from '@maqiao/shared';
import type { Login } from '../create-login.ts';
import { secondsLeft } from '../state.ts';
import { problem, type Reply } from '../testing/fake-api.ts';
import { FakeWorld, LOGIN_RESULT } from '../testing/fake-world.ts';

let world: FakeWorld;
let login: Login;

beforeEach(() => {
  world = new FakeWorld();
  login = world.login();
});

describe('the time', () => {
  test('a wrong clock is corrected once, and the countdown is in local time', async () => {
    world.serverAheadMs = 3_600_000;
    const first = { route: 'POST /api/scenes', tries: 0 };
    world.on(first.route, (call) => {
      const serverNow = world.now + world.serverAheadMs;
      if (Math.abs(sceneTime(String(call.body.scene)) - serverNow) >= 60_000) {
        return problem(400, 'scene_clock', { now: new Date(serverNow).toISOString() });
      }
      return {
        status: 201,
        body: {
          ...world.snapshot('pending', String(call.body.scene)),
          interval: 2,
          wxacode: { mediaType: 'image/jpeg', data: '/9j/' },
        },
      };
    });
    login.start();
    await world.advance(0);
    expect(world.callsTo('POST /api/scenes')).toHaveLength(2);
    const state = login.getState();
    expect(state.phase).toBe('waiting');
    expect(state.phase === 'waiting' && secondsLeft(state, world.now)).toBe(170);
  });

  test('a clock that cannot be corrected ends with an error', async () => {
    world.on('POST /api/scenes', () =>
      problem(400, 'scene_clock', { now: new Date(world.now).toISOString() }),
    );
    login.start();
    await world.advance(0);
    expect(world.callsTo('POST /api/scenes')).toHaveLength(2);
    expect(login.getState()).toEqual({ phase: 'failed', code: 'scene_clock', retryable: true });
  });

  test('the picture that WeChat is slow to draw is waited for 20 s, not longer', async () => {
    world.on('POST /api/scenes', () => 'silence');
    login.start();
    await world.advance(19_999);
    expect(login.getState().phase).toBe('loading');
    await world.advance(1);
    expect(login.getState().phase).toBe('offline');
  });
});

describe('expiry', () => {
  const expire = async (): Promise<void> => {
    world.socket.receive('scene', world.snapshot('expired'));
    await world.advance(0);
  };

  test('a code that nobody scans is renewed automatically five times, then by a tap', async () => {
    await world.toWaiting(login);
    const scenes = new Set([world.scene]);
    for (let i = 0; i < 5; i++) {
      await expire();
      expect(login.getState().phase).toBe('waiting');
      scenes.add(world.scene);
    }
    expect(scenes.size).toBe(6);
    await expire();
    expect(login.getState()).toEqual({ phase: 'expired', renewal: 'tap' });
    login.renew();
    await world.advance(0);
    expect(login.getState().phase).toBe('waiting');
    await expire();
    expect(login.getState().phase).toBe('waiting');
  });

  test('a hidden page makes no codes, and makes one when it becomes visible', async () => {
    await world.toWaiting(login);
    world.visible = false;
    const { scene, verifier } = world.socket.readAuth();
    await expire();
    await world.advance(600_000);
    expect(login.getState()).toEqual({ phase: 'expired', renewal: 'automatic' });
    expect(world.callsTo('POST /api/scenes')).toHaveLength(1);
    world.visible = true;
    world.signal('visible');
    await world.advance(0);
    expect(login.getState().phase).toBe('waiting');
    expect(world.callsTo('POST /api/scenes')[1]?.body).toMatchObject({ replaces: { scene, verifier } });
  });

  test('after a scan nothing is renewed automatically', async () => {
    await world.toWaiting(login);
    world.socket.receive('scene', world.snapshot('scanned'));
    await expire();
    expect(login.getState()).toEqual({ phase: 'expired', renewal: 'tap' });
  });

  test('when the server does not say it, it is asked', async () => {
    login = world.login({ renewals: 0 });
    await world.toWaiting(login);
    world.on('POST /api/scenes/:scene/token', () => problem(400, 'expired_token'));
    await world.advance(181_999);
    expect(world.callsTo('POST /api/scenes/:scene/token')).toHaveLength(0);
    await world.advance(1);
    expect(login.getState()).toEqual({ phase: 'expired', renewal: 'tap' });
  });

  test('after the server lost a scene a new one is made', async () => {
    await world.toWaiting(login);
    world.socket.lose();
    world.socket.refuse('scene_not_found');
    await world.advance(0);
    expect(world.callsTo('POST /api/scenes')).toHaveLength(2);
    expect(login.getState().phase).toBe('waiting');
  });
});

describe('a reload in the middle', () => {
  async function reload(): Promise<void> {
    login.stop();
    login = world.login();
    login.start();
    await world.advance(0);
  }

  test('takes up the same scene with the picture that was kept', async () => {
    await world.toWaiting(login);
    const before = login.getState();
    await world.advance(10_000);
    await reload();
    expect(login.getState()).toMatchObject({
      phase: 'waiting',
      scene: world.scene,
      picture: before.phase === 'waiting' && before.picture,
      lifetimeMs: 170_000,
    });
    expect(world.callsTo('POST /api/scenes')).toHaveLength(1);
  });

  test('after the scan it shows the scan', async () => {
    await world.toWaiting(login);
    world.socket.receive('scene', world.snapshot('scanned'));
    world.on('POST /api/scenes/:scene/token', () => world.pending('scanned'));
    await reload();
    expect(login.getState().phase).toBe('scanned');
  });

  test('after the push was acknowledged but before the claim it still signs in', async () => {
    await world.toWaiting(login);
    world.on('POST /api/session', () => 'silence');
    world.socket.receive('scene', world.snapshot('confirmed'));
    world.socket.receive('login', LOGIN_RESULT, () => {});
    await world.advance(0);
    world.on('POST /api/session', () => ({ status: 200, body: LOGIN_RESULT }));
    world.on('POST /api/scenes/:scene/token', () => ({ status: 200, body: LOGIN_RESULT }));
    await reload();
    expect(login.getState().phase).toBe('signed-in');
  });

  test.each(['expired_token', 'scene_not_found', 'scene_closed'] as const)(
    'a kept scene that is over (%s) is begun anew without a word',
    async (code) => {
      await world.toWaiting(login);
      world.on('POST /api/scenes/:scene/token', () => problem(400, code));
      world.states.length = 0;
      await reload();
      expect(world.states).toEqual(['waiting']);
      expect(world.callsTo('POST /api/scenes')).toHaveLength(2);
    },
  );

  test('a kept scene past its time is not even asked for', async () => {
    await world.toWaiting(login);
    login.stop();
    await world.advance(180_000);
    await reload();
    expect(world.callsTo('POST /api/scenes/:scene/token')).toHaveLength(0);
    expect(world.callsTo('POST /api/scenes')).toHaveLength(2);
  });

  test('a stored value of another script is ignored', async () => {
    world.storage.setItem('maqiao:attempt', JSON.stringify({ scene: 'x', verifier: 'y' }));
    await world.toWaiting(login);
    expect(world.callsTo('POST /api/scenes')).toHaveLength(1);
  });

  test('blocked storage only costs the reload', async () => {
    const blocked = (): never => {
      throw new DOMException('denied', 'SecurityError');
    };
    login = world.login({ storage: { getItem: blocked, setItem: blocked, removeItem: blocked } });
    await world.toWaiting(login);
    login.renew();
    await world.advance(0);
    expect(world.callsTo('POST /api/scenes/:scene/cancel')).toHaveLength(1);
    expect(login.getState().phase).toBe('waiting');
  });
});

describe('the claim', () => {
  test('a lost answer is asked for again', async () => {
    await world.toWaiting(login);
    const replies: Reply[] = ['network-error', 'network-error', { status: 200, body: LOGIN_RESULT }];
    world.on('POST /api/session', () => replies.shift() ?? 'network-error');
    world.socket.receive('login', LOGIN_RESULT, () => {});
    await world.advance(0);
    expect(login.getState().phase).toBe('offline');
    await world.advance(1500);
    expect(login.getState().phase).toBe('signed-in');
    expect(world.callsTo('POST /api/session')).toHaveLength(3);
  });

  test('rejected on the phone meanwhile: refused', async () => {
    await world.toWaiting(login);
    world.on('POST /api/session', () => problem(400, 'access_denied'));
    world.socket.receive('login', LOGIN_RESULT, () => {});
    await world.advance(0);
    expect(login.getState()).toEqual({ phase: 'refused' });
  });

  test('claimed before by this browser: the cookie signs in', async () => {
    await world.toWaiting(login);
    world.on('POST /api/session', () => problem(409, 'scene_closed'));
    world.on('POST /api/session/refresh', () => ({ status: 200, body: LOGIN_RESULT }));
    world.socket.receive('login', LOGIN_RESULT, () => {});
    await world.advance(0);
    expect(login.getState().phase).toBe('signed-in');
  });

  test('too late, and no cookie: expired, with a tap', async () => {
    await world.toWaiting(login);
    world.on('POST /api/session', () => problem(400, 'expired_token'));
    world.socket.receive('login', LOGIN_RESULT, () => {});
    await world.advance(0);
    expect(login.getState()).toEqual({ phase: 'expired', renewal: 'tap' });
  });

  test('a server that keeps failing ends with its error', async () => {
    await world.toWaiting(login);
    world.on('POST /api/session', () => problem(503, 'unavailable'));
    world.socket.receive('login', LOGIN_RESULT, () => {});
    await world.advance(60_000);
    expect(login.getState()).toEqual({ phase: 'failed', code: 'unavailable', retryable: true });
  });
});
