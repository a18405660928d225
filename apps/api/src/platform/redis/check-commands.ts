import type { Redis } from 'ioredis';
import type { RedisCommands } from './redis-connections.ts';

/** Names that nobody else uses. */
export interface TryOutNames {
  /** Two keys of one hash tag. */
  readonly text: string;
  readonly hash: string;
  readonly channel: string;
  /** Keys of many hash tags, only read: one node of a cluster does not have them all. */
  readonly elsewhere: readonly string[];
}

/** Longer than any start takes; what a start that was cut off leaves is gone after it. */
const KEPT_MS = 10_000;
const SOME_SCRIPT = "return redis.call('GET', KEYS[1])";

/**
 * Every command that the server sends by itself or by a library, once, in one go, on keys of our own. (Those within
 * scripts are tried with the scripts.)
 * @returns what failed, in the order of the commands; a server that does all of them leaves nothing
 */
export async function failuresOfCommands(
  commands: RedisCommands,
  { text, hash, channel, elsewhere }: TryOutNames,
): Promise<unknown[]> {
  const tried: Promise<unknown>[] = [
    commands.ping(),
    commands.time(),
    commands.set(text, '1', 'PX', KEPT_MS, 'NX'),
    commands.get(text),
    commands.incrby(text, 1),
    commands.expire(text, KEPT_MS / 1000),
    commands.pttl(text),
    commands.hset(hash, 'a', '1', 'b', '2'),
    commands.pexpire(hash, KEPT_MS),
    commands.pexpireat(hash, Date.now() + KEPT_MS),
    commands.hget(hash, 'a'),
    commands.hgetall(hash),
    commands.eval(SOME_SCRIPT, 1, text),
    commands.evalsha('0'.repeat(40), 1, text).catch(unlessUnknownScript),
    commands.publish(channel, ''),
    transaction(commands, text),
    commands.del(text, hash),
    ...elsewhere.map((key) => commands.get(key)),
  ];
  const outcomes = await Promise.allSettled([...tried, ...nodesOf(commands).map((node) => node.ping())]);
  return outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
}

/** Which keys a server evicts when its memory is full (`maxmemory-policy` of INFO); undefined where INFO is not allowed. */
export async function evictionPolicyOf(commands: RedisCommands): Promise<string | undefined> {
  const nodes = nodesOf(commands);
  const asked = nodes.length > 0 ? nodes : [commands];
  const answers = await Promise.all(asked.map((node) => node.info('memory').catch(() => '')));
  const policies = answers.map((text) => /^maxmemory_policy:([a-z-]{1,30})\s*$/m.exec(text)?.[1]);
  return policies.find((policy) => policy !== undefined && policy !== 'noeviction') ?? policies[0];
}

/** The masters of a cluster: users and their rights are each node's own. */
function nodesOf(commands: RedisCommands): Redis[] {
  return commands.isCluster ? (commands as Extract<RedisCommands, { nodes: unknown }>).nodes('master') : [];
}

function unlessUnknownScript(error: unknown): void {
  if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error;
}

/** @throws what refused it; one that could not even begin says so at its end only */
async function transaction(commands: RedisCommands, key: string): Promise<void> {
  try {
    // It answers with an error for each of its commands.
    for (const [error] of (await commands.multi().get(key).pttl(key).exec()) ?? []) if (error) throw error;
  } catch (error) {
    const neverBegan = error instanceof Error && /without MULTI/.test(error.message);
    if (neverBegan && !commands.isCluster) await commands.call('MULTI');
    throw error;
  }
}
