import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Login } from './create-login.ts';
import { problem, type Reply } from './testing/fake-api.ts';
import { FakeWorld, LOGIN_RESULT, USER } from './testing/fake-world.ts';

let world: FakeWorld;
let login: Login;

beforeEach(() => {
  world = new FakeWorld();
  login = world.login();
});

describe('the session', () => {
  test('after a reload the cookie signs in, without a scene', async () => {
    world.on('POST /api/session/refresh', () => ({ status: 200, body: LOGIN_RESULT }));
    login.start();
    await world.advance(0);
    expect(login.getState()).toEqual({ phase: 'signed-in', user: USER, signOut: 'idle' });
    expect(world.callsTo('POST /api/scenes')).toHaveLength(0);
    expect(world.socketsOf('/session')[0]?.readAuth()).toEqual({ accessToken: 'access-token-1' });
  });

  test('is refreshed a minute ahead, and the socket then holds the new token', async () => {
    await world.toSignedIn(login);
    const before = world.callsTo('POST /api/session/refresh').length;
    world.on('POST /api/session/refresh', () => ({
      status: 200,
      body: { ...LOGIN_RESULT, accessToken: 'access-token-2', user: { nickname: '新名', avatarUrl: null } },
    }));
    await world.advance(539_999);
    expect(world.callsTo('POST /api/session/refresh')).toHaveLength(before);
    await world.advance(1);
    expect(world.callsTo('POST /api/session/refresh')).toHaveLength(before + 1);
    expect(login.getState()).toMatchObject({ user: { nickname: '新名' } });
    expect(await login.getAccessToken()).toBe('access-token-2');
    expect(world.socketsOf('/session')).toHaveLength(1);
    expect(world.socketsOf('/session')[0]?.readAuth()).toEqual({ accessToken: 'access-token-2' });
  });

  test('a refresh that is lost is repeated, and who is signed in stays so', async () => {
    await world.toSignedIn(login);
    world.on('POST /api/session/refresh', () => 'network-error');
    await world.advance(700_000);
    expect(login.getState().phase).toBe('signed-in');
    expect(await login.getAccessToken()).toBeNull();
    world.on('POST /api/session/refresh', () => ({ status: 200, body: LOGIN_RESULT }));
    await world.advance(60_000);
    expect(await login.getAccessToken()).toBe('access-token-1');
  });

  test('after a machine slept, looking at the page refreshes', async () => {
    await world.toSignedIn(login);
    const before = world.callsTo('POST /api/session/refresh').length;
    world.on('POST /api/session/refresh', () => ({ status: 200, body: LOGIN_RESULT }));
    world.now += 8 * 3_600_000;
    world.signal('visible');
    await world.advance(0);
    expect(world.callsTo('POST /api/session/refresh')).toHaveLength(before + 1);
  });

  test('a socket that gave up is connected again when the page is looked at', async () => {
    await world.toSignedIn(login);
    const socket = world.socketsOf('/session')[0];
    socket?.lose(true);
    world.signal('visible');
    expect(socket?.reconnects).toBe(1);
  });

  test('an answer that comes after the page was left brings nothing back', async () => {
    await world.toSignedIn(login);
    let answer: (reply: Reply) => void = () => {};
    world.on('POST /api/session/refresh', () => new Promise((resolve) => (answer = resolve)));
    await world.advance(540_000);
    login.stop();
    const sockets = world.sockets.length;
    answer({ status: 200, body: LOGIN_RESULT });
    await world.advance(0);
    expect(login.getState().phase).toBe('loading');
    expect(world.sockets).toHaveLength(sockets);
    expect(world.pendingTimers).toBe(0);
  });

  test('two askers share one refresh', async () => {
    await world.toSignedIn(login);
    world.on('POST /api/session/refresh', () => ({ status: 200, body: LOGIN_RESULT }));
    const before = world.callsTo('POST /api/session/refresh').length;
    world.now += 595_000;
    await Promise.all([login.getAccessToken(), login.getAccessToken()]);
    expect(world.callsTo('POST /api/session/refresh')).toHaveLength(before + 1);
  });

  test('the calls that move the cookie take turns with other tabs', async () => {
    const held: string[] = [];
    let inside = 0;
    const locks = {
      request: async <T>(name: string, _options: object, run: () => Promise<T>): Promise<T> => {
        if (name !== 'maqiao:session') return run();
        held.push(name);
        expect(++inside).toBe(1);
        try {
          return await run();
        } finally {
          inside -= 1;
        }
      },
    };
    login = world.login({ locks });
    await world.toSignedIn(login);
    await login.signOut();
    expect(held).toEqual(['maqiao:session', 'maqiao:session', 'maqiao:session']);
  });

  test('a tab that never frees the lock does not block this one', async () => {
    const locks = {
      request: <T>(_name: string, options: { signal: AbortSignal }): Promise<T> =>
        new Promise((_, reject) =>
          options.signal.addEventListener('abort', () => reject(new DOMException('', 'AbortError'))),
        ),
    };
    login = world.login({ locks });
    login.start();
    await world.advance(19_999);
    expect(world.calls).toHaveLength(0);
    await world.advance(1);
    expect(login.getState().phase).toBe('waiting');
  });

  test('signing out revokes, erases, and begins a new login without asking for a session', async () => {
    await world.toSignedIn(login);
    const refreshes = world.callsTo('POST /api/session/refresh').length;
    await login.signOut();
    await world.advance(0);
    expect(world.callsTo('POST /api/session/delete')).toHaveLength(1);
    expect(login.getState().phase).toBe('waiting');
    expect(await login.getAccessToken()).toBeNull();
    expect(world.callsTo('POST /api/session/refresh')).toHaveLength(refreshes);
    expect(world.socketsOf('/session')[0]?.opened).toBe(false);
  });

  test('issue 12, number 12: a sign-out that a firewall refuses is not "cannot be reached"', async () => {
    await world.toSignedIn(login);
    world.on('POST /api/session/delete', () => ({ status: 403, body: '<html>' }));
    await login.signOut();
    expect(login.getState()).toMatchObject({ phase: 'signed-in', signOut: 'blocked' });
  });

  test('issue 13, number 1: a page that has started no login signs the browser out, and the other tabs hear of it', async () => {
    await world.toSignedIn(login);
    const account = world.login();
    expect(await account.signOut()).toBe('done');
    await world.advance(0);
    expect(world.callsTo('POST /api/session/delete')).toHaveLength(1);
    expect(login.getState()).toEqual({ phase: 'signed-out', reason: 'ended' });
  });

  test('issue 13, number 1: such a page gets the failure', async () => {
    const account = world.login();
    world.on('POST /api/session/delete', () => 'network-error');
    expect(await account.signOut()).toBe('failed');
    world.on('POST /api/session/delete', () => ({ status: 403, body: '<html>' }));
    expect(await account.signOut()).toBe('blocked');
    world.on('POST /api/session/delete', () => ({ status: 204 }));
    expect(await Promise.all([account.signOut(), account.signOut()])).toEqual(['done', 'done']);
    expect(world.callsTo('POST /api/session/delete')).toHaveLength(3);
  });

  test('a sign-out that did not reach the server is not shown as done', async () => {
    await world.toSignedIn(login);
    world.on('POST /api/session/delete', () => 'network-error');
    await login.signOut();
    expect(login.getState()).toMatchObject({ phase: 'signed-in', signOut: 'failed' });
    world.on('POST /api/session/delete', () => ({ status: 204 }));
    await login.signOut();
    await world.advance(0);
    expect(login.getState().phase).toBe('waiting');
  });

  test('a remote sign-out ends it at once', async () => {
    await world.toSignedIn(login);
    world.on('POST /api/session/refresh', () => problem(401, 'session_revoked'));
    world.socketsOf('/session')[0]?.receive('session_ended', { reason: 'revoked' });
    await world.advance(0);
    expect(login.getState()).toEqual({ phase: 'signed-out', reason: 'ended' });
    expect(await login.getAccessToken()).toBeNull();
  });

  test('a session that another tab replaced by a newer one continues with that', async () => {
    await world.toSignedIn(login);
    world.on('POST /api/session/refresh', () => ({
      status: 200,
      body: { ...LOGIN_RESULT, user: { nickname: '另一个人', avatarUrl: null } },
    }));
    world.socketsOf('/session')[0]?.receive('session_ended', { reason: 'replaced' });
    await world.advance(0);
    expect(login.getState()).toMatchObject({ phase: 'signed-in', user: { nickname: '另一个人' } });
  });

  test('a token the socket refuses is refreshed, not for ever', async () => {
    await world.toSignedIn(login);
    world.on('POST /api/session/refresh', () => ({ status: 200, body: LOGIN_RESULT }));
    const socket = world.socketsOf('/session')[0];
    const before = world.callsTo('POST /api/session/refresh').length;
    for (let i = 0; i < 10; i++) {
      socket?.refuse('invalid_token');
      await world.advance(0);
    }
    expect(world.callsTo('POST /api/session/refresh').length - before).toBe(3);
    expect(login.getState().phase).toBe('signed-in');
  });
});
