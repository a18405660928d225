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

/** How often to check again whether a replica has become the master. */
const RETRY_INTERVAL_MS = 200;

/** With so many keys, a cluster of two nodes has all of them on one node once in a million starts. */
const HASH_TAGS = 20;

/** Characters of a reply that are shown. */
const MAX_SHOWN = 200;

/** What the trial needs of `SharedRedis`. */
interface Named {
  readonly commands: RedisCommands;
  key(kind: string, name: string): string;
  name(kind: string): string;
}

/**
 * Checks that a Redis runs every command that is needed. Retries for a while: a replica may become the master in a
 * failover, and a connection may break.
 * @returns warnings about what works but can lose logins
 * @throws SettingsError for what Redis refuses permanently, with what to do
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
      elsewhere: Array.from({ length: HASH_TAGS }, (_, index) => redis.key('check', `${id}-${index}`)),
    });
    for (const failure of failures) refuse(failure, commands.isCluster);
    const full = failures.map(cannotWrite).find((warning) => warning !== undefined);
    if (full) warnings.push(full);
    if (full || failures.length === 0) break;
    if (performance.now() > deadline) {
      if (failures.some(isReplica)) throw new SettingsError(message(redisMessages.redis_replica));
      break;
    }
    await sleep(RETRY_INTERVAL_MS);
  }
  const policy = await evictionPolicyOf(commands);
  if (policy !== undefined && policy !== 'noeviction')
    warnings.push(message(redisMessages.redis_evicts, { policy }));
  return warnings;
}

/** @throws SettingsError for a failure that a retry does not fix */
function refuse(failure: unknown, isCluster: boolean): void {
  const refusal = refusalOf(failure);
  if (refusal) throw new SettingsError(refusal);
  if (isElsewhere(failure) && !isCluster)
    throw new SettingsError(message(redisMessages.redis_is_cluster, { failure: 'MOVED' }));
  if (mapRedisError(failure) instanceof ApiError) return;
  throw refusedWith(failure) ?? failure;
}

/** The message for an unknown error reply. The reply may be shown, as the trial uses no data of users. */
export function refusedWith(error: unknown): SettingsError | undefined {
  if (!(error instanceof Error && error.name === 'ReplyError')) return undefined;
  return new SettingsError(message(redisMessages.redis_refuses, { why: error.message.slice(0, MAX_SHOWN) }));
}
