import type { ErrorCode } from '@maqiao/shared';
import { asLoginResult } from './answers.ts';
import { createApiClient } from './api-client.ts';
import { createClockOffset } from './clock-offset.ts';
import { createAttemptStore } from './login/attempt-store.ts';
import { createLoginRunner } from './login/login-runner.ts';
import { readOptions, type LoginOptions } from './options.ts';
import { createOutcomeWaiters, outcomeOf, type LoginOutcome } from './outcome.ts';
import { createSession, type SignOutOutcome } from './session.ts';
import { createSessionLock } from './session-lock.ts';
import { withSleepWatch } from './sleep-watch.ts';
import type { LoginState } from './state.ts';

/** A login and the session it leads to. One for a page. */
export interface Login {
  /** Origin of the server; empty for the page's own. A stand-in for a login has none. */
  readonly baseUrl?: string;
  /** Called after every change; returns how to stop. */
  readonly subscribe: (listener: () => void) => () => void;
  /** The state of the login. The same object until something changes. */
  readonly getState: () => LoginState;
  /**
   * Continues the session of this browser, else the attempt that this tab began, else begins a new one. Does nothing
   * while an attempt is running or the person is signed in; in `replaced` it continues here.
   */
  start(): void;
  /** Shows a new code and withdraws the current one. Does nothing after the confirm. */
  renew(): void;
  /** Shows a code of this method from now on, in place of the current one. Does nothing after the confirm. */
  useMethod(id: string): void;
  /** Withdraws the current attempt; the phone then shows that it is closed. Does nothing after the confirm. */
  cancel(): void;
  /** Resolves with the outcome of the login, at once when there is one already. Never rejects. */
  result(): Promise<LoginOutcome>;
  /**
   * Ends the session of this browser, here and in this origin's other tabs, and begins a new login where one was shown
   * as signed in. Works on any page of the site, also where `start()` was never called: a session is the browser's, not
   * the page's. When the server cannot be reached, the person is still signed in, and the state of a signed-in login
   * says so too.
   * @returns `done`; `failed` when the server could not be reached; `blocked` when a firewall in front refused the call
   */
  signOut(): Promise<SignOutOutcome>;
  /**
   * For calls to the API and to the site: a token that is valid for at least half a minute, or null. Do not store it.
   */
  getAccessToken(): Promise<string | null>;
  /**
   * Signs in with the code that a pop-up has handed over (`POST /api/sign-in/redeem`); `openPopup` of
   * `@maqiao/browser/popup` does that by itself.
   * @param verifier whose challenge the pop-up was opened with
   * @returns null when the person is signed in, else why not; `unavailable` also without an answer
   */
  redeem(code: string, verifier: string): Promise<ErrorCode | null>;
  /** Stops: closes sockets, timers and listeners. The attempt stays stored; `start()` continues it. */
  stop(): void;
}

/** The login client: owns the secret, the scene, its sockets, renewals and the session that follows. */
export function createLogin(options: LoginOptions = {}): Login {
  const given = readOptions(options);
  const env = { ...given, page: withSleepWatch(given.page, given.clock, given.timers) };
  const withLock = createSessionLock(env.locks, env.timers);
  const api = createApiClient({ ...env, credentials: env.cookies ? 'include' : 'omit' });
  const session = createSession({
    ...env,
    api,
    withLock,
    listener: {
      refreshed: (user) => runner.dispatch({ type: 'session-refreshed', user }),
      ended: (reason) => runner.dispatch({ type: 'session-ended', reason }),
    },
  });
  const clock = createClockOffset(env.clock);
  const attempts = createAttemptStore(env.storage, env.answers?.asked);
  const listeners = new Set<() => void>();
  const waiters = createOutcomeWaiters();
  /** The running sign-out: a second call gets the same promise. */
  let signingOut: Promise<SignOutOutcome> | null = null;

  const context = { ...env, api, session, withLock, clock, attempts };
  const runner = createLoginRunner(context, (state) => {
    const outcome = outcomeOf(state);
    if (outcome) waiters.settle(outcome);
    for (const listener of [...listeners]) listener();
  });

  async function endSession(): Promise<SignOutOutcome> {
    runner.dispatch({ type: 'sign-out-requested' });
    const outcome = await session.signOut();
    runner.dispatch({ type: 'sign-out-answered', outcome });
    return outcome;
  }

  return {
    baseUrl: env.baseUrl,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    getState: () => runner.view(),
    start: () => runner.dispatch({ type: 'start' }),
    renew: () => runner.dispatch({ type: 'renew' }),
    useMethod(id) {
      context.method = id;
      runner.dispatch({ type: 'renew' });
    },
    cancel: () => runner.dispatch({ type: 'cancel' }),
    result() {
      const outcome = outcomeOf(runner.view());
      return outcome ? Promise.resolve(outcome) : waiters.wait();
    },
    signOut() {
      signingOut ??= endSession().finally(() => (signingOut = null));
      return signingOut;
    },
    getAccessToken: () => session.getAccessToken(),
    async redeem(code, verifier) {
      const body = { code, verifier, ...(!env.cookies && { session: 'none' }) };
      const answer = await withLock(() => api.call('/api/sign-in/redeem', asLoginResult, { body }));
      if (answer.kind === 'ok') runner.dispatch({ type: 'redeemed', result: answer.body });
      return answer.kind === 'ok' ? null : answer.kind === 'problem' ? answer.code : 'unavailable';
    },
    stop() {
      runner.dispatch({ type: 'stop' });
      waiters.settle({ kind: 'stopped' });
    },
  };
}
