import type { ErrorCode, LoginResult, SceneSnapshot, SceneStatus } from '@maqiao/shared';
import { createLogin, type Login } from '../create-login.ts';
import type { KeyValueStorage } from '../login/attempt-store.ts';
import type { LoginOptions } from '../options.ts';
import type { PageSignal } from '../page-signals.ts';
import type { LockManagerLike } from '../session-lock.ts';
import type { ClientSocket, SocketFactory } from '../socket-factory.ts';
import type { TabChannel, TabMessage } from '../tab-channel.ts';
import { createMemoryStorage } from './memory-storage.ts';

/** One call as the API would see it. */
export interface Call {
  route: string;
  url: string;
  body: Record<string, unknown>;
  init: RequestInit;
}

/** What the API answers: a status and a body, no answer at all, or one that never comes. */
export type Reply =
  { status: number; body?: unknown; headers?: Record<string, string> } | 'network-error' | 'silence';

type Listener = (...args: never[]) => void;

/** A socket whose other end is the test. */
export class FakeSocket {
  connected = false;
  active = true;
  opened = true;
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
  reconnects = 0;
  disconnect(): void {
    this.connected = false;
    this.active = false;
    this.opened = false;
  }

  /** The server (or socket.io itself) says something. */
  say(name: string, ...args: unknown[]): void {
    for (const listener of this.listeners.get(name) ?? []) (listener as (...all: unknown[]) => void)(...args);
  }
  accept(): void {
    this.connected = true;
    this.active = true;
    this.say('connect');
  }
  failToConnect(): void {
    this.connected = false;
    this.say('connect_error', new Error('websocket error'));
  }
  refuse(code: ErrorCode): void {
    this.active = false;
    this.say('connect_error', Object.assign(new Error('refused'), { data: { code } }));
  }
  lose(byServer = false): void {
    this.connected = false;
    this.active = !byServer;
    this.say('disconnect', byServer ? 'io server disconnect' : 'transport close');
  }
}

export const USER = { nickname: '小桥', avatarUrl: null };
export const LOGIN_RESULT: LoginResult = {
  accessToken: 'access-token-1',
  tokenType: 'Bearer',
  expiresIn: 600,
  user: USER,
};

/** Everything outside the client, in the hands of a test: network, sockets, time, storage and the page. */
export class FakeWorld {
  now = Date.UTC(2026, 10, 20, 12);
  /** Server's clock minus the browser's. */
  serverAheadMs = 0;
  visible = true;
  /** Locks that are held, by name, with who waits for them. */
  readonly locked = new Map<string, (() => void)[]>();
  storage: KeyValueStorage = createMemoryStorage();
  readonly calls: Call[] = [];
  readonly sockets: FakeSocket[] = [];
  readonly states: string[] = [];
  private readonly replies = new Map<string, (call: Call) => Reply | Promise<Reply>>();
  private readonly pageListeners = new Set<(signal: PageSignal) => void>();
  private readonly tabs = new Set<(message: TabMessage) => void>();
  private timers: { at: number; run: () => void; id: number }[] = [];
  private nextTimer = 1;

  constructor() {
    this.on('POST /api/session/refresh', () => ({ status: 204 }));
    this.on('POST /api/scenes', (call) => ({
      status: 201,
      body: {
        ...this.snapshot('pending', String(call.body.scene)),
        interval: 2,
        wxacode: { mediaType: 'image/png', data: 'iVBORw0KGgo=' },
      },
    }));
    this.on('POST /api/scenes/:scene/cancel', () => ({ status: 200, body: this.snapshot('cancelled') }));
    this.on('POST /api/scenes/:scene/token', ({ url }) =>
      this.pending('pending', { scene: url.split('/').at(-2) ?? '' }),
    );
    this.on('POST /api/session', () => ({ status: 200, body: LOGIN_RESULT }));
    this.on('POST /api/session/delete', () => ({ status: 204 }));
  }

  /** Says how a route is answered from now on. */
  on(route: string, reply: (call: Call) => Reply | Promise<Reply>): void {
    this.replies.set(route, reply);
  }

  snapshot(status: SceneStatus, scene = this.scene, more: Partial<SceneSnapshot> = {}): SceneSnapshot {
    const now = this.now + this.serverAheadMs;
    const lifetime = { pending: 180_000, scanned: 120_000, confirmed: 60_000 } as Record<string, number>;
    return {
      scene,
      status,
      now: new Date(now).toISOString(),
      expiresAt: new Date(now + (lifetime[status] ?? 120_000)).toISOString(),
      ...more,
    };
  }

  pending(status: SceneStatus = 'pending', more: Partial<SceneSnapshot> = {}): Reply {
    return problem(400, 'authorization_pending', {
      scene: this.snapshot(status, this.scene, more),
      interval: 2,
    });
  }

  /** The scene that was registered last. */
  get scene(): string {
    const scene = this.callsTo('POST /api/scenes').at(-1)?.body.scene;
    return typeof scene === 'string' ? scene : 'A'.repeat(32);
  }
  get socket(): FakeSocket {
    const socket = this.socketsOf('/scenes').at(-1);
    if (!socket) throw new Error('no scene socket was opened');
    return socket;
  }
  socketsOf(address: string): FakeSocket[] {
    return this.sockets.filter((socket) => socket.address.endsWith(address));
  }
  callsTo(route: string): Call[] {
    return this.calls.filter((call) => call.route === route);
  }

  signal(signal: PageSignal): void {
    for (const listener of [...this.pageListeners]) listener(signal);
  }
  get listening(): number {
    return this.pageListeners.size;
  }
  get pendingTimers(): number {
    return this.timers.length;
  }

  /** Moves the clock, running what falls due in its order, and lets every promise settle. */
  async advance(ms: number): Promise<void> {
    const end = this.now + ms;
    await settle();
    for (;;) {
      const due = this.timers
        .filter((timer) => timer.at <= end)
        .sort((a, b) => a.at - b.at || a.id - b.id)[0];
      if (!due) break;
      this.timers = this.timers.filter((timer) => timer !== due);
      this.now = Math.max(this.now, due.at);
      due.run();
      await settle();
    }
    this.now = end;
  }

  /** One tab of this world. */
  login(options: LoginOptions = {}): Login {
    const login = createLogin({ ...this.options(), ...options });
    login.subscribe(() => this.states.push(login.getState().phase));
    return login;
  }

  /** What a login needs to live in this world. */
  options(): LoginOptions {
    return {
      fetch: (url, init) => this.fetch(url, init),
      io: this.io,
      crypto: globalThis.crypto,
      storage: this.storage,
      clock: { now: () => this.now },
      timers: {
        setTimeout: (run, ms) => {
          const id = this.nextTimer++;
          this.timers.push({ at: this.now + ms, run, id });
          return id;
        },
        clearTimeout: (id) => void (this.timers = this.timers.filter((timer) => timer.id !== id)),
      },
      page: {
        isVisible: () => this.visible,
        listen: (listener) => {
          this.pageListeners.add(listener);
          return () => void this.pageListeners.delete(listener);
        },
      },
      locks: this.locks,
      tabs: this.openTab(),
    };
  }

  /** Brings a login to the screen that waits for a scan, with its socket up. */
  async toWaiting(login: Login): Promise<void> {
    login.start();
    await this.advance(0);
    this.socket.accept();
    this.socket.say('scene', this.snapshot('pending'));
    expectPhase(login, 'waiting');
  }

  /** Brings a login through push and claim to its session. */
  async toSignedIn(login: Login): Promise<void> {
    await this.toWaiting(login);
    this.socket.say('login', LOGIN_RESULT, () => {});
    await this.advance(0);
    expectPhase(login, 'signed-in');
  }

  /** Web Locks, as the tabs of one browser share them. */
  readonly locks: LockManagerLike = {
    request: async (name, { signal }, run) => {
      const waiting = this.locked.get(name);
      if (waiting) {
        await new Promise<void>((resolve, reject) => {
          waiting.push(resolve);
          signal.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
        });
      } else this.locked.set(name, []);
      try {
        return await run();
      } finally {
        const following = this.locked.get(name)?.shift();
        if (following) following();
        else this.locked.delete(name);
      }
    },
  };

  /** One tab's end of the channel between tabs. */
  private openTab(): TabChannel {
    let mine: ((message: TabMessage) => void) | undefined;
    return {
      post: (message) => {
        for (const listener of [...this.tabs]) if (listener !== mine) listener(message);
      },
      listen: (listener) => {
        mine = listener;
        this.tabs.add(listener);
        return () => void this.tabs.delete(listener);
      },
    };
  }

  private readonly io: SocketFactory = <Events>(address: string, options: { auth?: unknown }) => {
    const socket = new FakeSocket(address, options.auth);
    this.sockets.push(socket);
    // It has the few members that the client uses.
    return socket as unknown as ClientSocket<Events>;
  };

  private async fetch(url: string, init: RequestInit): Promise<Response> {
    const path = url.replace(/^https?:\/\/[^/]+/, '');
    const route = `${init.method} ${path.replace(/[A-Za-z0-9_-]{32}/, ':scene')}`;
    const body = typeof init.body === 'string' ? (JSON.parse(init.body) as Record<string, unknown>) : {};
    const call: Call = { route, url, body, init };
    this.calls.push(call);
    const reply = (await this.replies.get(route)?.(call)) ?? problem(404, 'not_found');
    if (reply === 'network-error') throw new TypeError('Failed to fetch');
    if (reply === 'silence') {
      return new Promise((_, reject) => {
        init.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
      });
    }
    const { status, body: answer, headers } = reply;
    const text = answer === undefined ? null : typeof answer === 'string' ? answer : JSON.stringify(answer);
    return new Response(text, { status, headers: headers ?? {} });
  }
}

/** An `application/problem+json` answer. */
export function problem(
  status: number,
  code: ErrorCode,
  more: object = {},
  headers: Record<string, string> = {},
): Reply {
  return { status, body: { type: 'about:blank', title: code, status, code, detail: '', ...more }, headers };
}

/** Lets promises that need no timer settle. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function expectPhase(login: Login, phase: string): void {
  const reached = login.getState().phase;
  if (reached !== phase) throw new Error(`the login is ${reached}, not ${phase}`);
}
