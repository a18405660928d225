import { createHmac } from 'node:crypto';

/**
 * The headers of a message by Standard Webhooks 1.0: an HMAC-SHA256 over id, time and body, once for each key, so that
 * a receiver can change its secret without missing one.
 * @param timestamp Unix seconds of this attempt
 */
export function webhookHeaders(
  { id, body }: { id: string; body: string },
  timestamp: number,
  keys: readonly Buffer[],
): Record<string, string> {
  const signed = `${id}.${timestamp}.${body}`;
  const signatures = keys.map((key) => `v1,${createHmac('sha256', key).update(signed).digest('base64')}`);
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signatures.join(' '),
  };
}
