import { pauseUntil, untilVisible } from '../pause.ts';
import type { LoginAttempt } from './login-attempt.ts';
import type { LoginContext, Report } from './login-context.ts';
import { rotationOf } from './machine-view.ts';
import { registerScene } from './register-scene.ts';
import { withdrawScenes } from './withdraw-scenes.ts';

/**
 * Registers the next code before the current one ends, and reports when it takes its place. Both are valid for a
 * moment, so that no scan is lost. A hidden page registers nothing. It is tried once; after a failure the
 * old code stays until its end.
 */
export async function prepareNextCode(
  context: LoginContext,
  shown: LoginAttempt,
  signal: AbortSignal,
  report: Report,
): Promise<void> {
  const waiting = { ...context, signal };
  const { requestMs, rotateMs } = rotationOf(shown);
  await pauseUntil(shown.expiresAt - requestMs, waiting);
  await untilVisible(context.page, signal);
  if (signal.aborted) return;
  report({ type: 'next-requested' });
  const answer = await registerScene({ ...waiting, replaces: shown });
  if (answer.kind !== 'registered') return report({ type: 'next-failed' });
  // The current code was scanned meanwhile: this one is not needed.
  if (signal.aborted) return withdrawScenes(context.api, [answer.attempt]);
  report({ type: 'next-registered', registered: answer });
  await pauseUntil(shown.expiresAt - rotateMs, waiting);
  report({ type: 'rotate' });
}
