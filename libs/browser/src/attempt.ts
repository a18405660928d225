import type { ErrorCode, LoginResult, RandomSource, SceneSnapshot, UserProfile } from '@maqiao/shared';
import type { ApiClient } from './api-client.ts';
import { backoffMs } from './backoff.ts';
import { claimSession } from './claim-session.ts';
import type { ClockOffset } from './clock-offset.ts';
import type { Timers } from './clock.ts';
import { followScene, type SceneEnd } from './follow-scene.ts';
import type { Attempt, KeptAttempts } from './kept-attempt.ts';
import type { PageSignals } from './page-signals.ts';
import { pause } from './pause.ts';
import { registerScene } from './register-scene.ts';
import type { WithSessionLock } from './session-lock.ts';
import type { SocketFactory } from './socket-factory.ts';
import type { LoginEvent, OpenScene } from './state.ts';

export interface AttemptContext {
  api: ApiClient;
  io: SocketFactory;
  baseUrl: string;
  display: 'screen' | 'same-phone';
  /** Whether a confirmed scene is claimed for the cookie. */
  cookies: boolean;
  random: RandomSource | undefined;
  clock: ClockOffset;
  timers: Timers;
  page: PageSignals;
  kept: KeptAttempts;
  withLock: WithSessionLock;
  dispatch: (event: LoginEvent) => void;
}

/** How an attempt ended. */
export type AttemptOutcome =
  | { kind: 'signed-in'; result: LoginResult }
  | { kind: 'refused' }
  | { kind: 'replaced' }
  | { kind: 'failed'; code: ErrorCode }
  /** `attended`: a phone had scanned it, so a new code by itself would surprise the person. */
  | { kind: 'over'; attended: boolean }
  /** The claim came too late, or was made before: the cookie may be here. */
  | { kind: 'claim-over' }
  | { kind: 'stopped' };

/**
 * One login attempt from its name to its tokens: registers a scene, or takes up the one that this tab kept,
 * follows it, and claims the session. Shows its progress through `dispatch`. Ends early when `signal` aborts.
 */
export async function runAttempt(
  context: AttemptContext,
  takeUpKept: boolean,
  signal: AbortSignal,
): Promise<AttemptOutcome> {
  const { kept, clock } = context;
  const attempt = takeUpKept ? kept.read() : null;
  if (attempt) {
    clock.restore(attempt.offsetMs);
    if (attempt.expiresAt > clock.serverNow()) {
      const pursuit = await pursue(context, attempt, null, signal);
      // A kept attempt that turns out to be over was never on this screen: begin without a word.
      if (pursuit.seen || (pursuit.outcome.kind !== 'over' && pursuit.outcome.kind !== 'claim-over')) {
        return pursuit.outcome;
      }
    }
  }
  kept.forget();
  for (let tries = 0; ; tries++) {
    const registration = await registerScene({ ...context, signal });
    if (signal.aborted) return { kind: 'stopped' };
    if (registration.kind === 'refused') return { kind: 'failed', code: registration.code };
    if (registration.kind === 'registered') {
      return (await pursue(context, registration.attempt, registration.snapshot, signal)).outcome;
    }
    context.dispatch({ type: 'offline' });
    await pause(backoffMs(tries), { ...context, signal });
    if (signal.aborted) return { kind: 'stopped' };
  }
}

/** Follows one scene to its end and claims it. `seen`: whether it was on screen. */
async function pursue(
  context: AttemptContext,
  attempt: Attempt,
  first: SceneSnapshot | null,
  signal: AbortSignal,
): Promise<{ outcome: AttemptOutcome; seen: boolean }> {
  const { kept, clock, page, dispatch } = context;
  let last: SceneSnapshot | null = null;

  const saw = (snapshot: SceneSnapshot): void => {
    last = snapshot;
    attempt.expiresAt = Date.parse(snapshot.expiresAt);
    attempt.offsetMs = clock.offsetMs();
    kept.keep(attempt);
    if (isOpen(snapshot.status)) {
      dispatch(seenEvent(attempt, clock, snapshot.status, snapshot.user ?? null, snapshot.number ?? null));
    }
  };
  const { promise, resolve } = settled<
    SceneEnd | { kind: 'granted'; result: LoginResult } | { kind: 'stopped' }
  >();
  const following = followScene({
    ...context,
    attempt,
    signal,
    listener: {
      open: saw,
      granted: (result) => resolve({ kind: 'granted', result }),
      ended: resolve,
      unreachable: () => dispatch({ type: 'offline' }),
    },
  });
  const stopListening = page.listen((what) =>
    what === 'visible' ? following.checkIfDown() : following.check(),
  );
  const onAbort = (): void => resolve({ kind: 'stopped' });
  signal.addEventListener('abort', onAbort);
  if (first) following.see(first);
  else following.check();

  try {
    const end = await promise;
    if (end.kind === 'granted') {
      const shown = (last as SceneSnapshot | null)?.user ?? end.result.user;
      dispatch(seenEvent(attempt, clock, 'confirmed', shown, null));
      return { outcome: await claim(context, attempt, end.result, signal), seen: true };
    }
    return { outcome: outcomeOf(end, last), seen: last !== null };
  } finally {
    // Only now: closing the socket earlier could overtake the acknowledgement of the push.
    following.stop();
    stopListening();
    signal.removeEventListener('abort', onAbort);
  }
}

async function claim(
  context: AttemptContext,
  { scene, verifier }: Attempt,
  result: LoginResult,
  signal: AbortSignal,
): Promise<AttemptOutcome> {
  if (!context.cookies) return { kind: 'signed-in', result };
  const outcome = await claimSession({
    api: context.api,
    scene,
    verifier,
    signal,
    withLock: context.withLock,
    pause: (ms) => pause(ms, { ...context, signal }),
    onUnreachable: () => context.dispatch({ type: 'offline' }),
  });
  switch (outcome.kind) {
    case 'claimed':
      return { kind: 'signed-in', result: outcome.result };
    case 'over':
      return { kind: 'claim-over' };
    default:
      return outcome;
  }
}

function outcomeOf(end: SceneEnd | { kind: 'stopped' }, last: SceneSnapshot | null): AttemptOutcome {
  switch (end.kind) {
    case 'expired':
      return { kind: 'over', attended: last !== null && last.status !== 'pending' };
    case 'gone':
      return { kind: 'over', attended: false };
    default:
      return end;
  }
}

function isOpen(status: SceneSnapshot['status']): status is OpenScene['status'] {
  return status === 'pending' || status === 'scanned' || status === 'confirmed';
}

function seenEvent(
  attempt: Attempt,
  clock: ClockOffset,
  status: OpenScene['status'],
  user: UserProfile | null,
  number: string | null,
): LoginEvent {
  return {
    type: 'seen',
    seen: {
      scene: attempt.scene,
      status,
      picture: `data:${attempt.wxacode.mediaType};base64,${attempt.wxacode.data}`,
      expiresAt: clock.toLocal(attempt.expiresAt),
      lifetimeMs: attempt.lifetimeMs,
      user,
      number,
    },
  };
}

/** A promise that is settled from outside; `Promise.withResolvers` is missing in browsers people still have. */
function settled<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve!: (value: T) => void;
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
