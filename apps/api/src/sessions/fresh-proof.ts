import { ApiError } from '../platform/http/api-error.ts';
import type { Session } from './session.ts';

/** How old the proof may be of whoever does what cannot be undone. */
const FRESH_MS = 5 * 60_000;

/**
 * Returns when the person of this session has proven who they are in the last five minutes.
 * @throws ApiError `step_up_required`
 */
export function requireFreshProof({ authenticatedAt }: Pick<Session, 'authenticatedAt'>, now: number): void {
  if (now - authenticatedAt > FRESH_MS) throw new ApiError('step_up_required');
}
