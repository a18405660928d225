import { post } from './post.ts';
import { webhookHeaders } from './webhook-signature.ts';

/** The result of an attempt. `why` is for the operator: a status or a code, never an address or text of the answer. */
export type Attempt =
  | { outcome: 'delivered' }
  /** 410: the receiver wants no more messages. */
  | { outcome: 'gone'; why: string }
  | { outcome: 'failed'; why: string; retryAfter?: number };

interface Receiver {
  readonly url: string;
  readonly keys: readonly Buffer[];
}

/**
 * One attempt to deliver a message. Never throws.
 * @param now Unix milliseconds
 * @param stop ends the attempt before its time
 * @param timeout milliseconds for the whole of it
 */
export async function sendWebhook(
  message: { id: string; body: string },
  { url, keys }: Receiver,
  now: number,
  stop: AbortSignal,
  timeout?: number,
): Promise<Attempt> {
  const headers = {
    'Content-Type': 'application/json',
    'User-Agent': 'Maqiao-Webhooks/1.0',
    ...webhookHeaders(message, Math.floor(now / 1000), keys),
  };
  const answer = await post(url, { headers, body: message.body }, now, stop, timeout);
  if (!('status' in answer)) return { outcome: 'failed', why: answer.why };
  if (answer.ok) return { outcome: 'delivered' };
  const why = `status ${answer.status}`;
  if (answer.status === 410) return { outcome: 'gone', why };
  return {
    outcome: 'failed',
    why,
    ...(answer.retryAfter !== undefined && { retryAfter: answer.retryAfter }),
  };
}
