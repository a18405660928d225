import type { ErrorCode, LoginResult } from '@maqiao/shared';
import { asSceneSnapshot } from './answers.ts';
import { createApiClient } from './api-client.ts';
import { runAttempt, type AttemptContext } from './attempt.ts';
import { backoffMs } from './backoff.ts';
import { createClockOffset } from './clock-offset.ts';
import { isRetryable } from './error-recovery.ts';
import { createKeptAttempts } from './kept-attempt.ts';
import { readOptions, type LoginOptions } from './options.ts';
import { pause, untilVisible } from './pause.ts';
import { createSession } from './session.ts';
import { createSessionLock } from './session-lock.ts';
import { reduce, type LoginEvent, type LoginState } from './state.ts';

/** A login and the session it leads to. One for a page. */
export interface Login {
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
  /** Ends the session and begins a new login. When the server cannot be told, the state says `signOut: 'failed'`. */
  signOut(): Promise<void>;
  /** For the API's and the site's own calls: a token good for half a minute, or null. Keep it nowhere. */
  getAccessToken(): Promise<string | null>;
  /** Leaves: closes sockets, timers and listeners. The attempt stays good for a reload; `start()` takes it up. */
  stop(): void;
}

/** The login client: owns the secret, the scene, its sockets, renewals and the session that follows. */
export function createLogin(options: LoginOptions = {}): Login {
  const env = readOptions(options);
  const { timers, page } = env;
  const withLock = createSessionLock(env.locks, timers);
  const api = createApiClient({ ...env, credentials: env.cookies ? 'include' : 'omit' });
  const kept = createKeptAttempts(env.storage);
  const context: AttemptContext = {
    ...env,
    api,
    kept,
    withLock,
    clock: createClockOffset(env.clock),
    dispatch: (event) => dispatch(event),
  };
  const session = createSession({
    ...env,
    api,
    withLock,
    listener: {
      refreshed: (user) => dispatch({ type: 'signed-in', user }),
      ended: (code) => fail(code),
    },
  });

  let state: LoginState = { phase: 'loading' };
  const listeners = new Set<() => void>();
  /** Aborted to end what is under way; null when nothing is. */
  let run: AbortController | null = null;
  let stopListening: (() => void) | null = null;
  /** Whether the server has said that this browser has no session. */
  let knownSignedOut = false;

  function dispatch(event: LoginEvent): void {
    const next = reduce(state, event);
    if (next === state) return;
    state = next;
    for (const listener of [...listeners]) listener();
  }

  function endRun(): void {
    run?.abort();
    run = null;
  }

  function fail(code: ErrorCode): void {
    kept.forget();
    endRun();
    dispatch({ type: 'failed', code, retryable: isRetryable(code) });
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
    stopListening ??= page.listen((what) => what !== 'offline' && session.wake());
    dispatch({ type: 'begun' });
    void go(takeUpKept, run.signal);
  }

  async function go(takeUpKept: boolean, signal: AbortSignal): Promise<void> {
    if (env.cookies && !knownSignedOut && (await takeUpSession(signal))) return;
    let takeUp = takeUpKept;
    for (let renewals = 0; !signal.aborted;) {
      const outcome = await runAttempt(context, takeUp, signal);
      takeUp = false;
      if (signal.aborted) return;
      switch (outcome.kind) {
        case 'signed-in':
          return signedIn(outcome.result);
        case 'failed':
          return fail(outcome.code);
        case 'replaced':
          // The attempt stays kept: `start()` continues with it. The other tab may have signed in by then.
          knownSignedOut = false;
          endRun();
          return dispatch({ type: 'replaced' });
        case 'refused':
          kept.forget();
          endRun();
          return dispatch({ type: 'refused' });
        case 'claim-over':
          kept.forget();
          if (await takeUpSession(signal)) return;
          break;
        case 'over':
          kept.forget();
          if (outcome.attended || renewals >= env.renewals) break;
          renewals += 1;
          dispatch({ type: 'expired', renewal: 'automatic' });
          await untilVisible(page, signal);
          continue;
        case 'stopped':
          return;
      }
      if (signal.aborted) return;
      endRun();
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

  /** Tells the server that nobody waits for this scene any more. Best effort: without its secret it is dead anyway. */
  function withdraw(): void {
    const attempt = kept.read();
    kept.forget();
    // After `replaced` the scene is the other tab's.
    if (!attempt || state.phase === 'replaced') return;
    void api.call('POST', `/api/scenes/${attempt.scene}/cancel`, asSceneSnapshot, {
      body: { verifier: attempt.verifier },
      keepalive: true,
    });
  }

  const tooLateToWithdraw = (): boolean => state.phase === 'confirmed' || state.phase === 'signed-in';

  return {
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
      endRun();
      dispatch({ type: 'cancelled' });
    },
    async signOut() {
      if (state.phase !== 'signed-in' || state.signOut === 'working') return;
      dispatch({ type: 'sign-out', progress: 'working' });
      const done = await session.signOut();
      // Ended from elsewhere, or left, while we asked.
      if ((state as LoginState).phase !== 'signed-in' || !stopListening) return;
      if (!done) return dispatch({ type: 'sign-out', progress: 'failed' });
      knownSignedOut = true;
      begin(false);
    },
    getAccessToken: () => session.getAccessToken(),
    stop() {
      endRun();
      session.drop();
      stopListening?.();
      stopListening = null;
      if (state.phase === 'signed-in') dispatch({ type: 'begun' });
    },
  };
}
