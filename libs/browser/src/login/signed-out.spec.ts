import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Login } from '../create-login.ts';
import { problem } from '../testing/fake-api.ts';
import { FakeWorld, LOGIN_RESULT } from '../testing/fake-world.ts';
import { createMemoryStorage } from '../testing/memory-storage.ts';

let world: FakeWorld;
let first: Login;
let second: Login;

beforeEach(async () => {
  world = new FakeWorld();
  first = world.login();
  second = world.login({ storage: createMemoryStorage() });
  await world.toWaiting(first);
  await world.toWaiting(second);
  world.on('POST /api/session/refresh', () => ({ status: 200, body: LOGIN_RESULT }));
  world.socketsOf('/scenes')[0]?.receive('login', LOGIN_RESULT, () => {});
  await world.advance(0);
  expect([first, second].map((login) => login.getState().phase)).toEqual(['signed-in', 'signed-in']);
});

describe('issue 13, number 11: two logins on a page, and one signs out', () => {
  beforeEach(async () => {
    world.on('POST /api/session/refresh', () => ({ status: 204 }));
    await first.signOut();
    await world.advance(0);
  });

  test('the other is signed out, which is no fault, and has no token', async () => {
    expect(first.getState().phase).toBe('waiting');
    expect(second.getState()).toEqual({ phase: 'signed-out', reason: 'ended' });
    expect(await second.result()).toEqual({ kind: 'signed-out', reason: 'ended' });
    expect(await second.getAccessToken()).toBeNull();
  });

  test('it leaves no socket of the session behind, and waits for the person', () => {
    expect(world.socketsOf('/session').every((socket) => !socket.opened)).toBe(true);
    expect(second.getState().phase).toBe('signed-out');
  });

  test('start() begins another login', async () => {
    second.start();
    await world.advance(0);
    expect(second.getState().phase).toBe('waiting');
  });

  test('it is signed in with the first when that signs in again', async () => {
    world.on('POST /api/session/refresh', () => ({ status: 200, body: LOGIN_RESULT }));
    world.socket.receive('login', LOGIN_RESULT, () => {});
    await world.advance(0);
    expect([first, second].map((login) => login.getState().phase)).toEqual(['signed-in', 'signed-in']);
  });
});

describe('issue 13, number 11: an end of the session that nobody here asked for', () => {
  test('without a channel between tabs the session’s socket reports it, and it is no error', async () => {
    world.on('POST /api/session/refresh', () => ({ status: 204 }));
    for (const socket of world.socketsOf('/session'))
      socket.receive('session_ended', { reason: 'signed_out' });
    await world.advance(0);
    for (const login of [first, second]) {
      expect(login.getState()).toEqual({ phase: 'signed-out', reason: 'ended' });
    }
  });

  test('is not asked about by the login that ends it', async () => {
    const asked = (): number => world.callsTo('POST /api/session/refresh').length;
    const before = asked();
    let done = (): void => {};
    world.on(
      'POST /api/session/delete',
      () => new Promise((resolve) => (done = () => resolve({ status: 204 }))),
    );
    const leaving = first.signOut();
    await world.advance(0);
    // The server has ended the session, and says so before it answers.
    for (const socket of world.socketsOf('/session'))
      socket.receive('session_ended', { reason: 'signed_out' });
    done();
    await leaving;
    await world.advance(0);
    expect(second.getState().phase).toBe('signed-out');
    // The second, which has not ended it, asks once.
    expect(asked()).toBe(before + 1);
  });
});

describe('issue 13, number 9: a first visit', () => {
  test('asks for a session in a way that has an answer without an error', async () => {
    const visit = new FakeWorld();
    await visit.toWaiting(visit.login());
    expect(visit.callsTo('POST /api/session/refresh').map(({ body }) => body)).toEqual([
      { ifSignedIn: true },
    ]);
  });

  test('goes on at a server that is older and answers with an error', async () => {
    const visit = new FakeWorld();
    visit.on('POST /api/session/refresh', () => problem(401, 'no_session'));
    const login = visit.login();
    await visit.toWaiting(login);
    expect(login.getState().phase).toBe('waiting');
  });
});
