import { RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';
import { ApiError } from '../platform/http/api-error.ts';

/** Counts one more under a key. @throws ApiError `rate_limited` beyond the limit */
export async function take(limiter: RateLimiterAbstract, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refused) {
    throw refused instanceof RateLimiterRes ? limited(refused, limiter) : refused;
  }
}

/**
 * The error for a call beyond a limit, with the time until the limit starts again. Never longer than the limit's
 * period: after a clock was set back it would be.
 */
export function limited(
  state: RateLimiterRes,
  { duration }: Pick<RateLimiterAbstract, 'duration'>,
): ApiError {
  const retryAfterSeconds = Math.min(duration, Math.max(1, Math.ceil(state.msBeforeNext / 1000)));
  return new ApiError('rate_limited', { retryAfterSeconds, detail: `Try again in ${retryAfterSeconds} s.` });
}

/** Counts one more under a key, and says whether that is beyond the limit. */
export function isBeyond(limiter: RateLimiterAbstract, key: string): Promise<boolean> {
  return limiter.consume(key).then(
    () => false,
    (refused: unknown) => {
      if (refused instanceof RateLimiterRes) return true;
      throw refused;
    },
  );
}
