import type { SessionSummary } from '@maqiao/shared';
import { fill } from '../../../fill.ts';
import { useAdminWords } from '../../admin-context.ts';
import { PERSON_WORDS } from '../../people/person-words.ts';
import { ConfirmedButton } from '../../../confirmed-button.tsx';

/** The browsers in which a person is signed in. */
export function Sessions({
  sessions,
  onEnd,
}: {
  sessions: SessionSummary[];
  onEnd: (sid: string) => Promise<void>;
}) {
  const { language, moment } = useAdminWords();
  const own = PERSON_WORDS[language];
  return (
    <section className="card" aria-labelledby="sessions">
      <h2 id="sessions">{own.sessions}</h2>
      {sessions.length === 0 && <p className="soft">{own.noSessions}</p>}
      <ul className="people">
        {sessions.map(({ id, siteName, origin, browser, os, region, ip, lastSeenAt }) => (
          <li key={id} className="person">
            <div className="person-who">
              <p>{known(browser, os) || own.unknownBrowser}</p>
              <p className="soft person-ids">
                {[siteName ?? origin, region, ip].filter((one) => one !== null).join(' · ')}
              </p>
              <p className="soft">{fill(own.lastSeen, { time: moment(lastSeenAt) })}</p>
            </div>
            <ConfirmedButton
              label={own.signOut}
              name={`${known(browser, os) || own.unknownBrowser} ${id}`}
              keep={own.keep}
              really={own.signOutReally}
              onReally={() => onEnd(id)}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What the server could tell of a browser; empty when that is nothing. */
function known(...parts: string[]): string {
  return parts.filter((part) => part !== 'unknown' && part !== '').join(' · ');
}
