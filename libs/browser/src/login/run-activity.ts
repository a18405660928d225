import { backoffMs } from '../backoff.ts';
import { isComeback } from '../page-signals.ts';
import { pause, untilVisible } from '../pause.ts';
import type { Activity } from './activities.ts';
import type { StoredAttempts } from './attempt-store.ts';
import { claimSession } from './claim-session.ts';
import { prepareNextCode } from './code-rotation.ts';
import type { LoginAttempt } from './login-attempt.ts';
import type { LoginContext, Report } from './login-context.ts';
import { registerScene } from './register-scene.ts';
import { holdScene } from './scene-hold.ts';
import { watchScene } from './watch-scene.ts';

/** Runs an activity until `signal` aborts, and reports its events. */
export function runActivity(
  activity: Activity,
  context: LoginContext,
  signal: AbortSignal,
  report: Report,
): void {
  switch (activity.kind) {
    case 'listen-to-tabs':
      return listenToTabs(context, signal, report);
    case 'listen-to-page':
      return listenToPage(context, signal, report);
    case 'ask-session':
      return void askSession(context, signal, report);
    case 'restore':
      return void restore(context).then((stored) => report({ type: 'restored', stored }));
    case 'register':
      return void register(activity, context, signal, report);
    case 'watch':
      return watchScene(context, activity.attempt, activity.first, signal, report);
    case 'prepare-next':
      return void prepareNextCode(context, activity.attempt, signal, report);
    case 'claim':
      return void claimSession(context, activity.attempt, signal, report);
  }
}

function listenToTabs({ tabs }: LoginContext, signal: AbortSignal, report: Report): void {
  const stop = tabs.listen((message) =>
    report({ type: message === 'signed-in' ? 'tab-signed-in' : 'tab-signed-out' }),
  );
  signal.addEventListener('abort', stop);
}

function listenToPage(context: LoginContext, signal: AbortSignal, report: Report): void {
  const stop = context.page.listen((what) => {
    if (isComeback(what)) context.session.wake();
    // A reload can continue a stored attempt; one in memory is lost with the page.
    if (what === 'left' && !context.storage) report({ type: 'page-left' });
  });
  signal.addEventListener('abort', stop);
}

/** Asks until there is an answer whether this browser has a session. */
async function askSession(context: LoginContext, signal: AbortSignal, report: Report): Promise<void> {
  for (let tries = 0; !signal.aborted; tries++) {
    const answer = await context.session.refresh();
    if (answer.kind === 'ok') return report({ type: 'session-found', result: answer.body });
    if (answer.kind === 'problem') {
      const missing = answer.code === 'no_session' || answer.code === 'session_revoked';
      return report(missing ? { type: 'session-missing' } : { type: 'session-failed', code: answer.code });
    }
    report({ type: 'unreachable' });
    await pause(backoffMs(tries), { ...context, signal });
  }
}

/** Continues the stored attempt of this tab, if it is still valid and no other tab has it. */
async function restore(context: LoginContext): Promise<StoredAttempts | null> {
  const { attempts, clock, locks, timers } = context;
  const stored = attempts.read();
  if (!stored) return null;
  const { attempt, previous } = stored;
  clock.restore(attempt.offsetMs);
  const lives = ({ expiresAt }: LoginAttempt): boolean => expiresAt > clock.serverNow();
  if (!lives(attempt)) return null;
  const hold = holdScene(locks, attempt.scene, timers);
  const ours = await hold.granted;
  hold.release();
  return ours ? { attempt, previous: previous && lives(previous) ? previous : null } : null;
}

/** Asks until there is an answer for a code. */
async function register(
  { replaces, whenVisible }: Extract<Activity, { kind: 'register' }>,
  context: LoginContext,
  signal: AbortSignal,
  report: Report,
): Promise<void> {
  if (whenVisible) await untilVisible(context.page, signal);
  for (let tries = 0; !signal.aborted; tries++) {
    const answer = await registerScene({ ...context, replaces, signal });
    if (answer.kind === 'registered') return report({ type: 'registered', registered: answer });
    if (answer.kind === 'refused') return report({ type: 'register-failed', code: answer.code });
    report({ type: 'unreachable' });
    await pause(backoffMs(tries), { ...context, signal });
  }
}
