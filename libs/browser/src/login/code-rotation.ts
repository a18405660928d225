import { pauseUntil, untilVisible } from '../pause.ts';
import type { LoginAttempt } from './login-attempt.ts';
import type { LoginContext, Report } from './login-context.ts';
import { rotationOf } from './machine-view.ts';
import { registerScene } from './register-scene.ts';
import { withdrawScenes } from './withdraw-scenes.ts';

/**
 * Has the next code ready before the one on the screen ends, and says when it takes its place: both live for a
 * moment, so that no scan is lost. A page that nobody looks at asks for nothing. It is asked for once; without an
 * answer the old code stays to its end.
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
  // Scanned meanwhile: nobody will see this one.
  if (signal.aborted) return withdrawScenes(context.api, [answer.attempt]);
  report({ type: 'next-registered', registered: answer });
  await pauseUntil(shown.expiresAt - rotateMs, waiting);
  report({ type: 'rotate' });
}
