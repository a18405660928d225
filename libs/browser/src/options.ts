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
  /** For the server's own page alone: a client's request that waits for this sign-in. No other page may answer one. */
  interaction?: InteractionOptions;
  /** For the server's own page alone: what the confirm does, where it signs nobody in. */
  purpose?: PurposeOptions;
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

/** A client's authorization request that waits for its person (OpenID Connect). */
export interface InteractionOptions {
  /** Its id, as in the page's address. */
  uid: string;
  /** Called once the person has signed in, with the address that the page goes to; the login does nothing more. */
  onContinue: (address: string) => void;
}

/** What a person who is signed in here is asked for, and what follows. */
export interface PurposeOptions {
  asked: AskedPurpose;
  /** Called once it is done; the login does nothing more. The session that was there goes on. */
  onDone: () => void;
}

/** {@link LoginOptions} with all defaults. */
export interface LoginEnvironment {
  baseUrl: string;
  crossOrigin: boolean;
  display: 'screen' | 'same-phone';
  method: string | undefined;
  cookies: boolean;
  renewals: number;
  /** Null: in memory only. */
  storage: KeyValueStorage | null;
  interaction: InteractionOptions | undefined;
  purpose: PurposeOptions | undefined;
  onAccountChanged: (() => void) | undefined;
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
    baseUrl,
    crossOrigin: !atHome,
    display: options.display ?? 'screen',
    method: options.method,
    cookies:
      options.session === 'cookie' ||
      (options.session !== 'none' && (atHome || isSameSite(ownOrigin ?? '', baseUrl))),
    renewals: options.renewals ?? 5,
    storage: options.storage !== undefined ? options.storage : atHome ? tabStorage() : null,
    interaction: options.interaction,
    purpose: options.purpose,
    onAccountChanged: options.onAccountChanged,
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
