import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { io, type Socket } from 'socket.io-client';
import { OTHER_ORIGIN, startSessionsApp, type SessionsApp } from '../../test/sessions-app.ts';

const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.disconnect();
});

async function startListening(): Promise<SessionsApp> {
  const api = await startSessionsApp();
  await api.app.listen(0, '127.0.0.1');
  return api;
}

function connect({ app }: SessionsApp, auth: object, origin?: string): Socket {
  const { port } = app.getHttpServer().address() as AddressInfo;
  const socket = io(`http://127.0.0.1:${port}/session`, {
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    auth,
    ...(origin && { extraHeaders: { origin } }),
  });
  sockets.push(socket);
  return socket;
}

/** The next event of this name, with what it carries. */
function once(socket: Socket, event: string): Promise<unknown[]> {
  return new Promise((resolve) => {
    socket.once(event, (...carried: unknown[]) => resolve(carried));
  });
}

/** What a socket comes to: connected, or refused with a code. */
function outcomeOf(socket: Socket): Promise<string | undefined> {
  return new Promise((resolve) => {
    socket.once('connect', () => resolve('connected'));
    socket.once('connect_error', (error: Error & { data?: { code: string } }) => resolve(error.data?.code));
  });
}

describe('/session', () => {
  test('sends a browser the end of its session with the reason, and disconnects', async () => {
    const api = await startListening();
    const { accessToken } = await api.browser('s1');
    const other = await api.browser('s2');
    const socket = connect(api, { accessToken });
    const bystander = connect(api, { accessToken: other.accessToken });
    expect(await Promise.all([outcomeOf(socket), outcomeOf(bystander)])).toEqual(['connected', 'connected']);

    const ended = once(socket, 'session_ended');
    const gone = once(socket, 'disconnect');
    await api.sessions.revoke('s1', 'revoked');
    expect(await ended).toEqual([{ reason: 'revoked' }]);
    expect((await gone)[0]).toBe('io server disconnect');
    expect(bystander.connected).toBe(true);
  });

  test('reaches every tab of the session', async () => {
    const api = await startListening();
    const { accessToken } = await api.browser('s1');
    const tabs = [connect(api, { accessToken }), connect(api, { accessToken })];
    await Promise.all(tabs.map(outcomeOf));
    const ended = tabs.map((tab) => once(tab, 'session_ended'));
    await api.sessions.revokeAll(api.user.id, 'revoked');
    expect(await Promise.all(ended)).toEqual([[{ reason: 'revoked' }], [{ reason: 'revoked' }]]);
  });

  test('the end of a session between handshake and join is sent as well', async () => {
    const api = await startListening();
    const { accessToken } = await api.browser('s1');
    const requireLive = api.sessions.requireLive.bind(api.sessions);
    jest.spyOn(api.sessions, 'requireLive').mockImplementationOnce(async (sid) => {
      const session = await requireLive(sid);
      await api.sessions.revoke(sid, 'signed_out');
      return session;
    });
    const socket = connect(api, { accessToken });
    expect(await once(socket, 'session_ended')).toEqual([{ reason: 'revoked' }]);
  });

  test('disconnects when the access token expires; the session stays', async () => {
    const api = await startListening();
    const { accessToken } = await api.browser('s1');
    api.clock.advance(599_900);
    const socket = connect(api, { accessToken });
    expect(await outcomeOf(socket)).toBe('connected');
    const ended = jest.fn();
    socket.on('session_ended', ended);
    expect((await once(socket, 'disconnect'))[0]).toBe('io server disconnect');
    expect(ended).not.toHaveBeenCalled();
    await expect(api.sessions.requireLive('s1')).resolves.toBeDefined();
  });

  test('sends the end of a session that was not claimed', async () => {
    const api = await startListening();
    const { accessToken } = await api.browser('s1');
    await api.database.queries
      .updateTable('sessions')
      .set({ expires_at: api.clock.now() + 100 })
      .execute();
    const socket = connect(api, { accessToken });
    expect(await once(socket, 'session_ended')).toEqual([{ reason: 'expired' }]);
  });

  test('issue 13, number 2: does not send the end of a session that a backend has kept meanwhile', async () => {
    const api = await startListening();
    const { accessToken } = await api.browser('s1');
    await api.database.queries
      .updateTable('sessions')
      .set({ claimed_at: null, created_at: api.clock.now() - 599_500, expires_at: api.clock.now() + 500 })
      .execute();
    const socket = connect(api, { accessToken });
    const [ended, gone] = [jest.fn(), once(socket, 'disconnect')];
    socket.on('session_ended', ended);
    expect(await outcomeOf(socket)).toBe('connected');
    await api.sessions.keep('s1', 3600);
    api.clock.advance(600);
    expect((await gone)[0]).toBe('io server disconnect');
    expect(ended).not.toHaveBeenCalled();
  });

  test('refuses what is not a live session of a listed origin', async () => {
    const api = await startListening();
    const live = await api.browser('s1');
    const revoked = await api.browser('s2');
    await api.sessions.revoke('s2', 'signed_out');
    const outcome = (auth: object, origin?: string) => outcomeOf(connect(api, auth, origin));
    expect(await outcome({})).toBe('invalid_request');
    expect(await outcome({ accessToken: 7 })).toBe('invalid_request');
    expect(await outcome({ accessToken: 'a.b.c' })).toBe('invalid_token');
    expect(await outcome({ accessToken: await api.phoneToken() })).toBe('invalid_token');
    expect(await outcome({ accessToken: revoked.accessToken })).toBe('session_revoked');
    expect(await outcome({ accessToken: live.accessToken }, OTHER_ORIGIN)).toBe('invalid_token');
    expect(await outcome({ accessToken: live.accessToken }, 'https://login.example.com')).toBe('connected');
  });

  test('a database that is away refuses the handshake, and does not break the process', async () => {
    const api = await startListening();
    const { accessToken } = await api.browser('s1');
    jest.spyOn(api.sessions, 'requireLive').mockRejectedValue(new Error('lost'));
    expect(await outcomeOf(connect(api, { accessToken }))).toBe('internal');
  });
});
