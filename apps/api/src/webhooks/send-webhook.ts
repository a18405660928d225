import { webhookHeaders } from './webhook-signature.ts';

/** How long one attempt may take in all: Standard Webhooks names 15 to 30 seconds. */
export const ATTEMPT_TIMEOUT_MS = 15_000;

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
 * One attempt to deliver a message. Never throws. Redirects are not followed: the address is the owner's setting, and
 * a receiver must not redirect it, perhaps into the owner's network.
 * @param now Unix milliseconds
 * @param stop ends the attempt before its time
 * @param timeout milliseconds for the whole of it
 */
export async function sendWebhook(
  message: { id: string; body: string },
  { url, keys }: Receiver,
  now: number,
  stop: AbortSignal,
  timeout = ATTEMPT_TIMEOUT_MS,
): Promise<Attempt> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'User-Agent': 'Maqiao-Webhooks/1.0',
        ...webhookHeaders(message, Math.floor(now / 1000), keys),
      },
      body: message.body,
      redirect: 'manual',
      signal: AbortSignal.any([stop, AbortSignal.timeout(timeout)]),
    });
    // The body is not read: it may be endless.
    await answer.body?.cancel();
    if (answer.ok) return { outcome: 'delivered' };
    const why = `status ${answer.status}`;
    if (answer.status === 410) return { outcome: 'gone', why };
    const retryAfter = millisecondsOf(answer.headers.get('retry-after'), now);
    return { outcome: 'failed', why, ...(retryAfter !== undefined && { retryAfter }) };
  } catch (error) {
    return { outcome: 'failed', why: reasonOf(error) };
  }
}

/** `Retry-After` as seconds or as a date (RFC 9110 §10.2.3). */
function millisecondsOf(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  const milliseconds = /^\d{1,9}$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isFinite(milliseconds) && milliseconds > 0 ? milliseconds : undefined;
}

/** A name such as TimeoutError, or a code such as ECONNREFUSED: fetch's own message says nothing. */
function reasonOf(error: unknown): string {
  const { name, cause } = error as { name?: unknown; cause?: { code?: unknown } };
  const reason = cause?.code ?? name;
  return typeof reason === 'string' ? reason : 'no answer';
}
