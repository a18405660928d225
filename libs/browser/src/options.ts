import type { RandomSource } from '@maqiao/shared';
import type { Fetch } from './api-client.ts';
import { systemClock, systemTimers, type Clock, type Timers } from './clock.ts';
import { createMemoryStorage, type KeyValueStorage } from './kept-attempt.ts';
import { browserSignals, type PageSignals } from './page-signals.ts';
import type { LockManagerLike } from './session-lock.ts';
import { openSocket, type SocketFactory } from './socket-factory.ts';

/** How a login is set up. Everything has a default that is right on the hosted page. */
export interface LoginOptions {
  /** Origin of the API, such as `https://login.example.com`. Default: the page's own. */
  baseUrl?: string;
  /** `same-phone`: the picture is shown on the phone that will scan it. Default `screen`. */
  display?: 'screen' | 'same-phone';
  /**
   * `cookie` (default) stays signed in over reloads; it needs a page on the API's own site. `none` is for pages
   * on other sites, where our cookie cannot be held: a session then lives one access token.
   */
  session?: 'cookie' | 'none';
  /** How many codes follow each other by themselves while the page is looked at. Default 5. */
  renewals?: number;
  /** Keeps the attempt over a reload. Default `sessionStorage`, or memory where that is blocked. */
  storage?: KeyValueStorage;
  fetch?: Fetch;
  io?: SocketFactory;
  /** Cryptographic randomness. Default `crypto`; without one no login is begun. */
  crypto?: RandomSource;
  clock?: Clock;
  timers?: Timers;
  page?: PageSignals;
  locks?: LockManagerLike;
}

/** {@link LoginOptions} with nothing left open. */
export interface LoginEnvironment {
  baseUrl: string;
  display: 'screen' | 'same-phone';
  cookies: boolean;
  renewals: number;
  storage: KeyValueStorage;
  fetch: Fetch;
  io: SocketFactory;
  random: RandomSource | undefined;
  clock: Clock;
  timers: Timers;
  page: PageSignals;
  locks: LockManagerLike | undefined;
}

/** Fills in the browser's own parts. */
export function readOptions(options: LoginOptions): LoginEnvironment {
  return {
    baseUrl: (options.baseUrl ?? '').replace(/\/+$/, ''),
    display: options.display ?? 'screen',
    cookies: options.session !== 'none',
    renewals: options.renewals ?? 5,
    storage: options.storage ?? tabStorage(),
    fetch: options.fetch ?? ((url, init) => globalThis.fetch(url, init)),
    io: options.io ?? openSocket,
    random: options.crypto ?? globalThis.crypto,
    clock: options.clock ?? systemClock,
    timers: options.timers ?? systemTimers,
    page: options.page ?? browserSignals(),
    locks: options.locks ?? webLocks(),
  };
}

/** Reading `sessionStorage` throws where cookies are blocked. */
function tabStorage(): KeyValueStorage {
  try {
    return globalThis.sessionStorage ?? createMemoryStorage();
  } catch {
    return createMemoryStorage();
  }
}

/** Only on secure origins, and not in every browser. */
function webLocks(): LockManagerLike | undefined {
  if (typeof navigator === 'undefined') return undefined;
  const locks = (navigator as Partial<Navigator>).locks;
  return locks && { request: async (name, options, run) => locks.request(name, options, run) };
}
