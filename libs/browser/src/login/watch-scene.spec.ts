import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Login } from '../create-login.ts';
import { problem, type Reply } from '../testing/fake-api.ts';
import { FakeWorld, LOGIN_RESULT } from '../testing/fake-world.ts';

let world: FakeWorld;
let login: Login;

beforeEach(() => {
  world = new FakeWorld();
  login = world.login();
});

describe('snapshots of the server', () => {
  test('an older snapshot never takes the screen back', async () => {
    await world.toWaiting(login);
    world.socket.receive('scene', world.snapshot('scanned'));
    world.socket.receive('scene', world.snapshot('pending'));
    expect(login.getState().phase).toBe('scanned');
  });

  test('nor does it change what is kept for a reload', async () => {
    await world.toWaiting(login);
    const old = world.snapshot('pending');
    await world.advance(100_000);
    world.socket.receive('scene', world.snapshot('scanned'));
    const kept = world.storage.getItem('maqiao:attempt');
    world.socket.receive('scene', old);
    expect(world.storage.getItem('maqiao:attempt')).toBe(kept);
  });

  test('a snapshot of another scene, or a broken one, changes nothing', async () => {
    await world.toWaiting(login);
    const before = login.getState();
    world.socket.receive('scene', world.snapshot('rejected', 'B'.repeat(32)));
    world.socket.receive('scene', { scene: world.scene, status: 'elsewhere' });
    world.socket.receive('login', { accessToken: 7 }, () => {});
    expect(login.getState()).toBe(before);
  });

  test('a refusal on the phone ends it; a new code is a tap away', async () => {
    await world.toWaiting(login);
    world.socket.receive('scene', world.snapshot('scanned'));
    world.socket.receive('scene', world.snapshot('rejected'));
    await world.advance(0);
    expect(login.getState()).toEqual({ phase: 'refused' });
    expect(world.storage.getItem('maqiao:attempt')).toBeNull();
    login.renew();
    await world.advance(0);
    expect(login.getState().phase).toBe('waiting');
  });

  test('a confirmed scene whose push does not come is asked for', async () => {
    await world.toWaiting(login);
    world.on('POST /api/scenes/:scene/token', () => ({ status: 200, body: LOGIN_RESULT }));
    world.socket.receive('scene', world.snapshot('confirmed'));
    await world.advance(3000);
    expect(login.getState().phase).toBe('signed-in');
  });
});

describe('without sockets', () => {
  test('two failed connections begin the polling, which shows the scan and signs in', async () => {
    login.start();
    await world.advance(0);
    world.socket.failToConnect();
    expect(world.callsTo('POST /api/scenes/:scene/token')).toHaveLength(0);
    world.socket.failToConnect();
    await world.advance(0);
    expect(world.callsTo('POST /api/scenes/:scene/token')).toHaveLength(1);
    world.on('POST /api/scenes/:scene/token', () => world.pending('scanned', { number: '07' }));
    await world.advance(2000);
    expect(login.getState()).toMatchObject({ phase: 'scanned', number: '07' });
    world.on('POST /api/scenes/:scene/token', () => ({ status: 200, body: LOGIN_RESULT }));
    await world.advance(2000);
    expect(login.getState().phase).toBe('signed-in');
    expect(world.callsTo('POST /api/session')).toHaveLength(1);
  });

  test('a proxy that swallows the upgrade is noticed after six seconds', async () => {
    login.start();
    await world.advance(5999);
    expect(world.callsTo('POST /api/scenes/:scene/token')).toHaveLength(0);
    await world.advance(1);
    expect(world.callsTo('POST /api/scenes/:scene/token')).toHaveLength(1);
  });

  test('a socket that is lost and stays away is replaced by polling', async () => {
    await world.toWaiting(login);
    await world.advance(60_000);
    world.socket.lose();
    await world.advance(5999);
    expect(world.callsTo('POST /api/scenes/:scene/token')).toHaveLength(0);
    await world.advance(1);
    expect(world.callsTo('POST /api/scenes/:scene/token')).toHaveLength(1);
  });

  test('slow_down adds five seconds to every later interval', async () => {
    login.start();
    await world.advance(6000);
    world.on('POST /api/scenes/:scene/token', () =>
      problem(400, 'slow_down', { scene: world.snapshot('pending'), interval: 2 }),
    );
    await world.advance(2000);
    world.on('POST /api/scenes/:scene/token', () => world.pending());
    const asked = (): number => world.callsTo('POST /api/scenes/:scene/token').length;
    expect(asked()).toBe(2);
    await world.advance(6999);
    expect(asked()).toBe(2);
    await world.advance(1);
    expect(asked()).toBe(3);
    await world.advance(6999);
    expect(asked()).toBe(3);
  });

  test('the polling stops when the socket comes up', async () => {
    login.start();
    await world.advance(6000);
    world.socket.accept();
    const before = world.callsTo('POST /api/scenes/:scene/token').length;
    await world.advance(60_000);
    expect(world.callsTo('POST /api/scenes/:scene/token')).toHaveLength(before);
  });

  test.each([
    ['access_denied', 'refused'],
    ['origin_not_allowed', 'failed'],
  ] as const)('a poll answered %s ends as %s', async (code, phase) => {
    world.on('POST /api/scenes/:scene/token', () => problem(400, code));
    login.start();
    await world.advance(6000);
    expect(login.getState().phase).toBe(phase);
  });

  test('a busy server is asked again after the time it named', async () => {
    world.on('POST /api/scenes/:scene/token', () =>
      problem(429, 'rate_limited', {}, { 'retry-after': '30' }),
    );
    login.start();
    await world.advance(6000);
    await world.advance(29_999);
    expect(world.callsTo('POST /api/scenes/:scene/token')).toHaveLength(1);
    await world.advance(1);
    expect(world.callsTo('POST /api/scenes/:scene/token')).toHaveLength(2);
  });
});

describe('handshakes', () => {
  test('a passing refusal is tried again with a back-off', async () => {
    login.start();
    await world.advance(0);
    world.socket.refuse('unavailable');
    await world.advance(1000);
    expect(world.socket.reconnects).toBe(1);
    world.socket.refuse('unavailable');
    await world.advance(1999);
    expect(world.socket.reconnects).toBe(1);
    await world.advance(1);
    expect(world.socket.reconnects).toBe(2);
  });

  test('a server that disconnects in good order is connected to again', async () => {
    await world.toWaiting(login);
    world.socket.lose(true);
    await world.advance(1000);
    expect(world.socket.reconnects).toBe(1);
    expect(login.getState().phase).toBe('waiting');
  });

  test('a duplicated tab that takes over leaves this one in `replaced`; start continues here', async () => {
    await world.toWaiting(login);
    const { scene } = world;
    world.socket.receive('closed', { code: 'replaced' });
    await world.advance(0);
    expect(login.getState()).toEqual({ phase: 'replaced' });
    expect(world.socket.opened).toBe(false);
    login.start();
    await world.advance(0);
    expect(world.socketsOf('/scenes')).toHaveLength(2);
    expect(world.socket.readAuth()).toMatchObject({ scene });
    expect(login.getState()).toMatchObject({ phase: 'waiting', scene });
  });

  test('renew after `replaced` leaves the other tab its scene', async () => {
    await world.toWaiting(login);
    world.socket.receive('closed', { code: 'replaced' });
    await world.advance(0);
    login.renew();
    await world.advance(0);
    expect(world.callsTo('POST /api/scenes/:scene/cancel')).toHaveLength(0);
    expect(world.callsTo('POST /api/scenes')).toHaveLength(2);
  });
});

describe('the network', () => {
  test('going offline is checked, shown, and ends by itself', async () => {
    await world.toWaiting(login);
    world.on('POST /api/scenes/:scene/token', () => 'network-error');
    world.socket.lose();
    world.signal('offline');
    await world.advance(0);
    expect(login.getState()).toEqual({ phase: 'offline' });
    world.on('POST /api/scenes/:scene/token', () => world.pending());
    world.signal('online');
    await world.advance(0);
    expect(login.getState()).toMatchObject({ phase: 'waiting', scene: world.scene });
  });

  test('`navigator.onLine` false is ignored while the API answers', async () => {
    await world.toWaiting(login);
    world.signal('offline');
    await world.advance(0);
    expect(login.getState().phase).toBe('waiting');
  });

  test('offline from the start: it begins when there is an answer', async () => {
    world.on('POST /api/session/refresh', () => 'network-error');
    login.start();
    await world.advance(0);
    expect(login.getState()).toEqual({ phase: 'offline' });
    world.on('POST /api/session/refresh', () => problem(401, 'no_session'));
    await world.advance(1000);
    expect(login.getState().phase).toBe('waiting');
  });

  test('a lost registration is made again under a new name', async () => {
    let lost = true;
    const register = (scene: string): Reply => ({
      status: 201,
      body: {
        ...world.snapshot('pending', scene),
        interval: 2,
        wxacode: { mediaType: 'image/png', data: 'AAAA' },
      },
    });
    world.on('POST /api/scenes', (call) => (lost ? 'network-error' : register(String(call.body.scene))));
    login.start();
    await world.advance(0);
    expect(login.getState().phase).toBe('offline');
    lost = false;
    world.signal('online');
    await world.advance(0);
    expect(login.getState().phase).toBe('waiting');
    const names = world.callsTo('POST /api/scenes').map((call) => call.body.scene);
    expect(new Set(names).size).toBe(2);
  });

  test('the page of a captive portal is not taken for an answer', async () => {
    world.on('POST /api/session/refresh', () => ({ status: 200, body: '<html>Hotel</html>' }));
    login.start();
    await world.advance(0);
    expect(login.getState().phase).toBe('offline');
  });
});
