import type { SceneSnapshot } from '@maqiao/shared';
import type { Attempt, InHand, KeptAttempts } from './kept-attempt.ts';
import type { LiveScenes } from './live-scenes.ts';
import { pauseUntil, untilVisible } from './pause.ts';
import { pursueScene, type AttemptOutcome, type Pursuit, type PursuitContext } from './pursue-scene.ts';
import { registerScene } from './register-scene.ts';
import { holdScene } from './scene-hold.ts';
import type { LoginEvent } from './state.ts';

export interface SuccessionContext extends PursuitContext {
  display: 'screen' | 'same-phone';
  kept: KeptAttempts;
  live: LiveScenes;
  /** How many more codes may follow by themselves. */
  renewals: { left: number };
  dispatch: (event: LoginEvent) => void;
}

/** How the last code of a succession ended. `seen`: whether the server ever said that one of them is open. */
export interface SuccessionEnd {
  outcome: AttemptOutcome;
  seen: boolean;
}

/**
 * When a code gives way to the next, in milliseconds before its end. Whoever points a phone at the old picture
 * while it goes away still has so long to scan it; the next one is asked for a little earlier, as WeChat takes
 * its time to draw.
 */
function leadOf({ lifetimeMs }: Attempt): { giveWayMs: number; fetchMs: number } {
  const giveWayMs = Math.min(10_000, lifetimeMs / 6);
  return { giveWayMs, fetchMs: giveWayMs + Math.min(5000, lifetimeMs / 12) };
}

/**
 * Follows a scene (and the one before it, if that can still be scanned), and its successors for as long as nobody scans one. Before an unseen code ends the next is in
 * hand and takes its place without a gap; both live for a moment, the first scan wins, and the other is
 * withdrawn. A page that nobody looks at asks for nothing. Ends early when `signal` aborts.
 */
export function runSuccession(
  context: SuccessionContext,
  inHand: InHand,
  first: SceneSnapshot | null,
  signal: AbortSignal,
): Promise<SuccessionEnd> {
  const { kept, live, renewals, clock, page, dispatch } = context;
  /** Ends the preparation of the next code. */
  const noNext = new AbortController();
  let shown: Pursuit;
  /** Left the screen, and can still be scanned. */
  let former: Pursuit | null = null;
  /** In hand, and not shown yet. */
  let next: { attempt: Attempt; snapshot: SceneSnapshot } | null = null;
  let asking = false;
  let won = false;
  let seen = false;
  /** How the code on screen ended while the next one was still being asked for. */
  let pending: AttemptOutcome | null = null;

  return new Promise((resolve) => {
    const finish = (outcome: AttemptOutcome): void => {
      signal.removeEventListener('abort', stop);
      noNext.abort();
      for (const other of [former, next])
        if (other && outcome.kind !== 'stopped') live.withdraw(other.attempt);
      former?.stop();
      former = next = null;
      resolve({ outcome, seen });
    };
    const stop = (): void => (pending ? finish({ kind: 'stopped' }) : shown.stop());

    const show = (): void => {
      const { seen: view } = shown;
      if (!view) return;
      seen = true;
      kept.keep(shown.attempt, former?.attempt);
      // People are told when this picture goes, not when the server forgets it.
      const early = view.status === 'pending' && renewals.left > 0 ? leadOf(shown.attempt).giveWayMs : 0;
      dispatch({
        type: 'seen',
        seen: { ...view, expiresAt: view.expiresAt - early, lifetimeMs: view.lifetimeMs - early },
      });
    };

    const opened = (pursuit: Pursuit): void => {
      if (pursuit.seen?.status !== 'pending' && !won) {
        won = true;
        noNext.abort();
        const losers = [pursuit === shown ? null : shown, pursuit === former ? null : former];
        shown = pursuit;
        former = null;
        for (const loser of losers) {
          if (!loser) continue;
          loser.stop();
          live.withdraw(loser.attempt);
        }
        if (next) live.withdraw(next.attempt);
        next = null;
      }
      if (pursuit === shown) show();
    };

    const ended = (pursuit: Pursuit, outcome: AttemptOutcome): void => {
      if (outcome.kind !== 'stopped') live.drop(pursuit.attempt);
      if (pursuit === former) {
        former = null;
        kept.keep(shown.attempt);
      }
      if (pursuit !== shown) return;
      const passedUnseen = outcome.kind === 'over' && !outcome.attended;
      if (passedUnseen && next) return giveWay();
      if (!passedUnseen || !asking) return finish(outcome);
      pending = outcome;
      dispatch({ type: 'expired', renewal: 'automatic' });
    };

    const pursue = (pursued: Attempt): Pursuit => {
      const hold = holdScene(context.locks, pursued.scene, context.timers);
      const pursuit: Pursuit = pursueScene(context, pursued, {
        open: () => opened(pursuit),
        unreachable: () => pursuit === shown && dispatch({ type: 'offline' }),
      });
      void pursuit.ended.then((outcome) => {
        hold.release();
        ended(pursuit, outcome);
      });
      live.add(pursued);
      return pursuit;
    };

    const follow = (pursued: Attempt, snapshot: SceneSnapshot | null): void => {
      shown = pursue(pursued);
      shown.begin(snapshot);
      void prepareNext(shown);
    };

    const giveWay = (): void => {
      if (!next) return;
      const { attempt: taken, snapshot } = next;
      former = pending ? null : shown;
      pending = next = null;
      renewals.left -= 1;
      // It has waited in hand: its `now` would set our clock back.
      follow(taken, { ...snapshot, now: new Date(clock.serverNow()).toISOString() });
    };

    async function prepareNext({ attempt: old }: Pursuit): Promise<void> {
      if (renewals.left <= 0) return;
      const waiting = { ...context, signal: noNext.signal };
      const { giveWayMs, fetchMs } = leadOf(old);
      await pauseUntil(old.expiresAt - fetchMs, waiting);
      await untilVisible(page, noNext.signal);
      if (noNext.signal.aborted || shown.attempt !== old) return;
      asking = true;
      const registration = await registerScene({ ...waiting, replaces: old });
      asking = false;
      if (registration.kind === 'registered') {
        live.add(registration.attempt);
        if (noNext.signal.aborted) return signal.aborted ? undefined : live.withdraw(registration.attempt);
        next = registration;
        if (!pending) await pauseUntil(old.expiresAt - giveWayMs, waiting);
        if (!noNext.signal.aborted) giveWay();
      } else if (pending) finish(pending);
    }

    signal.addEventListener('abort', stop);
    // After a reload the former code is asked for as well: it may have been scanned meanwhile.
    if (inHand.former) former = pursue(inHand.former);
    follow(inHand.attempt, first);
    former?.begin(null);
  });
}
