import type { OwnerSecurityEvent } from '@maqiao/shared';
import { ownerAuditQuery } from '@maqiao/shared/schemas';
import { AUDIT_WORDS } from '@maqiao/shared/words/audit';
import { methodName } from '@maqiao/shared/words/methods';
import { printable } from '../owner/users-as-text.ts';
import { localize, operatorLanguage } from '../platform/operator-messages/messages.ts';
import type { OpenedPeople } from './open-people.ts';
import { UsageError } from './people-words.ts';
import { usersMessages } from './users-messages.ts';

/** What of the audit log is wanted, as it was typed. */
export type TypedAuditFilter = Partial<
  Record<'user' | 'kind' | 'method' | 'client' | 'from' | 'to' | 'limit' | 'cursor', string | undefined>
>;

/**
 * Entries of the audit log, newest first, for a terminal or, as `GET /api/audit` answers them, for a program.
 * @throws UsageError for a filter that cannot be
 */
export async function auditText(
  { audit }: OpenedPeople,
  typed: TypedAuditFilter,
  json: boolean,
): Promise<string> {
  const filter = ownerAuditQuery.safeParse(typed);
  if (!filter.success) throw new UsageError(filter.error.issues.map(wrong).join('\n'));
  const found = await audit.page(filter.data);
  if (json) return `${JSON.stringify(found, null, 2)}\n`;
  if (found.events.length === 0) return `${localize(usersMessages.no_entries)}\n`;
  const lines = found.events.map(lineOf);
  if (found.nextCursor !== null)
    lines.push(localize(usersMessages.more_entries, { cursor: found.nextCursor }));
  return `${lines.join('\n')}\n`;
}

function wrong({ path, message: why }: { path: PropertyKey[]; message: string }): string {
  return `--${path.join('.')}: ${why}`;
}

function lineOf({
  at,
  kind,
  user,
  method,
  client,
  origin,
  ip,
  by,
  reason,
  action,
}: OwnerSecurityEvent): string {
  const language = operatorLanguage();
  return [
    at.slice(0, 19).replace('T', ' '),
    user.id,
    printable(user.nickname) ?? '–',
    [AUDIT_WORDS[kind][language], by, reason, action].filter((part) => part !== undefined).join(', '),
    ...[method && methodName(method, language), printable(client ?? null), origin, ip].filter(Boolean),
  ].join('  ');
}
