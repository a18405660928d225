import { baseLanguage, type SecurityEvent, type SecurityEventPage } from '@maqiao/shared';
import { eventWords, isAboutIdentity } from '@maqiao/shared/words/events';
import { methodName } from '@maqiao/shared/words/methods';
import { useState } from 'react';
import { fill } from '../../fill.ts';
import type { AccountApi } from '../account-api.ts';
import { useAccountWords } from '../account-context.ts';
import { browserLine, placeLine } from '../place.ts';
import { useChange } from '../use-change.ts';
import type { Loaded } from '../use-loaded.ts';
import { Empty, Part, Shown } from './part.tsx';

/** What happened around the person's sign-ins, by days, newest first, page by page. */
export function AuditLog({ api, log }: { api: AccountApi; log: Loaded<SecurityEventPage> }) {
  const { words } = useAccountWords();
  const { busy, said, change } = useChange();
  // Pages below the first; they are read again when that is.
  const [older, setOlder] = useState<{ after: string; page: SecurityEventPage } | null>(null);
  const more = (first: SecurityEventPage, next: string): Promise<void> =>
    change(async () => {
      const page = await api.events(next);
      const before = older?.after === first.next ? older.page.events : [];
      setOlder({ after: first.next ?? '', page: { events: [...before, ...page.events], next: page.next } });
    }, '');
  return (
    <Part title={words.events} lead={words.eventsLead} said={said}>
      <Shown loaded={log} rows={4}>
        {(first) => {
          const below = older !== null && older.after === first.next ? older.page : null;
          const next = below === null ? first.next : below.next;
          const events = [...first.events, ...(below?.events ?? [])];
          if (events.length === 0) return <Empty {...words.noEvents} />;
          return (
            <>
              <Days events={events} />
              {next === null ? (
                <p className="soft">{words.noOlder}</p>
              ) : (
                <div className="actions">
                  <button
                    type="button"
                    className="button button-quiet"
                    aria-disabled={busy}
                    onClick={() => void more(first, next)}
                  >
                    {busy ? words.readingOlder : words.older}
                  </button>
                </div>
              )}
            </>
          );
        }}
      </Shown>
    </Part>
  );
}

function Days({ events }: { events: readonly SecurityEvent[] }) {
  const { day } = useAccountWords();
  const days = new Map<string, SecurityEvent[]>();
  for (const event of events) days.set(day(event.at), [...(days.get(day(event.at)) ?? []), event]);
  return [...days].map(([name, entries]) => (
    <section key={name} className="day">
      <h3 className="soft">{name}</h3>
      <ol className="rows">
        {entries.map((event) => (
          <Entry key={event.id} event={event} />
        ))}
      </ol>
    </section>
  ));
}

function Entry({ event }: { event: SecurityEvent }) {
  const { tag, words, clock } = useAccountWords();
  const { happened, advice } = eventWords(event, baseLanguage(tag));
  const { kind, method, identity } = event;
  const place = [event.browser === null ? '' : browserLine(event, words), placeLine(event, words)].filter(
    (text) => text !== '',
  );
  return (
    <li className="entry">
      <time className="soft" dateTime={event.at}>
        {clock(event.at)}
      </time>
      <div className="row-text">
        <p>{happened}</p>
        {advice !== undefined && <p className="caution">{advice}</p>}
        {event.client !== undefined && <p className="soft">{fill(words.eventApp, { name: event.client })}</p>}
        {method !== undefined && (
          <p className="soft">{fill(words.eventMethod, { name: methodName(method, baseLanguage(tag)) })}</p>
        )}
        {isAboutIdentity(kind) && identity !== undefined && (
          <p className="soft">
            {fill(words.eventIdentity, {
              name: `${words.providers[identity.provider]} (${identity.id.slice(0, 6)})`,
            })}
          </p>
        )}
        {place.length > 0 && <p className="soft">{place.join(' · ')}</p>}
      </div>
    </li>
  );
}
