import type { SecurityEvent } from '@maqiao/shared';
import { AUDIT_WORDS } from '@maqiao/shared/words/audit';
import { useAdminWords } from '../../admin-context.ts';
import { PERSON_WORDS } from '../../people/person-words.ts';

/** What happened to a person's logins, newest first. */
export function AuditLog({ events }: { events: SecurityEvent[] }) {
  const { language, moment } = useAdminWords();
  const own = PERSON_WORDS[language];
  return (
    <section className="card" aria-labelledby="person-audit">
      <h2 id="person-audit">{own.audit}</h2>
      <p className="soft">{events.length === 0 ? own.noEvents : own.newestEvents}</p>
      <ol className="people">
        {events.map(({ id, kind, at, origin, browser, os, region, ip, client }) => (
          <li key={id} className="person-event">
            <p>{AUDIT_WORDS[kind][language]}</p>
            <p className="soft person-ids">
              {[moment(at), client, origin, browser, os, region, ip]
                .filter((part) => Boolean(part) && part !== 'unknown')
                .join(' · ')}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}
