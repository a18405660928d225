import { beforeEach, expect, test } from '@jest/globals';
import { problem } from '../testing/fake-api.ts';
import { FakeWorld } from '../testing/fake-world.ts';

const PICTURE = { mediaType: 'image/png', data: 'iVBORw0KGgo=' } as const;
const OTHER = { mediaType: 'image/jpeg', data: '/9j/' } as const;

/** A server that offers all scene methods, the mini program first. */
const CODES: Record<string, object> = {
  'mini-program': { wxacode: PICTURE },
  'official-account': { qrcode: PICTURE },
  message: { digits: '204817', account: { name: '山前书店', code: OTHER } },
};

let world: FakeWorld;

beforeEach(() => {
  world = new FakeWorld();
  offer(...Object.keys(CODES));
});

function offer(...methods: string[]): void {
  world.on('POST /api/scenes', ({ body }) => {
    const method = typeof body.method === 'string' ? body.method : methods[0];
    if (method === undefined || !methods.includes(method)) return problem(400, 'invalid_request');
    const snapshot = world.snapshot('pending', String(body.scene));
    return { status: 201, body: { ...snapshot, interval: 2, ...CODES[method] } };
  });
}

test.each([
  ['mini-program', 'data:image/png;base64,iVBORw0KGgo=', null],
  ['official-account', 'data:image/png;base64,iVBORw0KGgo=', null],
  ['message', 'data:image/jpeg;base64,/9j/', { digits: '204817', account: '山前书店' }],
])('%s: what is shown of it', async (method, picture, message) => {
  const login = world.login({ method });
  await world.toWaiting(login);
  expect(login.getState()).toMatchObject({ phase: 'waiting', method, picture, message });
  world.socket.receive('scene', world.snapshot('scanned', world.scene, { number: '42' }));
  expect(login.getState()).toMatchObject({ phase: 'scanned', method, number: '42' });
});

test('without a method the server chooses, and its next codes are of the same one', async () => {
  const login = world.login();
  await world.toWaiting(login);
  expect(login.getState()).toMatchObject({ method: 'mini-program' });
  expect(world.callsTo('POST /api/scenes').map(({ body }) => 'method' in body)).toEqual([false]);
});

test('another method: the code that is shown is withdrawn, and later codes are of that one', async () => {
  const login = world.login();
  await world.toWaiting(login);
  const before = world.scene;
  login.useMethod('message');
  await world.advance(0);
  expect(login.getState()).toMatchObject({ phase: 'waiting', method: 'message' });
  expect(world.callsTo('POST /api/scenes/:scene/cancel').map(({ url }) => url)).toEqual([
    expect.stringContaining(before),
  ]);
  const after = world.scene;
  await world.advance(172_000);
  expect(world.scene).not.toBe(after);
  expect(login.getState()).toMatchObject({ phase: 'waiting', method: 'message' });
});

test('a method that is not offered any more gives way to the first that is', async () => {
  offer('official-account');
  const login = world.login({ method: 'mini-program' });
  await world.toWaiting(login);
  expect(login.getState()).toMatchObject({ method: 'official-account' });
});

test('it does nothing after the confirm', async () => {
  const login = world.login();
  await world.toWaiting(login);
  world.on('POST /api/session', () => new Promise(() => undefined));
  world.socket.receive('scene', world.snapshot('confirmed'));
  login.useMethod('message');
  await world.advance(0);
  expect(login.getState().phase).toBe('confirmed');
  expect(world.callsTo('POST /api/scenes')).toHaveLength(1);
});

test.each([
  ['digits without an account', { digits: '204817' }],
  ['an account whose code is no picture', { digits: '204817', account: { name: 'x', code: 'y' } }],
  ['nothing', {}],
])('an answer with %s is refused', async (_what, code) => {
  world.on('POST /api/scenes', ({ body }) => ({
    status: 201,
    body: { ...world.snapshot('pending', String(body.scene)), interval: 2, ...code },
  }));
  const login = world.login();
  login.start();
  await world.advance(0);
  expect(login.getState()).toMatchObject({ phase: 'failed', code: 'internal' });
});
