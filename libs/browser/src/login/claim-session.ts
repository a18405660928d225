import { asClaimResult } from '../answers.ts';
import { backoffMs } from '../backoff.ts';
import { isPassing } from '../error-recovery.ts';
import { pause } from '../pause.ts';
import type { LoginAttempt } from './login-attempt.ts';
import type { LoginContext, Report } from './login-context.ts';

/** Tries with a server that answers with errors. Lost answers are not counted: the deadline ends those. */
const MAX_TRIES = 6;

/**
 * Takes the cookie for a confirmed scene, and for an interaction the address that the page goes to. A lost answer is asked for again: until the first refresh the server
 * gives the same session a new cookie, so repeating is safe.
 */
export async function claimSession(
  context: LoginContext,
  { scene, verifier }: LoginAttempt,
  signal: AbortSignal,
  report: Report,
): Promise<void> {
  const { api, withLock } = context;
  let lost = 0;
  let tries = 0;
  while (!signal.aborted) {
    const answer = await withLock(() =>
      api.call('/api/session', asClaimResult, { body: { scene, verifier }, signal }),
    );
    if (answer.kind === 'ok') return report({ type: 'claimed', result: answer.body });
    if (answer.kind === 'unreachable') {
      report({ type: 'unreachable' });
      await pause(backoffMs(lost++, 500, 10_000), { ...context, signal });
      continue;
    }
    switch (answer.code) {
      case 'access_denied':
        // Rejected on the phone after the confirm.
        return report({ type: 'claim-refused' });
      case 'expired_token':
      case 'scene_expired':
      case 'scene_closed':
      case 'scene_not_found':
        return report({ type: 'claim-too-late' });
      default:
        if (!isPassing(answer.code) || ++tries >= MAX_TRIES)
          return report({ type: 'claim-failed', code: answer.code });
        await pause(answer.retryAfterMs ?? backoffMs(tries - 1, 500, 10_000), { ...context, signal });
    }
  }
}
