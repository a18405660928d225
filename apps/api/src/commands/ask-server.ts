import { isIPv6 } from 'node:net';
import { siteKeyOpensAdmin } from '../config/named-keys.ts';
import type { Settings } from '../config/settings.ts';
import { message, type OperatorMessage } from '../platform/operator-messages/messages.ts';
import { usersMessages } from './users-messages.ts';

/** A server on the same machine answers at once; the person who typed the command must not wait long. */
const TIMEOUT_MS = 5_000;

/** One of the owner's calls (docs/protocol.md). */
interface OwnerCall {
  readonly method: 'PATCH' | 'POST' | 'DELETE';
  readonly path: string;
  readonly body?: object;
}

/**
 * Makes an owner's call to the server that listens here with these settings (HOST, PORT, ADMIN_KEY). Open pages
 * learn of a change at once when the server makes it, and not when the command writes to the database.
 * @returns undefined when it has done it; otherwise why not
 */
export async function askServer(
  settings: Settings,
  { method, path, body }: OwnerCall,
): Promise<OperatorMessage | undefined> {
  const [owner] = siteKeyOpensAdmin(settings) ? settings.siteApiKeys : settings.adminKeys;
  if (owner === undefined) return message(usersMessages.server_without_key);
  const url = localUrl(settings);
  try {
    const { ok, status } = await fetch(url + path, {
      method,
      headers: {
        Authorization: `Bearer ${owner.key}`,
        ...(body && { 'Content-Type': 'application/json' }),
        // As many addresses as TRUST_PROXY expects, because no proxy is in front of this call.
        ...(settings.trustProxy > 0 && {
          'X-Forwarded-For': Array(settings.trustProxy).fill('127.0.0.1').join(', '),
        }),
      },
      ...(body && { body: JSON.stringify(body) }),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return ok ? undefined : message(usersMessages.server_refused, { url, status });
  } catch {
    return message(usersMessages.server_silent, { url });
  }
}

/** Where this machine reaches a server that listens on HOST. */
function localUrl({ host, port }: Settings): string {
  const reached = { '0.0.0.0': '127.0.0.1', '::': '::1' }[host] ?? host;
  return `http://${isIPv6(reached) ? `[${reached}]` : reached}:${port}`;
}
