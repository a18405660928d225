import { ApiError } from '../platform/http/api-error.ts';
import { localize } from '../platform/operator-messages/messages.ts';
import { wechatMessages } from './wechat-messages.ts';

/** First and longest pause after a failed fetch, in milliseconds; it doubles in between. */
interface Pauses {
  readonly first: number;
  readonly longest: number;
}

/**
 * Temporary failures are tried again sooner than a wrong secret or an unlisted address, which stays until somebody
 * acts.
 */
const TRANSIENT: Pauses = { first: 1_000, longest: 10_000 };
const PERMANENT: Pauses = { first: 5_000, longest: 60_000 };

/**
 * Prevents a failing fetch from being repeated for every visitor: for a growing time the last error is returned
 * at once.
 */
export class FetchCooldown {
  private failure: { readonly error: ApiError; readonly pause: number; readonly until: number } | null = null;

  /** The error to answer with instead of another try; null when a try is due. */
  refusal(now: number): ApiError | null {
    if (!this.failure || now >= this.failure.until) return null;
    const { error, until } = this.failure;
    const seconds = Math.ceil((until - now) / 1000);
    return new ApiError(error.code, {
      operatorHint: localize(wechatMessages.as_before, { hint: error.operatorHint ?? error.code, seconds }),
      ...(error.retryAfterSeconds !== undefined && { retryAfterSeconds: seconds }),
    });
  }

  succeeded(): void {
    this.failure = null;
  }

  failed(error: ApiError, now: number): void {
    const { first, longest } = error.code === 'wechat_misconfigured' ? PERMANENT : TRANSIENT;
    const pause = Math.min(longest, Math.max(first, (this.failure?.pause ?? 0) * 2));
    this.failure = { error, pause, until: now + pause };
  }
}
