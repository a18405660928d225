import { backoffMs } from './backoff.ts';
import type { ClientSocket, SocketFactory, SocketOptions } from './socket-factory.ts';

// Engine.IO 4 and socket.io 5 over a websocket, as far as a listener needs them: one namespace on a connection of
// its own, text, acknowledgements. The protocols' own pages: https://socket.io/docs/v4/engine-io-protocol/ and
// https://socket.io/docs/v4/socket-io-protocol/. docs/adr/0009 says why this is not socket.io-client.

const ENGINE = { open: '0', close: '1', ping: '2', pong: '3', message: '4' } as const;
const PACKET = { connect: '0', disconnect: '1', event: '2', ack: '3', connectError: '4' } as const;

type Listener = (...args: unknown[]) => void;

/** Connects to a namespace at once, and again whenever the connection is lost. */
export const openSocket: SocketFactory = <Events>(address: string, options: SocketOptions) => {
  const socket = new NamespaceSocket(address, options);
  socket.connect();
  return socket as unknown as ClientSocket<Events>;
};

class NamespaceSocket {
  connected = false;
  active = false;
  readonly #url: string;
  readonly #namespace: string;
  readonly #options: SocketOptions;
  #listeners: [name: string, listener: Listener][] = [];
  #transport: WebSocket | null = null;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #deadline: ReturnType<typeof setTimeout> | undefined;
  #tries = 0;
  /** The longest silence of a living server, in milliseconds; it pings. */
  #silenceMs: number;
  #heardAt = 0;

  constructor(address: string, options: SocketOptions) {
    const url = new URL(address, (globalThis as Partial<typeof globalThis>).location?.href);
    this.#namespace = url.pathname;
    this.#url = `${url.origin.replace(/^http/, 'ws')}/socket.io/?EIO=4&transport=websocket`;
    this.#options = options;
    this.#silenceMs = options.timeout;
  }

  on(name: string, listener: Listener): void {
    this.#listeners.push([name, listener]);
  }

  off(): void {
    this.#listeners = [];
  }

  connect(): void {
    if (this.active) return;
    this.active = true;
    this.#open();
  }

  disconnect(): void {
    if (this.connected) this.#send(PACKET.disconnect, ',');
    this.active = false;
    this.#drop();
  }

  revive(): void {
    if (!this.active) return;
    if (!this.#transport) this.#open();
    // By the clock: timers stood still while the machine slept.
    else if (Math.abs(Date.now() - this.#heardAt) > this.#silenceMs) this.#lost('ping timeout');
  }

  #open(): void {
    this.#drop();
    this.#listen(this.#options.timeout);
    let transport: WebSocket;
    try {
      transport = new WebSocket(this.#url);
    } catch {
      // A page's policy may refuse by throwing. Told later, as every other failure.
      this.#retry = setTimeout(() => this.#lost('transport error'), 0);
      return;
    }
    this.#transport = transport;
    transport.onmessage = ({ data }) => {
      if (transport !== this.#transport || typeof data !== 'string') return;
      try {
        this.#read(data);
      } catch {
        this.#lost('parse error');
      }
    };
    transport.onclose = () => transport === this.#transport && this.#lost('transport close');
  }

  /** Lets go of the connection and of what waits for it. */
  #drop(): void {
    clearTimeout(this.#retry);
    clearTimeout(this.#deadline);
    this.connected = false;
    const transport = this.#transport;
    this.#transport = null;
    transport?.close();
  }

  #lost(reason: string): void {
    const wasConnected = this.connected;
    this.#drop();
    const { reconnectionDelay, reconnectionDelayMax } = this.#options;
    // A crowd whose server was restarted must not come back in step.
    const delay = backoffMs(this.#tries++, reconnectionDelay, reconnectionDelayMax) * (0.5 + Math.random());
    this.#retry = setTimeout(() => this.#open(), Math.min(delay, reconnectionDelayMax));
    if (wasConnected) this.#emit('disconnect', reason);
    else this.#emit('connect_error', new Error(reason));
  }

  /** Expects the server to be heard within so long. */
  #listen(ms: number): void {
    clearTimeout(this.#deadline);
    this.#silenceMs = ms;
    this.#heardAt = Date.now();
    this.#deadline = setTimeout(() => this.#lost('ping timeout'), ms);
  }

  /** @throws SyntaxError when it is not the protocol */
  #read(text: string): void {
    const rest = text.slice(1);
    switch (text[0]) {
      case ENGINE.open: {
        const { pingInterval, pingTimeout } = JSON.parse(rest) as Record<string, unknown>;
        const silenceMs = Number(pingInterval) + Number(pingTimeout);
        this.#listen(silenceMs > 0 ? silenceMs : 45_000);
        this.#options.auth((data) => this.#send(PACKET.connect, `,${JSON.stringify(data)}`));
        return;
      }
      case ENGINE.ping:
        this.#listen(this.#silenceMs);
        this.#transport?.send(ENGINE.pong + rest);
        return;
      case ENGINE.close:
        return this.#lost('transport close');
      case ENGINE.message:
        return this.#readPacket(rest);
      default:
        return;
    }
  }

  #readPacket(packet: string): void {
    const [whole, type, namespace, id = '', json = ''] =
      /^(\d)(?:(\/[^,]*),?)?(\d*)([^]*)$/.exec(packet) ?? [];
    if (whole === undefined || (namespace ?? '/') !== this.#namespace) return;
    const data = json === '' ? undefined : (JSON.parse(json) as unknown);
    switch (type) {
      case PACKET.connect:
        this.connected = true;
        this.#tries = 0;
        return this.#emit('connect');
      case PACKET.event: {
        if (!Array.isArray(data) || typeof data[0] !== 'string') return;
        const [name, ...args] = data as [string, ...unknown[]];
        const answer: Listener = (...values) => this.#send(PACKET.ack, `,${id}${JSON.stringify(values)}`);
        return this.#emit(name, ...args, ...(id === '' ? [] : [answer]));
      }
      case PACKET.disconnect:
        this.active = false;
        this.#drop();
        return this.#emit('disconnect', 'io server disconnect');
      case PACKET.connectError: {
        this.active = false;
        this.#drop();
        const { message, data: reason } = (data ?? {}) as { message?: string; data?: unknown };
        return this.#emit('connect_error', Object.assign(new Error(message), { data: reason }));
      }
      default:
        return;
    }
  }

  #send(type: string, rest: string): void {
    if (this.#transport?.readyState === 1) {
      this.#transport.send(ENGINE.message + type + this.#namespace + rest);
    }
  }

  #emit(name: string, ...args: unknown[]): void {
    for (const [wanted, listener] of [...this.#listeners]) if (wanted === name) listener(...args);
  }
}
