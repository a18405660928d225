import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Login } from '../create-login.ts';
import { problem } from '../testing/fake-api.ts';
import { FakeWorld, LOGIN_RESULT, USER } from '../testing/fake-world.ts';

// A login on the server's own page, for a client that waits.

const UID = 'interaction-of-this-tab';
const TO = 'http://login.example.com/oidc/auth/interaction-of-this-tab';

let world: FakeWorld;
let login: Login;
let continued: string[];

/** As the page makes it, and makes it once more after a reload. */
function open(uid = UID): Login {
  const onAnswered = (to: string | undefined) => void continued.push(to ?? '');
  return world.login({ answers: { asked: { interaction: uid }, onAnswered } });
}

beforeEach(() => {
  world = new FakeWorld();
  continued = [];
  world.on('POST /api/session', () => ({ status: 200, body: { ...LOGIN_RESULT, continueTo: TO } }));
  login = open();
});

/** The phone confirms; nothing is pushed. */
async function confirm(): Promise<void> {
  world.socket.receive(
    'scene',
    world.snapshot('scanned', world.scene, { user: { ...USER, nickname: '小' } }),
  );
  world.socket.receive('scene', world.snapshot('confirmed', world.scene, { user: USER }));
  await world.advance(0);
}

describe('a person scans', () => {
  test('the scene is registered for the client, and the confirm leads to the claim, which says where to go', async () => {
    await world.toWaiting(login);
    expect(world.callsTo('POST /api/scenes')[0]?.body).toEqual({ scene: world.scene, interaction: UID });
    const { verifier } = world.socket.readAuth() as { verifier: string };
    await confirm();
    expect(world.callsTo('POST /api/session')[0]?.body).toEqual({ scene: world.scene, verifier });
    expect(continued).toEqual([TO]);
    // The page goes: until then it shows what it showed, and keeps nothing.
    expect(login.getState()).toMatchObject({ phase: 'confirmed', user: USER });
    expect(world.storage.getItem(`maqiao:attempt${JSON.stringify({ interaction: UID })}`)).toBeNull();
    expect(await login.getAccessToken()).toBeNull();
    expect(world.sockets.every((socket) => !socket.opened)).toBe(true);
    expect(world.pendingTimers).toBe(0);
  });

  test('where sockets are blocked, the poll says that it is confirmed', async () => {
    login.start();
    await world.advance(0);
    world.socket.failToConnect();
    world.socket.failToConnect();
    // A poll that finds a confirmed scene has it consumed by that; its claim stays open.
    world.on('POST /api/scenes/:scene/token', () => world.pending('consumed', { user: USER }));
    await world.advance(2000);
    expect(continued).toEqual([TO]);
    expect(world.callsTo('POST /api/scenes/:scene/token').length).toBeLessThan(4);
  });

  test('the claim’s answer is lost: it is asked for again', async () => {
    await world.toWaiting(login);
    let answers = 0;
    world.on('POST /api/session', () =>
      ++answers === 1 ? 'network-error' : { status: 200, body: { ...LOGIN_RESULT, continueTo: TO } },
    );
    await confirm();
    expect(login.getState().phase).toBe('offline');
    await world.advance(1000);
    expect(continued).toEqual([TO]);
  });

  test('who is too late to claim is offered another code: the client still waits', async () => {
    await world.toWaiting(login);
    world.on('POST /api/session', () => problem(400, 'expired_token'));
    await confirm();
    expect(login.getState()).toEqual({ phase: 'expired', renewal: 'tap' });
    expect(world.callsTo('POST /api/session/refresh')).toHaveLength(0);
  });

  test.each(['interaction_expired', 'interaction_elsewhere'] as const)(
    '%s is no matter of another try',
    async (code) => {
      await world.toWaiting(login);
      world.on('POST /api/session', () => problem(410, code));
      await confirm();
      expect(login.getState()).toEqual({ phase: 'failed', code, retryable: false });
      expect(continued).toEqual([]);
    },
  );
});

describe('somebody is signed in here already', () => {
  test('neither their session nor another tab’s answers for the client', async () => {
    await world.toWaiting(login);
    expect(world.callsTo('POST /api/session/refresh')).toHaveLength(0);
    await world.toSignedIn(world.login());
    expect(login.getState().phase).toBe('waiting');
    expect(world.callsTo('POST /api/session/refresh')).toHaveLength(1);
    expect(continued).toEqual([]);
  });
});

describe('the page is reloaded', () => {
  test('while it waits: the same code, and what the phone confirmed meanwhile is claimed', async () => {
    await world.toWaiting(login);
    const { scene } = world;
    login.stop();
    world.on('POST /api/scenes/:scene/token', () => world.pending('confirmed', { scene, user: USER }));
    open().start();
    await world.advance(0);
    expect(world.callsTo('POST /api/scenes')).toHaveLength(1);
    expect(continued).toEqual([TO]);
  });

  test('a request of another client in the same tab has its own code', async () => {
    await world.toWaiting(login);
    const first = world.scene;
    login.stop();
    const other = open('another-interaction');
    await world.toWaiting(other);
    expect(world.scene).not.toBe(first);
    other.stop();
    open().start();
    await world.advance(0);
    expect(world.socket.readAuth()).toMatchObject({ scene: first });
  });
});
