import type { ErrorCode, LoginResult, RandomSource, SceneSnapshot, UserProfile } from '@maqiao/shared';
import type { ApiClient } from './api-client.ts';
import { claimSession } from './claim-session.ts';
import type { ClockOffset } from './clock-offset.ts';
import type { Timers } from './clock.ts';
import { followScene, type SceneEnd } from './follow-scene.ts';
import type { Attempt } from './kept-attempt.ts';
import { isComeback, type PageSignals } from './page-signals.ts';
import { pause } from './pause.ts';
import type { LockManagerLike, WithSessionLock } from './session-lock.ts';
import type { SocketFactory } from './socket-factory.ts';
import type { OpenScene } from './state.ts';

/** What following a scene needs of the outside. */
export interface PursuitContext {
  api: ApiClient;
  io: SocketFactory;
  baseUrl: string;
  /** Whether a confirmed scene is claimed for the cookie. */
  cookies: boolean;
  random: RandomSource | undefined;
  clock: ClockOffset;
  timers: Timers;
  page: PageSignals;
  locks: LockManagerLike | undefined;
  withLock: WithSessionLock;
}

/** How an attempt ended. */
export type AttemptOutcome =
  | { kind: 'signed-in'; result: LoginResult }
  | { kind: 'refused' }
  | { kind: 'replaced' }
  | { kind: 'failed'; code: ErrorCode }
  /** `attended`: a phone had scanned it, so a new code by itself would surprise the person. `last`: the code that is over. */
  | { kind: 'over'; attended: boolean; last: Attempt }
  /** The claim came too late, or was made before: the cookie may be here. */
  | { kind: 'claim-over' }
  | { kind: 'stopped' };

interface PursuitListener {
  /** The scene is open, and stands where `pursuit.seen` says. */
  open(): void;
  unreachable(): void;
}

/** One scene on its way from its registration to its end. */
export interface Pursuit {
  readonly attempt: Attempt;
  /** What a screen would show of it; null before the server has said anything. */
  readonly seen: OpenScene | null;
  /** Settles once, also when it is stopped. */
  readonly ended: Promise<AttemptOutcome>;
  /** @param first what the registration answered; null for a scene taken up, which is asked for */
  begin(first: SceneSnapshot | null): void;
  stop(): void;
}

/** Follows one scene to its end and claims it when it is confirmed. */
export function pursueScene(context: PursuitContext, attempt: Attempt, listener: PursuitListener): Pursuit {
  const { clock, page } = context;
  const abort = new AbortController();
  const { signal } = abort;
  let seen: OpenScene | null = null;

  const show = (status: OpenScene['status'], user: UserProfile | null, number: string | null): void => {
    seen = {
      scene: attempt.scene,
      status,
      picture: `data:${attempt.wxacode.mediaType};base64,${attempt.wxacode.data}`,
      expiresAt: clock.toLocal(attempt.expiresAt),
      lifetimeMs: attempt.lifetimeMs,
      user,
      number,
    };
    listener.open();
  };
  const saw = (snapshot: SceneSnapshot): void => {
    attempt.expiresAt = Date.parse(snapshot.expiresAt);
    attempt.offsetMs = clock.offsetMs();
    const { status, user, number } = snapshot;
    if (status === 'pending' || status === 'scanned' || status === 'confirmed') {
      show(status, user ?? null, number ?? null);
    }
  };

  async function pursue(first: SceneSnapshot | null): Promise<AttemptOutcome> {
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
        unreachable: () => listener.unreachable(),
      },
    });
    const stopListening = page.listen((what) => {
      if (what === 'visible') following.checkIfDown();
      else if (what === 'offline' || isComeback(what)) following.check();
    });
    const onAbort = (): void => resolve({ kind: 'stopped' });
    signal.addEventListener('abort', onAbort);
    if (first) following.see(first);
    else following.check();
    try {
      const end = await promise;
      if (end.kind !== 'granted') return outcomeOf(end, attempt, seen);
      show('confirmed', seen?.user ?? end.result.user, null);
      return await claim(end.result);
    } finally {
      // Only now: closing the socket earlier could overtake the acknowledgement of the push.
      following.stop();
      stopListening();
      signal.removeEventListener('abort', onAbort);
    }
  }

  async function claim(result: LoginResult): Promise<AttemptOutcome> {
    if (!context.cookies) return { kind: 'signed-in', result };
    const outcome = await claimSession({
      ...context,
      scene: attempt.scene,
      verifier: attempt.verifier,
      signal,
      pause: (ms) => pause(ms, { ...context, signal }),
      onUnreachable: () => listener.unreachable(),
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

  const { promise: ended, resolve: end } = settled<AttemptOutcome>();
  return {
    attempt,
    get seen() {
      return seen;
    },
    ended,
    begin: (first) => void pursue(first).then(end),
    stop: () => abort.abort(),
  };
}

function outcomeOf(
  end: SceneEnd | { kind: 'stopped' },
  last: Attempt,
  seen: OpenScene | null,
): AttemptOutcome {
  switch (end.kind) {
    case 'expired':
      return { kind: 'over', attended: seen !== null && seen.status !== 'pending', last };
    case 'gone':
      return { kind: 'over', attended: false, last };
    default:
      return end;
  }
}

/** A promise that is settled from outside; `Promise.withResolvers` is missing in browsers people still have. */
function settled<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve!: (value: T) => void;
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
