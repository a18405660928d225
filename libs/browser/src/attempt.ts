import { backoffMs } from './backoff.ts';
import type { Attempt, InHand } from './kept-attempt.ts';
import { pause } from './pause.ts';
import type { AttemptOutcome } from './pursue-scene.ts';
import { registerScene } from './register-scene.ts';
import { holdScene } from './scene-hold.ts';
import { runSuccession, type SuccessionContext } from './succession.ts';

/**
 * One login attempt from its name to its tokens: registers a scene, or takes up the one that this tab kept,
 * follows it and its successors, and claims the session. Shows its progress through `dispatch`. Ends early when
 * `signal` aborts.
 * @param former the code before it on this page, which it follows
 */
export async function runAttempt(
  context: SuccessionContext,
  takeUpKept: boolean,
  former: Attempt | undefined,
  signal: AbortSignal,
): Promise<AttemptOutcome> {
  const { kept } = context;
  const inHand = takeUpKept ? await keptHere(context) : null;
  if (signal.aborted) return { kind: 'stopped' };
  if (inHand) {
    const { outcome, seen } = await runSuccession(context, inHand, null, signal);
    // A kept attempt that turns out to be over was never on this screen: begin without a word.
    if (seen || (outcome.kind !== 'over' && outcome.kind !== 'claim-over')) return outcome;
  }
  kept.forget();
  for (let tries = 0; ; tries++) {
    const registration = await registerScene({ ...context, replaces: former ?? inHand?.attempt, signal });
    if (signal.aborted) return { kind: 'stopped' };
    if (registration.kind === 'refused') return { kind: 'failed', code: registration.code };
    if (registration.kind === 'registered') {
      const { attempt, snapshot } = registration;
      return (await runSuccession(context, { attempt, former: null }, snapshot, signal)).outcome;
    }
    context.dispatch({ type: 'offline' });
    await pause(backoffMs(tries), { ...context, signal });
    if (signal.aborted) return { kind: 'stopped' };
  }
}

/** What this tab kept, while it lives and no other tab has it. */
async function keptHere({ kept, clock, locks, timers }: SuccessionContext): Promise<InHand | null> {
  const inHand = kept.read();
  if (!inHand) return null;
  const { attempt, former } = inHand;
  clock.restore(attempt.offsetMs);
  const lives = ({ expiresAt }: Attempt): boolean => expiresAt > clock.serverNow();
  if (!lives(attempt)) return null;
  const hold = holdScene(locks, attempt.scene, timers);
  const ours = await hold.granted;
  hold.release();
  return ours ? { attempt, former: former && lives(former) ? former : null } : null;
}
