import type { Redis } from 'ioredis';
import type { RedisCommands } from './redis-connections.ts';

/** Names for the trial that nothing else uses. */
export interface TryOutNames {
  /** Two keys of one hash tag. */
  readonly text: string;
  readonly hash: string;
  readonly channel: string;
  /** Keys with many hash tags, only read: in a cluster they are on several nodes. */
  readonly elsewhere: readonly string[];
}

/** Expiry of the trial's keys, so that an aborted start leaves nothing behind. Longer than the trial takes. */
const KEPT_MS = 10_000;
const SOME_SCRIPT = "return redis.call('GET', KEYS[1])";

/**
 * Runs every command that the server or one of its libraries sends, once, on keys of its own. (Commands inside scripts
 * are tried with the scripts.)
 * @returns the errors, in the order of the commands; empty when all of them work
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

/**
 * The server's `maxmemory-policy`, from INFO; of a cluster one that is not `noeviction`, if any. Undefined where INFO
 * is not allowed.
 */
export async function evictionPolicyOf(commands: RedisCommands): Promise<string | undefined> {
  const nodes = nodesOf(commands);
  const asked = nodes.length > 0 ? nodes : [commands];
  const answers = await Promise.all(asked.map((node) => node.info('memory').catch(() => '')));
  const policies = answers.map((text) => /^maxmemory_policy:([a-z-]{1,30})\s*$/m.exec(text)?.[1]);
  return policies.find((policy) => policy !== undefined && policy !== 'noeviction') ?? policies[0];
}

/** The masters of a cluster: each node has its own users and permissions. */
function nodesOf(commands: RedisCommands): Redis[] {
  return commands.isCluster ? (commands as Extract<RedisCommands, { nodes: unknown }>).nodes('master') : [];
}

function unlessUnknownScript(error: unknown): void {
  if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error;
}

/**
 * @throws the error of MULTI or of a command in it. A refused MULTI shows only as an error of EXEC: MULTI is then sent
 * alone.
 */
async function transaction(commands: RedisCommands, key: string): Promise<void> {
  try {
    // EXEC answers with an error or a result for each command.
    for (const [error] of (await commands.multi().get(key).pttl(key).exec()) ?? []) if (error) throw error;
  } catch (error) {
    const neverBegan = error instanceof Error && /without MULTI/.test(error.message);
    if (neverBegan && !commands.isCluster) await commands.call('MULTI');
    throw error;
  }
}
