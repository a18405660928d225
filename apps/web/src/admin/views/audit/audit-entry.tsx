import type { OwnerSecurityEvent } from '@maqiao/shared';
import { AUDIT_WORDS } from '@maqiao/shared/words/audit';
import { methodName } from '@maqiao/shared/words/methods';
import { PHONE_WORDS } from '@maqiao/shared/words/phone';
import { fill } from '../../../fill.ts';
import { useAdminWords } from '../../admin-context.ts';
import { AUDIT_PAGE_WORDS } from '../../audit/audit-page-words.ts';

/** One entry: when, who, what, how, and the browser that it is about. */
export function AuditEntry({
  event,
  onPerson,
}: {
  event: OwnerSecurityEvent;
  onPerson: (id: string) => void;
}) {
  const { words, language, moment } = useAdminWords();
  const own = AUDIT_PAGE_WORDS[language];
  const { at, kind, user, mergedSub, method, client, clientId, identity, by, reason, action } = event;
  const name = user.nickname ?? words.noNickname;
  const how = [
    method !== undefined && fill(own.ofMethod, { name: methodName(method, language) }),
    client !== undefined && fill(own.ofClient, { name: client }) + (clientId ? ` (${clientId})` : ''),
  ];
  const where = [event.origin, event.browser, event.os, event.region, event.ip];
  return (
    <li className="entry">
      <time className="soft entry-time" dateTime={at}>
        {moment(at)}
      </time>
      <div className="entry-what">
        <p>
          <span className="entry-kind">{AUDIT_WORDS[kind][language]}</span>
          {by !== undefined && <span className="soft"> · {own.by[by]}</span>}
          {action !== undefined && (
            <span className="soft"> · {PHONE_WORDS[language][`action.${action}`]}</span>
          )}
          {reason === 'not_me' && <span className="person-blocked">{own.notMe}</span>}
        </p>
        <p className="person-ids">
          <button
            type="button"
            className="entry-person"
            aria-label={fill(own.openPerson, { name: `${name} ${user.id}` })}
            onClick={() => onPerson(user.id)}
          >
            {user.nickname ?? user.id}
          </button>
          {mergedSub !== undefined && (
            <span className="soft"> · {fill(own.formerly, { id: mergedSub })}</span>
          )}
        </p>
        <Line parts={how} />
        <Line parts={where} />
        {identity !== undefined && (
          <p className="soft person-ids">
            {words.providers[identity.provider]} <code>{identity.appId}</code> ·{' '}
            {fill(own.ofIdentity, { id: `${identity.id.slice(0, 6)}…` })}
          </p>
        )}
      </div>
    </li>
  );
}

function Line({ parts }: { parts: (string | false | null)[] }) {
  const known = parts.filter((part) => part !== false && part !== null && part !== 'unknown');
  return known.length === 0 ? null : <p className="soft person-ids">{known.join(' · ')}</p>;
}
