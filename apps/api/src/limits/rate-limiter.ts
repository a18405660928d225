import { RateLimiterMemory, RateLimiterRedis, type RateLimiterAbstract } from 'rate-limiter-flexible';
import type { SharedRedis } from '../platform/redis/shared-redis.ts';

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
    ...sharedOptions(redis, name),
    points,
    duration,
    insuranceLimiter: inMemory,
  });
}

/** Counts once in Redis, reads and deletes, as every limiter does. @throws SettingsError with the cure when it may not */
export async function tryOutLimiter(redis: SharedRedis): Promise<void> {
  await redis.tryOut(async (name) => {
    const limiter = new RateLimiterRedis({ ...sharedOptions(redis, 'check'), points: 1, duration: 10 });
    await redis.run(() => limiter.consume(name));
    await redis.run(() => limiter.get(name));
    await redis.run(() => limiter.delete(name));
  });
}

function sharedOptions(redis: SharedRedis, name: string) {
  return {
    storeClient: redis.commands,
    keyPrefix: redis.name(`limits:${name}`),
    rejectIfRedisNotReady: true,
  };
}
