import type { LoginResult, SceneSnapshot, SceneStatus } from '@maqiao/shared';
import { createLogin, type Login } from '../create-login.ts';
import type { KeyValueStorage } from '../login/attempt-store.ts';
import type { LoginOptions } from '../options.ts';
import type { PageSignal } from '../page-signals.ts';
import type { ClientSocket, SocketFactory } from '../socket-factory.ts';
import { FakeApi, problem, type Call, type Reply } from './fake-api.ts';
import { FakeSocket } from './fake-socket.ts';
import { FakeTabs } from './fake-tabs.ts';
import { createMemoryStorage } from './memory-storage.ts';

export const USER = { nickname: '小桥', avatarUrl: null };
export const LOGIN_RESULT: LoginResult = {
  accessToken: 'access-token-1',
  tokenType: 'Bearer',
  expiresIn: 600,
  user: USER,
};

/** Everything that the login client reaches outside itself, controlled by a test: API, sockets, time, storage, page. */
export class FakeWorld {
  now = Date.UTC(2026, 10, 20, 12);
  /** Server's clock minus the browser's. */
  serverAheadMs = 0;
  visible = true;
  storage: KeyValueStorage = createMemoryStorage();
  readonly tabs = new FakeTabs();
  readonly sockets: FakeSocket[] = [];
  readonly states: string[] = [];
  private readonly api = new FakeApi();
  private readonly pageListeners = new Set<(signal: PageSignal) => void>();
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

  /** Sets how a route is answered from now on. */
  on(route: string, reply: (call: Call) => Reply | Promise<Reply>): void {
    this.api.on(route, reply);
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
  get calls(): readonly Call[] {
    return this.api.calls;
  }
  callsTo(route: string): Call[] {
    return this.api.callsTo(route);
  }

  signal(signal: PageSignal): void {
    for (const listener of [...this.pageListeners]) listener(signal);
  }
  /** How many listen to the page's signals. */
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

  /** The options that connect a login to this world. */
  options(): LoginOptions {
    return {
      fetch: (url, init) => this.api.fetch(url, init),
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
      locks: this.tabs.locks,
      tabs: this.tabs.openTab(),
    };
  }

  /** Brings a login to the screen that waits for a scan, with its socket up. */
  async toWaiting(login: Login): Promise<void> {
    login.start();
    await this.advance(0);
    this.socket.accept();
    this.socket.receive('scene', this.snapshot('pending'));
    expectPhase(login, 'waiting');
  }

  /** Brings a login through push and claim to its session. */
  async toSignedIn(login: Login): Promise<void> {
    await this.toWaiting(login);
    this.socket.receive('login', LOGIN_RESULT, () => {});
    await this.advance(0);
    expectPhase(login, 'signed-in');
  }

  private readonly io: SocketFactory = <Events>(address: string, options: { auth?: unknown }) => {
    const socket = new FakeSocket(address, options.auth);
    this.sockets.push(socket);
    // It has the few members that the client uses.
    return socket as unknown as ClientSocket<Events>;
  };
}

/** Lets promises that need no timer settle. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function expectPhase(login: Login, phase: string): void {
  const reached = login.getState().phase;
  if (reached !== phase) throw new Error(`the login is ${reached}, not ${phase}`);
}
