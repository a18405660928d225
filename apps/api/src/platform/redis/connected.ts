import { once } from 'node:events';
import type { Redis } from 'ioredis';
import { message, type Fact, type OperatorMessage } from '../operator-messages/messages.ts';
import { redisMessages } from './redis-messages.ts';
import { absenceReason } from './redis-absence.ts';
import type { RedisCommands } from './redis-connections.ts';
import { refusalOf } from './redis-refusal.ts';

/** How long a start waits for a Redis that starts at the same time. */
export const START_TIMEOUT_MS = 5_000;

const NODE_TIMEOUT_MS = 2_500;

/** Failures that a retry does not fix: the operator has to change the URL. */
const NOT_RETRIED = new Set<Fact>(['ENOTFOUND']);

/** Connects, with retries for {@link START_TIMEOUT_MS}. @returns the message for a failure; undefined on success */
export function connected(commands: RedisCommands, tls: boolean): Promise<OperatorMessage | undefined> {
  return new Promise((resolve) => {
    let reason: Fact = message(redisMessages.no_answer_in_time);
    const end = (failure: OperatorMessage | undefined) => {
      clearTimeout(timer);
      commands.off('ready', ready).off('error', failed);
      if (failure !== undefined) commands.on('error', () => undefined);
      resolve(failure);
    };
    const ready = () => end(undefined);
    const failed = (error: unknown) => {
      reason = absenceReason(error);
      const refusal = refusalOf(error);
      if (refusal) end(refusal);
      else if (NOT_RETRIED.has(reason)) end(message(redisMessages.redis_not_opened, { failure: reason }));
    };
    const timer = setTimeout(() => end(notOpened(reason, tls)), START_TIMEOUT_MS);
    commands.on('ready', ready).on('error', failed);
    commands.connect().catch(() => undefined); // handled by the events
  });
}

/** Asks one node for the cluster's state, to learn why it is refused: the driver hides that error. */
export async function refusalOfNode(node: Redis): Promise<OperatorMessage | undefined> {
  try {
    await once(node, 'ready', { signal: AbortSignal.timeout(NODE_TIMEOUT_MS) });
    await node.cluster('INFO');
    return undefined;
  } catch (error) {
    return refusalOf(error);
  } finally {
    node.on('error', () => undefined).disconnect();
  }
}

/**
 * The message for a failed connection. A server with the other TLS setting does not answer, or closes the connection.
 */
function notOpened(failure: Fact, tls: boolean): OperatorMessage {
  const silent = failure === 'ETIMEDOUT' || typeof failure === 'object';
  if (tls && (silent || failure === 'ECONNRESET' || failure === 'EPROTO')) {
    return message(redisMessages.redis_without_tls, { failure });
  }
  if (!tls && failure === 'ECONNRESET') return message(redisMessages.redis_wants_tls, { failure });
  return message(redisMessages.redis_not_opened, { failure });
}
