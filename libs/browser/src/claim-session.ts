import type { ErrorCode, LoginResult } from '@maqiao/shared';
import { asLoginResult } from './answers.ts';
import type { ApiClient } from './api-client.ts';
import { backoffMs } from './backoff.ts';
import { isPassing } from './error-recovery.ts';
import type { WithSessionLock } from './session-lock.ts';

export type ClaimOutcome =
  | { kind: 'claimed'; result: LoginResult }
  /** Taken back on the phone after the confirm. */
  | { kind: 'refused' }
  /** Too late, or claimed and used before. */
  | { kind: 'over' }
  | { kind: 'failed'; code: ErrorCode }
  | { kind: 'stopped' };

export interface ClaimSessionOptions {
  api: ApiClient;
  scene: string;
  verifier: string;
  signal: AbortSignal;
  withLock: WithSessionLock;
  /** Waits, or less when the network comes back. */
  pause: (ms: number) => Promise<void>;
  onUnreachable: () => void;
}

/** Tries against a server that answers, but not well. Lost answers are not counted: the deadline ends those. */
const MOST_TRIES = 6;

/**
 * Takes the cookie for a confirmed scene. A lost answer is asked for again: until the first refresh the server
 * gives the same session a new cookie, so repeating is safe.
 */
export async function claimSession(options: ClaimSessionOptions): Promise<ClaimOutcome> {
  const { api, scene, verifier, signal, withLock, pause, onUnreachable } = options;
  let lost = 0;
  let tries = 0;
  for (;;) {
    const answer = await withLock(() =>
      api.call('/api/session', asLoginResult, { body: { scene, verifier }, signal }),
    );
    if (signal.aborted) return { kind: 'stopped' };
    if (answer.kind === 'ok') return { kind: 'claimed', result: answer.body };
    if (answer.kind === 'unreachable') {
      onUnreachable();
      await pause(backoffMs(lost++, 500, 10_000));
      if (signal.aborted) return { kind: 'stopped' };
      continue;
    }
    switch (answer.code) {
      case 'access_denied':
        return { kind: 'refused' };
      case 'expired_token':
      case 'scene_expired':
      case 'scene_closed':
      case 'scene_not_found':
        return { kind: 'over' };
      default:
        if (!isPassing(answer.code) || ++tries >= MOST_TRIES) return { kind: 'failed', code: answer.code };
        await pause(answer.retryAfterMs ?? backoffMs(tries - 1, 500, 10_000));
        if (signal.aborted) return { kind: 'stopped' };
    }
  }
}
