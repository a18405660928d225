import { Manager } from 'socket.io-client';
import type { SocketFactory } from './socket-factory.ts';

/**
 * The longest silence of a living server, in milliseconds: socket.io's default `pingInterval` plus `pingTimeout`
 * (https://socket.io/docs/v4/server-options/#pinginterval).
 */
const MAX_SILENCE_MS = 45_000;

/**
 * Opens a namespace with socket.io-client. `Manager` instead of `io`: every socket has a connection of its own, and
 * the cache of connections that `io` brings along is not needed.
 */
export const openSocket: SocketFactory = (address, options) => {
  const { origin, pathname } = new URL(address, (globalThis as Partial<typeof globalThis>).location?.href);
  const manager = new Manager(origin, options);
  const socket = manager.socket(pathname, { auth: options.auth });
  let heardAt = Date.now();
  /** A connection is being made; false while the next try waits for its time. */
  let connecting = true;

  const heard = (): void => void (heardAt = Date.now());
  const waits = (): void => void (connecting = false);
  manager.on('open', heard);
  manager.on('ping', heard);
  manager.on('error', waits);
  manager.on('close', waits);
  manager.on('reconnect_attempt', () => (connecting = true));
  const connect = (): void => {
    connecting = true;
    socket.connect();
  };

  return {
    get connected() {
      return socket.connected;
    },
    get active() {
      return socket.active;
    },
    on: (name, listener) => socket.on(name as string, listener as () => void),
    off: () => socket.off(),
    connect,
    disconnect: () => socket.disconnect(),
    revive() {
      if (!socket.active) return;
      // By the clock: timers stood still while the machine slept.
      const alive = socket.connected ? Math.abs(Date.now() - heardAt) <= MAX_SILENCE_MS : connecting;
      if (alive) return;
      socket.disconnect();
      connect();
    },
  };
};
