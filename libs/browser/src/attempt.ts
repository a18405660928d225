import { backoffMs } from './backoff.ts';
import type { Attempt } from './kept-attempt.ts';
import { pause } from './pause.ts';
import type { AttemptOutcome } from './pursue-scene.ts';
import { registerScene } from './register-scene.ts';
import { holdScene } from './scene-hold.ts';
import { runSuccession, type SuccessionContext } from './succession.ts';

/**
 * One login attempt from its name to its tokens: registers a scene, or takes up the one that this tab kept,
 * follows it and its successors, and claims the session. Shows its progress through `dispatch`. Ends early when
 * `signal` aborts.
 */
export async function runAttempt(
  context: SuccessionContext,
  takeUpKept: boolean,
  signal: AbortSignal,
): Promise<AttemptOutcome> {
  const { kept } = context;
  const attempt = takeUpKept ? await keptHere(context) : null;
  if (signal.aborted) return { kind: 'stopped' };
  if (attempt) {
    const { outcome, seen } = await runSuccession(context, attempt, null, signal);
    // A kept attempt that turns out to be over was never on this screen: begin without a word.
    if (seen || (outcome.kind !== 'over' && outcome.kind !== 'claim-over')) return outcome;
  }
  kept.forget();
  for (let tries = 0; ; tries++) {
    const registration = await registerScene({ ...context, signal });
    if (signal.aborted) return { kind: 'stopped' };
    if (registration.kind === 'refused') return { kind: 'failed', code: registration.code };
    if (registration.kind === 'registered') {
      return (await runSuccession(context, registration.attempt, registration.snapshot, signal)).outcome;
    }
    context.dispatch({ type: 'offline' });
    await pause(backoffMs(tries), { ...context, signal });
    if (signal.aborted) return { kind: 'stopped' };
  }
}

/** The attempt that this tab kept, while it lives and no other tab has it. */
async function keptHere({ kept, clock, locks, timers }: SuccessionContext): Promise<Attempt | null> {
  const attempt = kept.read();
  if (!attempt) return null;
  clock.restore(attempt.offsetMs);
  if (attempt.expiresAt <= clock.serverNow()) return null;
  const hold = holdScene(locks, attempt.scene, timers);
  const ours = await hold.granted;
  hold.release();
  return ours ? attempt : null;
}
