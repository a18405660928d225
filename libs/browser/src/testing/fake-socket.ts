import type { ErrorCode } from '@maqiao/shared';

type Listener = (...args: never[]) => void;

/** A socket whose other end is the test. */
export class FakeSocket {
  connected = false;
  active = true;
  opened = true;
  /** How often `connect` was called. */
  reconnects = 0;
  readonly address: string;
  readonly readAuth: () => Record<string, unknown>;
  private readonly listeners = new Map<string, Listener[]>();

  constructor(address: string, auth: unknown) {
    this.address = address;
    this.readAuth = () => {
      let seen: Record<string, unknown> = {};
      (auth as (send: (data: Record<string, unknown>) => void) => void)((data) => (seen = data));
      return seen;
    };
  }

  on(name: string, listener: Listener): void {
    this.listeners.set(name, [...(this.listeners.get(name) ?? []), listener]);
  }
  off(): void {
    this.listeners.clear();
  }
  connect(): void {
    this.active = true;
    this.reconnects += 1;
  }
  disconnect(): void {
    this.connected = false;
    this.active = false;
    this.opened = false;
  }

  /** An event arrives from the server or from socket.io itself. */
  receive(name: string, ...args: unknown[]): void {
    for (const listener of this.listeners.get(name) ?? []) (listener as (...all: unknown[]) => void)(...args);
  }
  /** The server accepts the connection. */
  accept(): void {
    this.connected = true;
    this.active = true;
    this.receive('connect');
  }
  /** The network fails while it connects; socket.io tries again. */
  failToConnect(): void {
    this.connected = false;
    this.receive('connect_error', new Error('websocket error'));
  }
  /** The server refuses the handshake with an error code; socket.io does not try again. */
  refuse(code: ErrorCode): void {
    this.active = false;
    this.receive('connect_error', Object.assign(new Error('refused'), { data: { code } }));
  }
  /** The connection ends. After the server ended it, socket.io does not connect again by itself. */
  lose(byServer = false): void {
    this.connected = false;
    this.active = !byServer;
    this.receive('disconnect', byServer ? 'io server disconnect' : 'transport close');
  }
}
