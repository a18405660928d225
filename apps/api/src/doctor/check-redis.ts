import { Redis } from 'ioredis';
import { told } from '../common/operator-words.ts';
import { parseRedisUrl } from '../config/redis-url.ts';
import { absenceReason } from '../redis/redis-absence.ts';
import { createCommands } from '../redis/redis-connections.ts';
import { found, type Finding } from './finding.ts';

const PATIENCE_MS = 5_000;

/** Connects once, as the server would, and asks Redis whether it may forget. */
export async function checkRedis(redisUrl: string | undefined): Promise<Finding[]> {
  if (redisUrl === undefined) return [found('redis_unused')];
  const location = parseRedisUrl(redisUrl);
  if (!location) return [found('redis_away', { reason: told('not_a_redis_url') })];
  const commands = createCommands(location);
  let last: unknown;
  const late = new Promise<never>((_resolve, reject) => {
    setTimeout(() => reject(last instanceof Error ? last : new Error('timed out')), PATIENCE_MS).unref();
  });
  late.catch(() => undefined);
  // The server tries again for ever; the first refusal is answer enough here.
  const refused = new Promise<never>((_resolve, reject) => {
    commands.on('error', (error: unknown) => {
      last = error;
      if (commands instanceof Redis) reject(error instanceof Error ? error : new Error('unknown'));
    });
  });
  refused.catch(() => undefined);
  try {
    await Promise.race([commands.connect().then(() => commands.ping()), refused, late]);
    const policy = await evictionPolicy(commands);
    return policy === undefined || policy === 'noeviction'
      ? [found('redis_ok')]
      : [found('redis_ok'), found('redis_evicts', { policy })];
  } catch (error) {
    return [found('redis_away', { reason: absenceReason(error) })];
  } finally {
    commands.disconnect();
  }
}

/** Undefined where the server does not tell: rented ones often refuse CONFIG. */
async function evictionPolicy(commands: ReturnType<typeof createCommands>): Promise<string | undefined> {
  const answer: unknown = await commands.config('GET', 'maxmemory-policy').catch(() => undefined);
  const policy: unknown = Array.isArray(answer) ? answer[1] : undefined;
  return typeof policy === 'string' && /^[a-z-]{1,30}$/.test(policy) ? policy : undefined;
}
