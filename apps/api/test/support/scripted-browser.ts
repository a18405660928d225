import {
  createSceneName,
  createVerifier,
  type LoginResult,
  type RegisterSceneResponse,
  type SceneSnapshot,
  type SceneServerEvents,
} from '@maqiao/shared';
import type { DefaultEventsMap } from 'socket.io';
import { io, type Socket } from 'socket.io-client';
import type { TestClock } from './test-clock.ts';
import { call, type Answer, type Refusable } from './answer.ts';

export interface BrowserOptions {
  origin?: string;
  userAgent?: string;
  /** Headers such as forwarding ones. */
  headers?: Record<string, string>;
}

/** A page's side of a login, controlled by a test: each method is one call of the protocol, nothing runs by itself. */
export class ScriptedBrowser {
  readonly verifier = createVerifier(globalThis.crypto);
  readonly scene: string;
  #url: string;
  readonly #headers: Record<string, string>;
  readonly #sockets: Socket[] = [];
  /** The cookie of its session, as it would send it. */
  cookie: string | undefined;
  /** The cookie by which it is known again. */
  browserCookie: string | undefined;

  constructor(url: string, clock: TestClock, { origin = url, userAgent, headers = {} }: BrowserOptions = {}) {
    this.#url = url;
    this.#headers = { Origin: origin, ...(userAgent && { 'User-Agent': userAgent }), ...headers };
    this.scene = createSceneName(this.verifier, clock.now());
  }

  /** From here on its calls reach another instance, as a balancer may decide at any time. */
  goTo(url: string): void {
    this.#url = url;
  }

  register(body: object = {}): Promise<Answer<RegisterSceneResponse & Refusable>> {
    return this.post('/api/scenes', { scene: this.scene, ...body });
  }

  poll(
    verifier = this.verifier,
  ): Promise<Answer<LoginResult & Refusable & { scene: SceneSnapshot; interval: number }>> {
    return this.post(`/api/scenes/${this.scene}/token`, { verifier });
  }

  cancel(verifier = this.verifier): Promise<Answer<SceneSnapshot & Refusable>> {
    return this.post(`/api/scenes/${this.scene}/cancel`, { verifier });
  }

  claim(verifier = this.verifier): Promise<Answer<LoginResult & Refusable>> {
    return this.post('/api/session', { scene: this.scene, verifier });
  }

  refresh(): Promise<Answer<LoginResult & Refusable>> {
    return this.post('/api/session/refresh');
  }

  signOut(): Promise<Answer<Refusable | null>> {
    return this.post('/api/session', undefined, 'DELETE');
  }

  get<T>(path: string, accessToken: string): Promise<Answer<T>> {
    return call(this.#url + path, {
      method: 'GET',
      headers: { ...this.#headers, Authorization: `Bearer ${accessToken}` },
    });
  }

  async post<T>(path: string, body?: unknown, method = 'POST'): Promise<Answer<T>> {
    const cookies = [this.cookie, this.browserCookie].filter((cookie) => cookie !== undefined);
    const answer = await call<T>(this.#url + path, {
      method,
      body,
      headers: { ...this.#headers, ...(cookies.length > 0 && { Cookie: cookies.join('; ') }) },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const kept = /max-age=0/i.test(line) ? undefined : pair;
      if (/^[^=]*-browser=/.test(pair)) this.browserCookie = kept;
      else this.cookie = kept;
    }
    return answer;
  }

  /** Opens the socket of `/scenes`. Pushes are collected from its first moment on. */
  watch({ acknowledge = true, auth }: { acknowledge?: boolean; auth?: object } = {}): WatchingSocket {
    const socket: Socket<SceneServerEvents, DefaultEventsMap> = io(`${this.#url}/scenes`, {
      transports: ['websocket'],
      auth: auth ?? { scene: this.scene, verifier: this.verifier },
      extraHeaders: this.#headers,
      reconnection: false,
      forceNew: true,
    });
    this.#sockets.push(socket);
    return new WatchingSocket(socket, acknowledge);
  }

  leave(): void {
    for (const socket of this.#sockets) socket.disconnect();
  }
}

/** What has come in on one socket, and a way to wait for more. */
export class WatchingSocket {
  readonly snapshots: SceneSnapshot[] = [];
  readonly logins: LoginResult[] = [];
  readonly socket: Socket<SceneServerEvents, DefaultEventsMap>;
  refusal: { code?: string } | undefined;
  closed: string | undefined;
  disconnected = false;
  readonly #waiters = new Set<() => void>();

  constructor(socket: Socket<SceneServerEvents, DefaultEventsMap>, acknowledge: boolean) {
    this.socket = socket;
    const note = (change: () => void) => {
      change();
      for (const waiter of this.#waiters) waiter();
    };
    socket.on('scene', (snapshot) => note(() => this.snapshots.push(snapshot)));
    socket.on('login', (result, done) => {
      if (acknowledge) done();
      note(() => this.logins.push(result));
    });
    socket.on('closed', ({ code }) => note(() => (this.closed = code)));
    socket.on('connect_error', (error) =>
      note(() => (this.refusal = (error as Error & { data?: { code?: string } }).data ?? {})),
    );
    socket.on('disconnect', () => note(() => (this.disconnected = true)));
  }

  /** The latest status, once it is the one waited for. */
  status(status: string): Promise<SceneSnapshot> {
    return this.until(
      () => this.snapshots.find((snapshot) => snapshot.status === status),
      `status ${status}`,
    );
  }

  login(): Promise<LoginResult> {
    return this.until(() => this.logins[0], 'a login');
  }

  refused(): Promise<{ code?: string }> {
    return this.until(() => this.refusal, 'a refusal');
  }

  until<T>(find: () => T | undefined | false, what: string): Promise<T> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = find();
        if (found === undefined || found === false) return;
        this.#waiters.delete(look);
        clearTimeout(timer);
        resolve(found);
      };
      const timer = setTimeout(() => {
        this.#waiters.delete(look);
        reject(
          new Error(`waited for ${what}; saw ${JSON.stringify(this.snapshots.map(({ status }) => status))}`),
        );
      }, 10_000);
      this.#waiters.add(look);
      look();
    });
  }
}
