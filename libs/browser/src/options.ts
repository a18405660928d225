import type { AskedPurpose, RandomSource } from '@maqiao/shared';
import type { Fetch } from './fetch.ts';
import { systemClock, systemTimers, type Clock, type Timers } from './clock.ts';
import type { KeyValueStorage } from './login/attempt-store.ts';
import { browserSignals, type PageSignals } from './page-signals.ts';
import { isSameSite } from './same-site.ts';
import type { LockManagerLike } from './session-lock.ts';
import type { SocketFactory } from './socket-factory.ts';
import { openSocket } from './socket-io.ts';
import { browserTabs, type TabChannel } from './tab-channel.ts';

/** Options of a login. The defaults are right for the hosted page. */
export interface LoginOptions {
  /** Origin of the API, such as `https://login.example.com`. Default: the page's own. */
  baseUrl?: string;
  /** `same-phone`: the picture is shown on the phone that will scan it. Default `screen`. */
  display?: 'screen' | 'same-phone';
  /** How people sign in, by its id in `GET /api/sign-in-options`. Default: the first that the server offers. */
  method?: string;
  /**
   * `cookie` stays signed in over reloads; it needs a page on the API's own site, such as a sub-domain of it.
   * `none` is for pages on other sites, where our cookie cannot be held: a session then lives one access token.
   * Default `auto`: by the two host names.
   */
  session?: 'auto' | 'cookie' | 'none';
  /** How many codes follow each other by themselves while the page is looked at. Default 5. */
  renewals?: number;
  /**
   * Keeps the attempt, its secret included, over a reload; `null` keeps it in memory only. Default: `sessionStorage`
   * on the API's own origin, `null` on every other, where the scripts of another site could read it.
   */
  storage?: KeyValueStorage | null;
  /** For the server's own pages alone: what the confirm answers, where that is no sign-in of this browser. */
  answers?: AnswerOptions;
  /** Called when a way to sign in was added to the account that is signed in, or removed from it, wherever that was. */
  onAccountChanged?: () => void;
  fetch?: Fetch;
  /** Opens sockets. Default: socket.io-client, over a websocket only. */
  io?: SocketFactory;
  /** Cryptographic randomness. Default `crypto`; without one no login is begun. */
  crypto?: RandomSource;
  clock?: Clock;
  timers?: Timers;
  page?: PageSignals;
  locks?: LockManagerLike;
  tabs?: TabChannel;
}

/** What a confirm answers: a client's authorization request (OpenID Connect), or what a page asks of who is signed in. */
export interface AnswerOptions {
  /** Sent with each scene: the id of the request, as in the page's address; or the purpose. */
  asked: { interaction: string } | AskedPurpose;
  /**
   * Called once it is answered; the login does nothing more. `to`: the address that the page goes to, for a client's
   * request; for a purpose undefined, and the session that was there goes on.
   */
  onAnswered: (to: string | undefined) => void;
}

/** {@link LoginOptions} with all defaults; what is optional has none. */
export interface LoginEnvironment extends Pick<LoginOptions, 'method' | 'answers' | 'onAccountChanged'> {
  baseUrl: string;
  crossOrigin: boolean;
  display: 'screen' | 'same-phone';
  cookies: boolean;
  renewals: number;
  /** Null: in memory only. */
  storage: KeyValueStorage | null;
  fetch: Fetch;
  io: SocketFactory;
  random: RandomSource | undefined;
  clock: Clock;
  timers: Timers;
  page: PageSignals;
  locks: LockManagerLike | undefined;
  tabs: TabChannel;
}

/** Fills in the browser's own parts. */
export function readOptions(options: LoginOptions): LoginEnvironment {
  const baseUrl = (options.baseUrl ?? '').replace(/\/+$/, '');
  const ownOrigin = (globalThis as Partial<typeof globalThis>).location?.origin;
  const atHome = baseUrl === '' || baseUrl === ownOrigin;
  return {
    ...options,
    baseUrl,
    crossOrigin: !atHome,
    display: options.display ?? 'screen',
    cookies:
      options.session === 'cookie' ||
      (options.session !== 'none' && (atHome || isSameSite(ownOrigin ?? '', baseUrl))),
    renewals: options.renewals ?? 5,
    storage: options.storage !== undefined ? options.storage : atHome ? tabStorage() : null,
    fetch: options.fetch ?? ((url, init) => globalThis.fetch(url, init)),
    io: options.io ?? openSocket,
    random: options.crypto ?? globalThis.crypto,
    clock: options.clock ?? systemClock,
    timers: options.timers ?? systemTimers,
    page: options.page ?? browserSignals(),
    locks: options.locks ?? webLocks(),
    tabs: options.tabs ?? browserTabs(baseUrl),
  };
}

/** Reading `sessionStorage` throws where cookies are blocked. */
function tabStorage(): KeyValueStorage | null {
  try {
    return globalThis.sessionStorage ?? null;
  } catch {
    return null;
  }
}

/** Only on secure origins, and not in every browser. */
function webLocks(): LockManagerLike | undefined {
  if (typeof navigator === 'undefined') return undefined;
  const locks = (navigator as Partial<Navigator>).locks;
  return locks && { request: async (name, options, run) => locks.request(name, options, run) };
}
