import {
  createLogin,
  type ClientSocket,
  type Fetch,
  type Login,
  type LoginOptions,
  type LoginState,
  type SocketFactory,
} from '@maqiao/browser';
import { io } from 'socket.io-client';
import { oneShotFetch } from './one-shot-fetch.ts';

/** Longer than the longest a login may take to come to an end by itself in these tests. */
const TIMEOUT_MS = 60_000;

/** Tokens that reached a browser, by whatever way, and for which scene. */
export interface Delivery {
  scene: string;
  accessToken: string;
}

interface LoginPageOptions {
  answers?: NonNullable<LoginOptions['answers']>;
  /** Name and value, by name. */
  cookies?: Map<string, string>;
}

/** A page that a person looks at: the login client that real pages run, with a cookie jar and a connection for each call. */
export class LoginPage {
  readonly login: Login;
  readonly deliveries: Delivery[] = [];
  readonly #origin: string;
  /** Its cookies by name. */
  readonly #cookies: Map<string, string>;

  /** @param options the client's request that the page is for, and the cookies that its browser has already */
  constructor(url: string, options: LoginPageOptions = {}) {
    const { answers, cookies = new Map<string, string>() } = options;
    this.#origin = url;
    this.#cookies = cookies;
    this.login = createLogin({
      baseUrl: url,
      ...(answers && { answers }),
      // Codes are not renewed automatically, so that each ended code is counted.
      renewals: 0,
      fetch: this.#fetch,
      io: this.#openSocket,
      // Each of these pages is in a browser of its own, which keeps our cookie and shares nothing with the others.
      session: 'cookie',
      locks: { request: (_name, _options, run) => run() },
      tabs: { post: () => undefined, listen: () => () => undefined },
    });
  }

  get state(): LoginState {
    return this.login.getState();
  }

  /** Resolves with the state once it is one that is waited for. @throws Error after a timeout */
  until(holds: (state: LoginState) => boolean, what: string): Promise<LoginState> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        if (!holds(this.state)) return;
        stopListening();
        clearTimeout(timer);
        resolve(this.state);
      };
      const stopListening = this.login.subscribe(look);
      const timer = setTimeout(() => {
        stopListening();
        reject(new Error(`a page waited for ${what}; it shows ${JSON.stringify(this.state).slice(0, 300)}`));
      }, TIMEOUT_MS);
      look();
    });
  }

  /** One call of the site's own, with the token that came last. */
  get(path: string): Promise<Response> {
    const accessToken = this.deliveries.at(-1)?.accessToken ?? '';
    return this.#fetch(this.#origin + path, { headers: { Authorization: `Bearer ${accessToken}` } });
  }

  readonly #fetch: Fetch = async (url, init) => {
    const headers = new Headers(init.headers);
    headers.set('Origin', this.#origin);
    if (this.#cookies.size > 0) headers.set('Cookie', [...this.#cookies.values()].join('; '));
    const response = await oneShotFetch(url, { ...init, headers });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const [name = ''] = pair.split('=');
      if (/max-age=0/i.test(line)) this.#cookies.delete(name);
      else this.#cookies.set(name, pair);
    }
    await this.#record(url, init, response.clone());
    return response;
  };

  /** Records the tokens of a poll and of a claim. */
  async #record(url: string, init: RequestInit, response: Response): Promise<void> {
    if (!response.ok || !/\/token$|\/api\/session$/.test(url) || init.method !== 'POST') return;
    const { scene = url.split('/').at(-2) } = JSON.parse(init.body as string) as { scene?: string };
    const { accessToken } = (await response.json()) as { accessToken: string };
    this.deliveries.push({ scene: scene as string, accessToken });
  }

  readonly #openSocket: SocketFactory = <Events>(address: string, options: Parameters<SocketFactory>[1]) => {
    const socket = io(address, { ...options, extraHeaders: { Origin: this.#origin } });
    const { auth } = options;
    socket.on('login', ({ accessToken }: { accessToken: string }) => {
      if (typeof auth !== 'function') return;
      auth((given) => this.deliveries.push({ scene: (given as { scene: string }).scene, accessToken }));
    });
    return socket as unknown as ClientSocket<Events>;
  };
}
