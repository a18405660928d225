import { RateLimiterMemory, RateLimiterRedis, type RateLimiterAbstract } from 'rate-limiter-flexible';
import type { SharedRedis } from '../redis/shared-redis.ts';

/**
 * Counts `points` in so many seconds for each key: for all instances together where they share Redis, and for each
 * alone while it is away.
 */
export function rateLimiter(
  redis: SharedRedis | null,
  name: string,
  points: number,
  duration: number,
): RateLimiterAbstract {
  const inMemory = new RateLimiterMemory({ keyPrefix: name, points, duration });
  if (redis === null) return inMemory;
  return new RateLimiterRedis({
    storeClient: redis.commands,
    keyPrefix: redis.name(`limits:${name}`),
    points,
    duration,
    rejectIfRedisNotReady: true,
    insuranceLimiter: inMemory,
  });
}
