import type { ErrorCode, LoginResult } from '@maqiao/shared';
import { createApiClient } from './api-client.ts';
import { runAttempt } from './attempt.ts';
import { backoffMs } from './backoff.ts';
import { createClockOffset } from './clock-offset.ts';
import { isRetryable } from './error-recovery.ts';
import { createKeptAttempts, type Attempt } from './kept-attempt.ts';
import { createLiveScenes } from './live-scenes.ts';
import { readOptions, type LoginOptions } from './options.ts';
import { createOutcomeWaiters, outcomeOf, type LoginOutcome } from './outcome.ts';
import { isComeback, type PageSignal } from './page-signals.ts';
import { pause, untilVisible } from './pause.ts';
import { createSession, type SignOutOutcome } from './session.ts';
import { createSessionLock } from './session-lock.ts';
import { withSleepWatch } from './sleep-watch.ts';
import { reduce, type LoginEvent, type LoginState, type SignedOutReason } from './state.ts';
import type { SuccessionContext } from './succession.ts';
import type { TabMessage } from './tab-channel.ts';

/** A login and the session it leads to. One for a page. */
export interface Login {
  /** Origin of the server; empty for the page's own. A stand-in for a login has none. */
  readonly baseUrl?: string;
  /** Called after every change; returns how to stop. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Where the login stands. The same object until something changes. */
  readonly getState: () => LoginState;
  /**
   * Takes up the session this browser has, else the attempt this tab began, else begins one. Does nothing while
   * one is under way or the person is signed in; in `replaced` it continues here.
   */
  start(): void;
  /** A new code, at the person's wish: withdraws the one in hand. Does nothing once it is confirmed. */
  renew(): void;
  /** Withdraws the attempt in hand; the phone is told that it is closed. Does nothing once it is confirmed. */
  cancel(): void;
  /** What becomes of the login: at once when it is decided already, else as soon as it is. Never rejects. */
  result(): Promise<LoginOutcome>;
  /**
   * Ends the session of this browser, here and in this origin's other tabs, and begins a new login where one was shown as
   * signed in. Works on any page of the site, also where `start()` was never called: a session is the browser's, not the
   * page's. When the server cannot be told the person is still signed in, and the state of a signed-in login says so too.
   * @returns `done`; `failed` when the server could not be told; `blocked` when a firewall in front refused the call
   */
  signOut(): Promise<SignOutOutcome>;
  /** For the API's and the site's own calls: a token good for half a minute, or null. Keep it nowhere. */
  getAccessToken(): Promise<string | null>;
  /** Leaves: closes sockets, timers and listeners. The attempt stays good for a reload; `start()` takes it up. */
  stop(): void;
}

/** The login client: owns the secret, the scene, its sockets, renewals and the session that follows. */
export function createLogin(options: LoginOptions = {}): Login {
  const given = readOptions(options);
  const page = withSleepWatch(given.page, given.clock, given.timers);
  const env = { ...given, page };
  const withLock = createSessionLock(env.locks, env.timers);
  const api = createApiClient({ ...env, credentials: env.cookies ? 'include' : 'omit' });
  const kept = createKeptAttempts(env.storage);
  const live = createLiveScenes(api);
  const clock = createClockOffset(env.clock);
  const session = createSession({
    ...env,
    api,
    withLock,
    listener: {
      refreshed: (user) => dispatch({ type: 'signed-in', user }),
      ended: (reason) => signedOut(reason),
    },
  });

  let state: LoginState = { phase: 'loading' };
  const listeners = new Set<() => void>();
  const waiters = createOutcomeWaiters();
  /** Aborted to end what is under way; null when nothing is. */
  let run: AbortController | null = null;
  let stopListening: (() => void) | null = null;
  let stopHearing: (() => void) | null = null;
  /** Whether the server has said that this browser has no session. */
  let knownSignedOut = false;
  /** The sign-out under way: two taps are one. */
  let signingOut: Promise<SignOutOutcome> | null = null;

  function dispatch(event: LoginEvent): void {
    const next = reduce(state, event);
    if (next === state) return;
    state = next;
    const outcome = outcomeOf(state);
    if (outcome) waiters.settle(outcome);
    for (const listener of [...listeners]) listener();
  }

  function endRun(): void {
    run?.abort();
    run = null;
  }

  /** The run is over without a sign-in: nothing is left to watch the page for. */
  function rest(): void {
    endRun();
    stopListening?.();
    stopListening = null;
  }

  function fail(code: ErrorCode): void {
    kept.forget();
    rest();
    dispatch({ type: 'failed', code, retryable: isRetryable(code) });
  }

  /** Signed out without having asked for it here. */
  function signedOut(reason: SignedOutReason): void {
    kept.forget();
    rest();
    dispatch({ type: 'signed-out', reason });
  }

  function signedIn(result: LoginResult): void {
    kept.forget();
    endRun();
    knownSignedOut = false;
    session.adopt(result);
    dispatch({ type: 'signed-in', user: result.user });
  }

  function begin(takeUpKept: boolean): void {
    endRun();
    run = new AbortController();
    stopListening ??= page.listen(onPage);
    stopHearing ??= env.tabs.listen((message) => void onTab(message));
    dispatch({ type: 'begun' });
    void go(takeUpKept, run.signal);
  }

  function onPage(what: PageSignal): void {
    if (isComeback(what)) session.wake();
    // A reload can take up what is in storage; what is in memory goes with the page.
    if (what === 'left' && !env.storage && !tooLateToWithdraw()) live.withdrawAll();
  }

  async function onTab(message: TabMessage): Promise<void> {
    if (message === 'signed-out') {
      knownSignedOut = true;
      if (state.phase !== 'signed-in') return;
      session.drop();
      return signedOut('ended');
    }
    // Another tab signed in: this one need not ask for a scan any more.
    if (!env.cookies || state.phase === 'signed-in' || state.phase === 'cancelled') return;
    if (state.phase === 'scanned' || state.phase === 'confirmed') return;
    const answer = await session.refresh();
    if (answer.kind !== 'ok' || !stopHearing) return;
    live.withdrawAll();
    stopListening ??= page.listen(onPage);
    signedIn(answer.body);
  }

  async function go(takeUpKept: boolean, signal: AbortSignal): Promise<void> {
    if (env.cookies && !knownSignedOut && (await takeUpSession(signal))) return;
    const renewals = { left: env.renewals };
    const context: SuccessionContext = { ...env, api, kept, live, withLock, clock, renewals, dispatch };
    let former: Attempt | undefined;
    for (let takeUp = takeUpKept; !signal.aborted; takeUp = false) {
      const outcome = await runAttempt(context, takeUp, former, signal);
      if (signal.aborted) return;
      switch (outcome.kind) {
        case 'signed-in':
          signedIn(outcome.result);
          return env.tabs.post('signed-in');
        case 'failed':
          return fail(outcome.code);
        case 'replaced':
          // The attempt stays kept: `start()` continues with it. The other tab may have signed in by then.
          knownSignedOut = false;
          rest();
          return dispatch({ type: 'replaced' });
        case 'refused':
          kept.forget();
          rest();
          return dispatch({ type: 'refused' });
        case 'claim-over':
          kept.forget();
          if (await takeUpSession(signal)) return;
          break;
        case 'over':
          kept.forget();
          if (outcome.attended || renewals.left <= 0) break;
          renewals.left -= 1;
          former = outcome.last;
          dispatch({ type: 'expired', renewal: 'automatic' });
          await untilVisible(page, signal);
          continue;
        case 'stopped':
          return;
      }
      if (signal.aborted) return;
      rest();
      return dispatch({ type: 'expired', renewal: 'tap' });
    }
  }

  /** Whether it is settled without a new attempt: signed in, failed, or nobody waits any more. */
  async function takeUpSession(signal: AbortSignal): Promise<boolean> {
    for (let tries = 0; ; tries++) {
      const answer = await session.refresh();
      if (signal.aborted) return true;
      if (answer.kind === 'ok') {
        signedIn(answer.body);
        return true;
      }
      if (answer.kind === 'problem') {
        knownSignedOut = answer.code === 'no_session' || answer.code === 'session_revoked';
        if (!knownSignedOut) fail(answer.code);
        return !knownSignedOut;
      }
      dispatch({ type: 'offline' });
      await pause(backoffMs(tries), { ...env, signal });
      if (signal.aborted) return true;
    }
  }

  /** Nobody waits for this tab's scenes any more: the server is told. */
  function withdraw(): void {
    const inHand = kept.read();
    kept.forget();
    // After `replaced` the scene is the other tab's.
    if (inHand && state.phase !== 'replaced') {
      for (const attempt of [inHand.attempt, inHand.former]) if (attempt) live.add(attempt);
    }
    live.withdrawAll();
  }

  async function endSession(): Promise<SignOutOutcome> {
    if (state.phase === 'signed-in') dispatch({ type: 'sign-out', progress: 'working' });
    const outcome = await session.signOut();
    // The server has ended it: the other tabs are told even when this one was left meanwhile.
    if (outcome === 'done') {
      knownSignedOut = true;
      env.tabs.post('signed-out');
    }
    // Never shown as signed in here; or ended from elsewhere, or left, while we asked.
    if (state.phase !== 'signed-in' || !stopListening) return outcome;
    if (outcome === 'done') begin(false);
    else dispatch({ type: 'sign-out', progress: outcome });
    return outcome;
  }

  const tooLateToWithdraw = (): boolean => state.phase === 'confirmed' || state.phase === 'signed-in';

  return {
    baseUrl: env.baseUrl,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    getState: () => state,
    start() {
      if (run || state.phase === 'signed-in') return;
      begin(true);
    },
    renew() {
      if (tooLateToWithdraw()) return;
      withdraw();
      begin(false);
    },
    cancel() {
      if (tooLateToWithdraw()) return;
      withdraw();
      rest();
      dispatch({ type: 'cancelled' });
    },
    result() {
      const outcome = outcomeOf(state);
      return outcome ? Promise.resolve(outcome) : waiters.wait();
    },
    signOut() {
      signingOut ??= endSession().finally(() => (signingOut = null));
      return signingOut;
    },
    getAccessToken: () => session.getAccessToken(),
    stop() {
      rest();
      session.drop();
      stopHearing?.();
      stopHearing = null;
      live.dropAll();
      waiters.settle({ kind: 'stopped' });
      if (state.phase === 'signed-in') dispatch({ type: 'begun' });
    },
  };
}
