import { isIPv6 } from 'node:net';
import { siteKeyOpensAdmin } from '../config/named-keys.ts';
import type { Settings } from '../config/settings.ts';
import { message, type OperatorMessage } from '../platform/operator-messages/messages.ts';
import { usersMessages } from './users-messages.ts';

/** A server on the same machine answers at once; more would keep whoever typed the command. */
const TIMEOUT_MS = 5_000;

/** One of the owner's calls (docs/protocol.md). */
interface OwnerCall {
  readonly method: 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: object;
}

/**
 * Makes an owner's call to the server that listens here with these settings (HOST, PORT, ADMIN_KEY). What a command
 * changes in the database itself reaches nobody's open page; what the server changes does.
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
        // As many addresses as TRUST_PROXY wants: nothing stands in between here.
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
