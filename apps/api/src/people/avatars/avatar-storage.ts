import { ApiError } from '../../platform/http/api-error.ts';
import { localize } from '../../platform/operator-messages/messages.ts';
import { avatarMessages } from './avatar-messages.ts';

/**
 * Stores the pictures that people chose. Every implementation promises this, tested by one suite:
 * - `put` makes the whole picture readable under its name for every instance, or throws; names are never used twice;
 * - `get` gives back the same bytes, or undefined when there are none;
 * - `remove` is done when it returns, also of a picture that is not there;
 * - each answers, or throws ApiError `unavailable`, within {@link STORAGE_TIMEOUT_MS}. No error holds a key.
 */
export abstract class AvatarStorage {
  abstract put(name: string, picture: Uint8Array): Promise<void>;
  abstract get(name: string): Promise<Uint8Array | undefined>;
  abstract remove(name: string): Promise<void>;
}

/** How long a storage may take: a network drive or a server that hangs is answered with `unavailable`. */
export const STORAGE_TIMEOUT_MS = 5000;

/** The error for a failed storage. @param why a code or a phrase that an operator can look up */
export function storageAway(why: string, cause?: unknown): ApiError {
  return new ApiError('unavailable', {
    retryAfterSeconds: 5,
    operatorHint: localize(avatarMessages.pictures_away, { why }),
    cause,
  });
}
