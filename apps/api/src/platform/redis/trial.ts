import { setTimeout as sleep } from 'node:timers/promises';
import { ApiError } from '../http/api-error.ts';
import { message, type OperatorMessage } from '../operator-messages/messages.ts';
import { redisMessages } from './redis-messages.ts';
import { randomId } from '../secret/random.ts';
import { SettingsError } from '../../config/settings.ts';
import { evictionPolicyOf, failuresOfCommands } from './check-commands.ts';
import { START_TIMEOUT_MS } from './connected.ts';
import { mapRedisError } from './redis-absence.ts';
import { cannotWrite, isElsewhere, isReplica, refusalOf } from './redis-refusal.ts';
import type { RedisCommands } from './redis-connections.ts';

/** How soon it asks again whether a replica has become the master. */
const TRY_AGAIN_MS = 200;

/** So many keys are all on one node of a cluster of two once in a million starts. */
const MANY_TAGS = 20;

/** Characters of an answer that are shown. */
const MOST_SHOWN = 200;

/** A Redis, and how names in it are made (`SharedRedis`). */
interface Named {
  readonly commands: RedisCommands;
  key(kind: string, name: string): string;
  name(kind: string): string;
}

/**
 * Sees that a Redis does every command that will be asked of it. A replica may be one for the moment of a failover
 * only, as a connection may break: it is asked again.
 * @returns what works, and will cost logins
 * @throws SettingsError for what Redis refuses for good, with the cure
 */
export async function tryCommands(redis: Named): Promise<readonly OperatorMessage[]> {
  const { commands } = redis;
  const warnings: OperatorMessage[] = [];
  const deadline = performance.now() + START_TIMEOUT_MS;
  for (;;) {
    const id = randomId();
    const failures = await failuresOfCommands(commands, {
      text: redis.key('check', id),
      hash: redis.key('check-hash', id),
      channel: redis.name('check'),
      elsewhere: Array.from({ length: MANY_TAGS }, (_, index) => redis.key('check', `${id}-${index}`)),
    });
    for (const failure of failures) refuse(failure, commands.isCluster);
    const full = failures.map(cannotWrite).find((warning) => warning !== undefined);
    if (full) warnings.push(full);
    if (full || failures.length === 0) break;
    if (performance.now() > deadline) {
      if (failures.some(isReplica)) throw new SettingsError(message(redisMessages.redis_replica));
      break;
    }
    await sleep(TRY_AGAIN_MS);
  }
  const policy = await evictionPolicyOf(commands);
  if (policy !== undefined && policy !== 'noeviction')
    warnings.push(message(redisMessages.redis_evicts, { policy }));
  return warnings;
}

/** @throws SettingsError for what waiting does not cure */
function refuse(failure: unknown, isCluster: boolean): void {
  const refusal = refusalOf(failure);
  if (refusal) throw new SettingsError(refusal);
  if (isElsewhere(failure) && !isCluster)
    throw new SettingsError(message(redisMessages.redis_is_cluster, { failure: 'MOVED' }));
  if (mapRedisError(failure) instanceof ApiError) return;
  throw refusedWith(failure) ?? failure;
}

/** An answer without a sentence of its own. What was tried is our own, so that the answer may be shown. */
export function refusedWith(error: unknown): SettingsError | undefined {
  if (!(error instanceof Error && error.name === 'ReplyError')) return undefined;
  return new SettingsError(message(redisMessages.redis_refuses, { why: error.message.slice(0, MOST_SHOWN) }));
}
