import type { OwnerAudit } from '@maqiao/shared';
import { useEffect, useState } from 'react';
import { fill } from '../../../fill.ts';
import { useAdminWords } from '../../admin-context.ts';
import { AUDIT_PAGE_WORDS } from '../../audit/audit-page-words.ts';
import type { OwnerApi } from '../../owner-api.ts';
import { troubleOf } from '../trouble.ts';
import { AuditEntry } from './audit-entry.tsx';
import { AuditFilterFields } from './audit-filter-fields.tsx';
import { NO_FILTER, queryOf, type AuditFilter } from './audit-filter.ts';

/** Pause after the last key before entries are searched. */
const TYPING_MS = 300;

/** Everybody’s audit log. `user`: whose entries are shown first; `onPerson` shows a person. */
export function Audit({
  api,
  user,
  onPerson,
}: {
  api: OwnerApi;
  user: string;
  onPerson: (id: string) => void;
}) {
  const { words, language, number } = useAdminWords();
  const own = AUDIT_PAGE_WORDS[language];
  const [filter, setFilter] = useState<AuditFilter>(user === '' ? NO_FILTER : { ...NO_FILTER, user });
  const [found, setFound] = useState<OwnerAudit | null>(null);
  const [trouble, setTrouble] = useState<unknown>(null);

  useEffect(() => {
    let left = false;
    const arrived = (page: OwnerAudit): void => {
      if (left) return;
      setFound(page);
      setTrouble(null);
    };
    const ask = (): void =>
      void api.audit(queryOf(filter), null).then(arrived, (error: unknown) => {
        if (!left) setTrouble(error);
      });
    const timer = setTimeout(ask, filter === NO_FILTER ? 0 : TYPING_MS);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [api, filter]);

  const older = async ({ events, nextCursor }: OwnerAudit): Promise<void> => {
    try {
      const page = await api.audit(queryOf(filter), nextCursor);
      setFound({ ...page, events: [...events, ...page.events] });
      setTrouble(null);
    } catch (error) {
      setTrouble(error);
    }
  };
  const narrowed = Object.values(filter).some((value) => value !== '');
  return (
    <section className="card" aria-labelledby="audit">
      <h2 id="audit">{own.title}</h2>
      <p className="soft">{own.about}</p>
      <AuditFilterFields
        filter={filter}
        onChange={(change) => setFilter({ ...filter, ...change })}
        onClear={narrowed ? () => setFilter(NO_FILTER) : undefined}
      />
      <p className="trouble" role="alert">
        {trouble !== null && troubleOf(trouble, words, language)}
      </p>
      {found === null ? (
        trouble === null && <p className="empty">{words.loading}</p>
      ) : found.events.length === 0 ? (
        <p className="empty" role="status">
          {narrowed ? own.noneFound : own.none}
        </p>
      ) : (
        <>
          <ol className="entries">
            {found.events.map((event) => (
              <AuditEntry key={event.id} event={event} onPerson={onPerson} />
            ))}
          </ol>
          <div className="people-more">
            <p className="soft" role="status">
              {fill(own.shown, { n: number(found.events.length) })}
              {found.nextCursor === null && ` · ${own.end}`}
            </p>
            {found.nextCursor !== null && (
              <button type="button" className="button button-quiet" onClick={() => void older(found)}>
                {own.older}
              </button>
            )}
          </div>
        </>
      )}
    </section>
  );
}
