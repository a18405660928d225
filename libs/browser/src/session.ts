import type { ErrorCode, LoginResult, UserProfile } from '@maqiao/shared';
import { asLoginResult } from './answers.ts';
import type { ApiAnswer, ApiClient } from './api-client.ts';
import { backoffMs } from './backoff.ts';
import type { Clock, Timers } from './clock.ts';
import type { WithSessionLock } from './session-lock.ts';
import { openSessionSocket, type SessionSocket } from './session-socket.ts';
import type { SocketFactory } from './socket-factory.ts';
import type { SignedOutReason } from './state.ts';

interface SessionListener {
  /** Refreshed; the person may have a new name. */
  refreshed(user: UserProfile): void;
  /** Over: signed out elsewhere, revoked, or expired. */
  ended(reason: SignedOutReason): void;
}

export interface SessionOptions {
  api: ApiClient;
  io: SocketFactory;
  baseUrl: string;
  /** False where the page cannot hold our cookie: then a session lives one access token. */
  cookies: boolean;
  clock: Clock;
  timers: Timers;
  withLock: WithSessionLock;
  listener: SessionListener;
  /** A way to sign in was added to the person's account, or removed from it. */
  onAccountChanged?: (() => void) | undefined;
}

/** The result of a sign-out: done, the server could not be reached, or a firewall in front refused the call. */
export type SignOutOutcome = 'done' | 'failed' | 'blocked';

export interface Session {
  /** `POST /api/session/refresh`, at most one at a time. Continues the session when there is one. */
  refresh(): Promise<ApiAnswer<LoginResult>>;
  /** Starts with a session that was just claimed. */
  adopt(result: LoginResult): void;
  /** A token that is valid for at least half a minute, refreshed when needed; null without a session or a network. */
  getAccessToken(): Promise<string | null>;
  /**
   * `POST /api/session/delete`. After `failed`, the server could not be reached, and `blocked`, a firewall in front
   * refused the call, the session is still there.
   */
  signOut(): Promise<SignOutOutcome>;
  /** Refreshes when it is time: timers stand still while a machine sleeps. */
  wake(): void;
  /** Drops the token and closes every timer and socket. The cookie stays. */
  drop(): void;
}

/** How long before its end a token is refreshed, but never before half of its life. */
const AHEAD_MS = 60_000;
const GOOD_FOR_MS = 30_000;
/** How many times in a row the session's socket may be refused before it is left alone until the next refresh. */
const MAX_RECHECKS = 3;

const NOBODY = { kind: 'problem', code: 'no_session', problem: {}, retryAfterMs: null } as const;

/** The answer to a refresh: a session, or 204 where nobody is signed in. Null when it is neither. */
function asSessionAnswer(body: unknown): { session: LoginResult | null } | null {
  if (body === undefined) return { session: null };
  const session = asLoginResult(body);
  return session && { session };
}

/** Holds the access token in memory, keeps it fresh while the page is open, and notices a remote sign-out. */
export function createSession(options: SessionOptions): Session {
  const { api, io, baseUrl, cookies, clock, timers, withLock, listener, onAccountChanged } = options;
  let token: { text: string; expiresAt: number; refreshAt: number } | null = null;
  let refreshing: Promise<ApiAnswer<LoginResult>> | null = null;
  let socket: SessionSocket | null = null;
  let timer: unknown;
  let failures = 0;
  let rechecks = 0;
  // Counts sessions: an answer for one that was dropped meanwhile must not bring it back.
  let generation = 0;

  const schedule = (ms: number): void => {
    timers.clearTimeout(timer);
    timer = timers.setTimeout(() => void renew(), Math.max(1000, ms));
  };
  const drop = (): void => {
    generation += 1;
    token = null;
    refreshing = null;
    rechecks = 0;
    timers.clearTimeout(timer);
    socket?.stop();
    socket = null;
  };
  const adopt = (result: LoginResult): void => {
    const now = clock.now();
    const lifetime = result.expiresIn * 1000;
    token = {
      text: result.accessToken,
      expiresAt: now + lifetime,
      refreshAt: now + (cookies ? Math.max(lifetime / 2, lifetime - AHEAD_MS) : lifetime),
    };
    failures = 0;
    schedule(token.refreshAt - now);
    if (socket) socket.retry();
    else
      socket = openSessionSocket({
        io,
        baseUrl,
        readToken: () => token?.text ?? null,
        onRecheck: recheck,
        onAccountChanged,
      });
  };
  const end = (reason: SignedOutReason): void => {
    drop();
    listener.ended(reason);
  };

  function refresh(): Promise<ApiAnswer<LoginResult>> {
    if (refreshing) return refreshing;
    const mine = generation;
    const call = withLock(() => askForSession(mine)).then((answer) => {
      if (mine !== generation) return answer;
      refreshing = null;
      if (answer.kind === 'ok') adopt(answer.body);
      return answer;
    });
    refreshing = call;
    return call;
  }

  /** Nobody being signed in is an ordinary answer, so that browsers write no error into their console. */
  async function askForSession(mine: number): Promise<ApiAnswer<LoginResult>> {
    // Stopped while waiting for the lock: nothing to ask for any more.
    if (mine !== generation) return { kind: 'unreachable' };
    const answer = await api.call('/api/session/refresh', asSessionAnswer, { body: { ifSignedIn: true } });
    if (answer.kind !== 'ok') return answer;
    const { session } = answer.body;
    return session ? { kind: 'ok', body: session } : NOBODY;
  }

  /** Refreshes the current session and handles the answer. */
  async function renew(): Promise<void> {
    if (!token) return;
    if (!cookies)
      return clock.now() >= token.expiresAt ? end('expired') : schedule(token.expiresAt - clock.now());
    const mine = generation;
    const answer = await refresh();
    if (mine !== generation) return;
    if (answer.kind === 'ok') return listener.refreshed(answer.body.user);
    if (answer.kind === 'problem' && (answer.code === 'no_session' || answer.code === 'session_revoked')) {
      return end('ended');
    }
    const wait = answer.kind === 'problem' ? answer.retryAfterMs : null;
    schedule(wait ?? backoffMs(failures++, 5000, 60_000));
  }

  /** The cookie decides: another tab may have signed in again, which ends this session but not the browser's. */
  function recheck(code: ErrorCode | 'session_ended'): void {
    if (!cookies) {
      if (code === 'session_ended' || code === 'session_revoked') end('ended');
      return;
    }
    if (code === 'session_ended') return void renew();
    if (++rechecks > MAX_RECHECKS) return;
    if (code === 'invalid_token' || code === 'session_revoked') return void renew();
    const mine = generation;
    timers.setTimeout(() => mine === generation && socket?.retry(), backoffMs(rechecks, 2000, 30_000));
  }

  return {
    refresh,
    adopt,
    async getAccessToken() {
      if (!token) return null;
      if (token.expiresAt - clock.now() <= GOOD_FOR_MS) await renew();
      const now = token as { text: string; expiresAt: number } | null;
      return now && now.expiresAt > clock.now() ? now.text : null;
    },
    async signOut() {
      if (cookies) {
        const answer = await withLock(() => api.call('/api/session/delete', () => true));
        const gone =
          answer.kind === 'ok' ||
          (answer.kind === 'problem' && (answer.code === 'no_session' || answer.code === 'session_revoked'));
        if (!gone) {
          const blocked = answer.kind === 'problem' && answer.code === 'blocked_by_firewall';
          return blocked ? 'blocked' : 'failed';
        }
      }
      drop();
      return 'done';
    },
    wake() {
      if (token && clock.now() >= token.refreshAt) void renew();
      else socket?.retry();
    },
    drop,
  };
}
