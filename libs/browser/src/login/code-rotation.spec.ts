import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Login } from '../create-login.ts';
import { problem, type Reply } from '../testing/fake-api.ts';
import type { FakeSocket } from '../testing/fake-socket.ts';
import { FakeWorld, LOGIN_RESULT } from '../testing/fake-world.ts';

let world: FakeWorld;
let login: Login;

beforeEach(async () => {
  world = new FakeWorld();
  login = world.login();
  await world.toWaiting(login);
});

const registered = (): number => world.callsTo('POST /api/scenes').length;
const withdrawn = (): string[] =>
  world.callsTo('POST /api/scenes/:scene/cancel').map((call) => call.url.split('/')[3] ?? '');
const shownScene = (): string | null => {
  const state = login.getState();
  return 'scene' in state ? state.scene : null;
};

/** To the moment when both codes live: the first has just left the screen. */
async function toOverlap(): Promise<{ first: FakeSocket; old: string; second: FakeSocket; young: string }> {
  const [first, old] = [world.socket, world.scene];
  await world.advance(170_000);
  const [second, young] = [world.socket, world.scene];
  second.accept();
  return { first, old, second, young };
}

describe('the next code', () => {
  test('is asked for shortly before the end, and shown without anything in between', async () => {
    const old = world.scene;
    world.states.length = 0;
    await world.advance(164_999);
    expect(registered()).toBe(1);
    await world.advance(1);
    expect(registered()).toBe(2);
    expect(shownScene()).toBe(old);
    await world.advance(5000);
    expect(shownScene()).toBe(world.scene);
    expect(world.scene).not.toBe(old);
    expect(world.states).toEqual(['waiting']);
    // It was drawn five seconds before it was shown.
    expect(login.getState()).toMatchObject({ expiresAt: world.now + 165_000, lifetimeMs: 170_000 });
  });

  test('issue 13, number 12: names the one that it replaces, with its secret', async () => {
    const { scene, verifier } = world.socket.readAuth();
    expect(world.callsTo('POST /api/scenes')[0]?.body).not.toHaveProperty('replaces');
    await world.advance(165_000);
    expect(world.callsTo('POST /api/scenes')[1]?.body).toEqual({
      scene: world.scene,
      replaces: { scene, verifier },
    });
  });

  test('the old one ends on the server, and the screen shows nothing of it', async () => {
    const { first } = await toOverlap();
    world.states.length = 0;
    first.receive('scene', world.snapshot('expired', withScene(first)));
    await world.advance(0);
    expect(world.states).toEqual([]);
    expect(first.opened).toBe(false);
    expect(withdrawn()).toEqual([]);
  });

  test('is not registered by a hidden page, but as soon as it is visible', async () => {
    world.visible = false;
    await world.advance(172_000);
    expect(registered()).toBe(1);
    world.visible = true;
    world.signal('visible');
    await world.advance(0);
    expect(registered()).toBe(2);
    expect(shownScene()).toBe(world.scene);
  });

  test('is not asked for after a scan', async () => {
    world.socket.receive('scene', world.snapshot('scanned'));
    await world.advance(175_000);
    expect(registered()).toBe(1);
  });

  test('a slow one lets the old expire; the screen says so, and then shows it', async () => {
    const first = world.socket;
    let answer: (reply: Reply) => void = () => {};
    world.on('POST /api/scenes', () => new Promise((resolve) => (answer = resolve)));
    await world.advance(180_000);
    first.receive('scene', world.snapshot('expired', withScene(first)));
    await world.advance(0);
    expect(login.getState()).toEqual({ phase: 'expired', renewal: 'automatic' });
    answer({
      status: 201,
      body: {
        ...world.snapshot('pending'),
        interval: 2,
        wxacode: { mediaType: 'image/png', data: 'iVBORw0KGgo=' },
      },
    });
    await world.advance(0);
    expect(login.getState()).toMatchObject({ phase: 'waiting', scene: world.scene });
    expect(registered()).toBe(2);
  });

  test('one that is refused leaves the old in its place to the end', async () => {
    world.on('POST /api/scenes', () => problem(429, 'rate_limited'));
    const old = world.scene;
    const first = world.socket;
    await world.advance(179_000);
    expect(shownScene()).toBe(old);
    first.receive('scene', world.snapshot('expired', old));
    await world.advance(0);
    expect(login.getState()).toMatchObject({ phase: 'failed', code: 'rate_limited' });
  });

  test('after five automatic ones the person has to tap', async () => {
    for (let code = 1; code <= 5; code++) {
      await world.advance(170_000);
      world.socket.accept();
      expect(registered()).toBe(code + 1);
    }
    const last = world.socket;
    expect(login.getState()).toMatchObject({ lifetimeMs: 180_000 });
    await world.advance(175_000);
    expect(registered()).toBe(6);
    last.receive('scene', world.snapshot('expired', withScene(last)));
    await world.advance(0);
    expect(login.getState()).toEqual({ phase: 'expired', renewal: 'tap' });
  });

  test('is kept for a reload, with the old one while that lives', async () => {
    const { first, old, young } = await toOverlap();
    const kept = (): string => world.storage.getItem('maqiao:attempt') ?? '';
    expect([kept().includes(young), kept().includes(old)]).toEqual([true, true]);
    first.receive('scene', world.snapshot('expired', old));
    await world.advance(0);
    expect([kept().includes(young), kept().includes(old)]).toEqual([true, false]);
  });
});

describe('while two codes live', () => {
  test('a scan of the old one wins, and the young one is withdrawn', async () => {
    const { first, old, second, young } = await toOverlap();
    first.receive('scene', world.snapshot('scanned', old));
    await world.advance(0);
    expect(login.getState()).toMatchObject({ phase: 'scanned', scene: old });
    expect(withdrawn()).toEqual([young]);
    expect(second.opened).toBe(false);
    expect(world.storage.getItem('maqiao:attempt')).toContain(old);
    first.receive('login', LOGIN_RESULT, () => {});
    await world.advance(0);
    expect(login.getState().phase).toBe('signed-in');
    expect(world.callsTo('POST /api/session')[0]?.body.scene).toBe(old);
  });

  test('a scan of the young one wins, and the old one is withdrawn', async () => {
    const { first, old, second, young } = await toOverlap();
    second.receive('scene', world.snapshot('scanned', young));
    await world.advance(0);
    expect(login.getState()).toMatchObject({ phase: 'scanned', scene: young });
    expect(withdrawn()).toEqual([old]);
    expect(first.opened).toBe(false);
  });

  describe('and the page is reloaded', () => {
    /** The reloaded page's sockets, by the scene that each follows. */
    async function reload(): Promise<Map<string, FakeSocket>> {
      login.stop();
      await world.advance(0);
      login = world.login();
      login.start();
      await world.advance(0);
      const opened = world.socketsOf('/scenes').filter((socket) => socket.opened);
      return new Map(opened.map((socket) => [withScene(socket), socket]));
    }

    test('it shows the young one, and a scan of the old one still wins', async () => {
      const { old, young } = await toOverlap();
      const sockets = await reload();
      expect([...sockets.keys()].sort()).toEqual([old, young].sort());
      for (const [scene, socket] of sockets) socket.receive('scene', world.snapshot('pending', scene));
      expect(shownScene()).toBe(young);
      expect(registered()).toBe(2);
      sockets.get(old)?.receive('scene', world.snapshot('scanned', old));
      await world.advance(0);
      expect(login.getState()).toMatchObject({ phase: 'scanned', scene: old });
      expect(withdrawn()).toEqual([young]);
      sockets.get(old)?.receive('login', LOGIN_RESULT, () => {});
      await world.advance(0);
      expect(login.getState().phase).toBe('signed-in');
      expect(world.storage.getItem('maqiao:attempt')).toBeNull();
    });

    test('after the end of the old one only the young one is taken up', async () => {
      const { young } = await toOverlap();
      login.stop();
      await world.advance(11_000);
      expect([...(await reload()).keys()]).toEqual([young]);
      expect(shownScene()).toBe(young);
    });

    test('`renew` withdraws both', async () => {
      const { old, young } = await toOverlap();
      await reload();
      login.renew();
      await world.advance(0);
      expect(withdrawn().sort()).toEqual([old, young].sort());
    });
  });

  test('the second of two scans changes nothing', async () => {
    const { first, old, second, young } = await toOverlap();
    second.receive('scene', world.snapshot('scanned', young));
    first.receive('scene', world.snapshot('scanned', old));
    await world.advance(0);
    expect(login.getState()).toMatchObject({ phase: 'scanned', scene: young });
  });

  test('a scan while the next is in hand withdraws it', async () => {
    const old = world.scene;
    await world.advance(166_000);
    const young = world.scene;
    world.socketsOf('/scenes')[0]?.receive('scene', world.snapshot('scanned', old));
    await world.advance(10_000);
    expect(login.getState()).toMatchObject({ phase: 'scanned', scene: old });
    expect(withdrawn()).toEqual([young]);
  });

  test('`renew` withdraws both', async () => {
    const { old, young } = await toOverlap();
    login.renew();
    await world.advance(0);
    expect(withdrawn().sort()).toEqual([old, young].sort());
  });

  test('stop leaves nothing running', async () => {
    await toOverlap();
    login.stop();
    await world.advance(0);
    expect(world.sockets.every((socket) => !socket.opened)).toBe(true);
    expect(world.pendingTimers).toBe(0);
    expect(world.listening).toBe(0);
    expect(world.tabs.locked.size).toBe(0);
    expect(withdrawn()).toEqual([]);
  });
});

function withScene(socket: FakeSocket): string {
  return String(socket.readAuth().scene);
}
