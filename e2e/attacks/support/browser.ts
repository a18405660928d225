import {
  createSceneName,
  createVerifier,
  type LoginResult,
  type RegisterSceneResponse,
  type SceneServerEvents,
  type SceneSnapshot,
} from '@maqiao/shared';
import { io, type Socket } from 'socket.io-client';
import { post, type Answer } from '../../proxies/support/calls.ts';

/** What a refusal says beside everything else. */
export interface Refusal {
  readonly code?: string;
}

export interface BrowserOptions {
  /** The page that calls; the site's own unless given, and none when it is null. */
  readonly origin?: string | null;
  /** Where a proxy says that it is; nothing is said unless given. */
  readonly ip?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly verifier?: string;
  readonly scene?: string;
}

type Socketed = Socket<SceneServerEvents, Record<string, never>>;

/**
 * A browser controlled by a test, the victim's or the attacker's: nothing runs by itself, and every call is possible.
 */
export class Browser {
  readonly verifier: string;
  readonly scene: string;
  readonly headers: Record<string, string>;
  /** By name; what the server sets is kept, and whatever a test puts in is sent. */
  readonly cookies = new Map<string, string>();
  readonly #url: string;

  constructor(url: string, options: BrowserOptions = {}) {
    const { origin = url, ip, headers = {} } = options;
    this.#url = url;
    this.verifier = options.verifier ?? createVerifier(globalThis.crypto);
    this.scene = options.scene ?? createSceneName(this.verifier, Date.now());
    this.headers = {
      ...(ip !== undefined && { 'X-Forwarded-For': ip }),
      ...(origin !== null && { Origin: origin }),
      ...headers,
    };
  }

  register(body: object = {}): Promise<Answer<RegisterSceneResponse & Refusal>> {
    return this.send('POST', '/api/scenes', { scene: this.scene, ...body });
  }

  poll({ scene = this.scene, verifier = this.verifier } = {}): Promise<
    Answer<LoginResult & Refusal & { scene: SceneSnapshot }>
  > {
    return this.send('POST', `/api/scenes/${scene}/token`, { verifier });
  }

  cancel({ scene = this.scene, verifier = this.verifier } = {}): Promise<Answer<SceneSnapshot & Refusal>> {
    return this.send('POST', `/api/scenes/${scene}/cancel`, { verifier });
  }

  claim({ scene = this.scene, verifier = this.verifier } = {}): Promise<Answer<LoginResult & Refusal>> {
    return this.send('POST', '/api/session', { scene, verifier });
  }

  refresh(): Promise<Answer<LoginResult & Refusal>> {
    return this.send('POST', '/api/session/refresh');
  }

  signOut(): Promise<Answer<Refusal>> {
    return this.send('DELETE', '/api/session');
  }

  /** Who the token speaks for, as the server says. */
  me(accessToken: string): Promise<Answer<{ id?: string } & Refusal>> {
    return this.send('GET', '/api/me', undefined, { Authorization: `Bearer ${accessToken}` });
  }

  async send<Body>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<Body>> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await post<Body>(this.#url + path, body, {
      method,
      headers: { ...this.headers, ...(cookie !== '' && { Cookie: cookie }), ...headers },
    });
    for (const line of answer.headers['set-cookie'] ?? []) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/max-age=0/i.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return answer;
  }

  /**
   * Opens the socket of a scene, and resolves with what the server has first to say: a snapshot, or a refusal. Close
   * it with `close`.
   */
  watch({ scene = this.scene, verifier = this.verifier } = {}): Promise<Watching> {
    const socket: Socketed = io(`${this.#url}/scenes`, {
      transports: ['websocket'],
      auth: { scene, verifier },
      extraHeaders: this.headers,
      reconnection: false,
      forceNew: true,
    });
    const watching = new Watching(socket);
    return new Promise((resolve) => {
      socket.once('scene', () => resolve(watching));
      socket.once('connect_error', () => resolve(watching));
    });
  }
}

/** All messages of one socket. */
export class Watching {
  readonly snapshots: SceneSnapshot[] = [];
  readonly logins: LoginResult[] = [];
  refusal: string | undefined;
  closed: string | undefined;
  readonly #socket: Socketed;

  constructor(socket: Socketed) {
    this.#socket = socket;
    socket.on('scene', (snapshot) => this.snapshots.push(snapshot));
    socket.on('login', (login, done) => {
      this.logins.push(login);
      done();
    });
    socket.on('closed', ({ code }) => (this.closed = code));
    socket.on('connect_error', (error: Error & { data?: Refusal }) => {
      this.refusal = error.data?.code ?? error.message;
    });
  }

  /** Of the connection, as the server names it. */
  get id(): string {
    return this.#socket.io.engine.id;
  }

  close(): void {
    this.#socket.disconnect();
  }
}
