import { beforeEach, describe, expect, test } from '@jest/globals';
import { sceneMatchesVerifier } from '@maqiao/shared';
import type { Login } from '../create-login.ts';
import { problem } from '../testing/fake-api.ts';
import { FakeWorld, LOGIN_RESULT, USER } from '../testing/fake-world.ts';

let world: FakeWorld;
let login: Login;

beforeEach(() => {
  world = new FakeWorld();
  login = world.login();
});

describe('the happy path', () => {
  test('asks for a session, registers a scene of its own secret, and shows the picture', async () => {
    login.start();
    expect(login.getState()).toEqual({ phase: 'loading' });
    await world.advance(0);
    expect(world.calls.map((call) => call.route)).toEqual(['POST /api/session/refresh', 'POST /api/scenes']);
    const { scene, verifier } = world.socket.readAuth() as { scene: string; verifier: string };
    expect(sceneMatchesVerifier(scene, verifier)).toBe(true);
    expect(login.getState()).toEqual({
      phase: 'waiting',
      scene,
      picture: 'data:image/png;base64,iVBORw0KGgo=',
      method: 'mini-program',
      message: null,
      // Ten seconds before its end the next takes its place.
      expiresAt: world.now + 170_000,
      lifetimeMs: 170_000,
    });
  });

  test('goes through scanned and confirmed, acknowledges the push, claims, and erases the secret', async () => {
    await world.toWaiting(login);
    const { verifier } = world.socket.readAuth() as { verifier: string };
    world.socket.receive(
      'scene',
      world.snapshot('scanned', world.scene, { user: { nickname: '小', avatarUrl: null }, number: '42' }),
    );
    expect(login.getState()).toMatchObject({ phase: 'scanned', firstCharacter: '小', number: '42' });
    world.socket.receive('scene', world.snapshot('confirmed', world.scene, { user: USER }));
    expect(login.getState()).toMatchObject({ phase: 'confirmed', user: USER });

    let acknowledged = 0;
    world.socket.receive('login', LOGIN_RESULT, () => acknowledged++);
    expect(acknowledged).toBe(1);
    expect(world.socket.opened).toBe(true);
    await world.advance(0);
    expect(login.getState()).toEqual({ phase: 'signed-in', user: USER, signOut: 'idle' });
    expect(world.callsTo('POST /api/session')[0]?.body).toEqual({ scene: world.scene, verifier });
    expect(world.callsTo('POST /api/session')[0]?.init.credentials).toBe('include');
    expect(world.storage.getItem('maqiao:attempt')).toBeNull();
    expect(world.socket.opened).toBe(false);
    expect(world.socket.readAuth()).toEqual({});
    expect(await login.getAccessToken()).toBe('access-token-1');
  });

  test('a second push is acknowledged and claimed only once', async () => {
    await world.toWaiting(login);
    let acknowledged = 0;
    world.socket.receive('login', LOGIN_RESULT, () => acknowledged++);
    world.socket.receive('login', LOGIN_RESULT, () => acknowledged++);
    await world.advance(0);
    expect(acknowledged).toBe(2);
    expect(world.callsTo('POST /api/session')).toHaveLength(1);
  });

  test('no secret is ever in an address or in a state', async () => {
    const seen: string[] = [];
    login.subscribe(() => seen.push(JSON.stringify(login.getState())));
    await world.toWaiting(login);
    const { verifier } = world.socket.readAuth() as { verifier: string };
    world.socket.receive('scene', world.snapshot('scanned'));
    world.socket.receive('scene', world.snapshot('confirmed'));
    world.socket.receive('login', LOGIN_RESULT, () => {});
    await world.advance(0);
    const open = [
      ...seen,
      ...world.calls.map((call) => call.url),
      ...world.sockets.map((s) => s.address),
    ].join();
    expect(open).not.toContain(verifier);
    expect(open).not.toContain(LOGIN_RESULT.accessToken);
  });

  test('on a phone it says so when it registers', async () => {
    login = world.login({ display: 'same-phone' });
    await world.toWaiting(login);
    expect(world.callsTo('POST /api/scenes')[0]?.body).toEqual({ scene: world.scene, display: 'same-phone' });
  });
});

describe('renew', () => {
  test('withdraws the old scene with its secret and shows a new one', async () => {
    await world.toWaiting(login);
    const { scene, verifier } = world.socket.readAuth() as { scene: string; verifier: string };
    const old = world.socket;
    world.socket.receive('scene', world.snapshot('scanned'));
    login.renew();
    expect(login.getState().phase).toBe('loading');
    await world.advance(0);
    const cancel = world.callsTo('POST /api/scenes/:scene/cancel')[0];
    expect(cancel?.url).toBe(`/api/scenes/${scene}/cancel`);
    expect(cancel?.body).toEqual({ verifier });
    expect(old.opened).toBe(false);
    expect(login.getState()).toMatchObject({ phase: 'waiting', scene: world.scene });
    expect(world.scene).not.toBe(scene);
  });

  test('comes too late once the phone has confirmed', async () => {
    await world.toWaiting(login);
    world.socket.receive('scene', world.snapshot('confirmed'));
    login.renew();
    login.cancel();
    await world.advance(0);
    expect(login.getState().phase).toBe('confirmed');
    expect(world.callsTo('POST /api/scenes/:scene/cancel')).toHaveLength(0);
  });

  test('cancel gives up, and nothing goes on', async () => {
    await world.toWaiting(login);
    login.cancel();
    await world.advance(600_000);
    expect(login.getState()).toEqual({ phase: 'cancelled' });
    expect(world.callsTo('POST /api/scenes/:scene/cancel')).toHaveLength(1);
    expect(world.callsTo('POST /api/scenes')).toHaveLength(1);
    expect(world.pendingTimers).toBe(0);
  });
});

describe('failures', () => {
  test.each([
    ['wechat_misconfigured', true],
    ['wechat_busy', true],
    ['rate_limited', true],
    ['origin_not_allowed', false],
  ] as const)('%s is shown; a retry makes sense: %s', async (code, retryable) => {
    world.on('POST /api/scenes', () => problem(502, code));
    login.start();
    await world.advance(0);
    expect(login.getState()).toEqual({ phase: 'failed', code, retryable });
  });

  test('a proxy’s error page is unavailable', async () => {
    world.on('POST /api/scenes', () => ({ status: 502, body: '<html>Bad Gateway</html>' }));
    login.start();
    await world.advance(0);
    expect(login.getState()).toEqual({ phase: 'failed', code: 'unavailable', retryable: true });
  });

  test('without cryptographic randomness nothing is begun', async () => {
    login = world.login({ crypto: {} as Crypto });
    login.start();
    await world.advance(0);
    expect(login.getState()).toMatchObject({ phase: 'failed', code: 'internal' });
    expect(world.callsTo('POST /api/scenes')).toHaveLength(0);
  });
});

describe('a page on another site, without our cookie', () => {
  beforeEach(() => {
    login = world.login({ session: 'none', baseUrl: 'https://login.example.com/' });
  });

  test('takes the tokens as they come, asks for no session and sends no credentials', async () => {
    await world.toWaiting(login);
    world.socket.receive('login', LOGIN_RESULT, () => {});
    await world.advance(0);
    expect(login.getState().phase).toBe('signed-in');
    expect(world.calls.map((call) => call.url)).toEqual(['https://login.example.com/api/scenes']);
    expect(world.calls.every((call) => call.init.credentials === 'omit')).toBe(true);
    expect(world.socketsOf('/scenes')[0]?.address).toBe('https://login.example.com/scenes');
  });

  test('lives one access token', async () => {
    await world.toWaiting(login);
    world.socket.receive('login', LOGIN_RESULT, () => {});
    await world.advance(600_000);
    expect(login.getState()).toEqual({ phase: 'signed-out', reason: 'expired' });
  });
});

describe('the result', () => {
  test('comes once the person is signed in', async () => {
    const result = login.result();
    await world.toSignedIn(login);
    expect(await result).toEqual({ kind: 'signed-in', user: USER });
    expect(await login.result()).toEqual({ kind: 'signed-in', user: USER });
  });

  test('is not given by a state that continues by itself', async () => {
    let outcome: unknown;
    void login.result().then((decided) => (outcome = decided));
    await world.toWaiting(login);
    world.socket.receive('scene', world.snapshot('expired'));
    await world.advance(0);
    expect(outcome).toBeUndefined();
    world.socket.receive('scene', world.snapshot('rejected'));
    await world.advance(0);
    expect(outcome).toEqual({ kind: 'refused' });
  });

  test.each([
    ['cancelled', () => login.cancel(), { kind: 'cancelled' }],
    ['stopped', () => login.stop(), { kind: 'stopped' }],
  ])('%s', async (_name, act, expected) => {
    const result = login.result();
    await world.toWaiting(login);
    act();
    expect(await result).toEqual(expected);
  });
});

test('stop leaves nothing running and nothing listening', async () => {
  await world.toSignedIn(login);
  login.stop();
  expect(world.sockets.every((socket) => !socket.opened)).toBe(true);
  expect(world.pendingTimers).toBe(0);
  expect(world.listening).toBe(0);

  login.start();
  await world.advance(0);
  login.stop();
  await world.advance(0);
  expect(world.pendingTimers).toBe(0);
  expect(world.listening).toBe(0);
});
