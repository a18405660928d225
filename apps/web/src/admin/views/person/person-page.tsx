import type { OwnerUserDetails } from '@maqiao/shared';
import { useCallback, useEffect, useRef, useState } from 'react';
import { fill } from '../../../fill.ts';
import { useAdminWords } from '../../admin-context.ts';
import type { OwnerApi } from '../../owner-api.ts';
import { PERSON_WORDS } from '../../people/person-words.ts';
import { troubleOf } from '../trouble.ts';
import { AuditLog } from './audit-log.tsx';
import { KnownClients } from './known-clients.tsx';
import { MergeWith } from './merge-with.tsx';
import { PersonActions } from './person-actions.tsx';
import { Sessions } from './sessions.tsx';
import { WaysIn } from './ways-in.tsx';

/** One person: who they are, how they sign in, where, what knows them, what happened; and what the owner can do. */
export function PersonPage({ api, id, onBack }: { api: OwnerApi; id: string; onBack: () => void }) {
  const { words, language } = useAdminWords();
  const own = PERSON_WORDS[language];
  const [details, setDetails] = useState<OwnerUserDetails | null>(null);
  const [trouble, setTrouble] = useState<unknown>(null);
  const [isGone, setGone] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const isLoaded = details !== null;

  const read = useCallback(
    () =>
      api.person(id).then(
        (found) => {
          setDetails(found);
          setTrouble(null);
        },
        (error: unknown) => setTrouble(error),
      ),
    [api, id],
  );
  useEffect(() => void read(), [read]);
  // Who came from the list by keyboard goes on from here.
  useEffect(() => {
    if (isLoaded || isGone) heading.current?.focus();
  }, [isLoaded, isGone]);

  const change = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      setTrouble(error);
      return;
    }
    await read();
  };
  const remove = async (): Promise<void> => {
    try {
      await api.deletePerson(id);
      setGone(true);
    } catch (error) {
      setTrouble(error);
    }
  };

  const name = details?.user.nickname ?? words.noNickname;
  return (
    <div className="person-page">
      <div>
        <button type="button" className="button button-quiet" onClick={onBack}>
          {own.back}
        </button>
      </div>
      {trouble !== null && (
        <p className="trouble" role="alert">
          {troubleOf(trouble, words, language)}
        </p>
      )}
      {isGone ? (
        <h2 ref={heading} tabIndex={-1}>
          {own.removed}
        </h2>
      ) : details === null ? (
        trouble === null && <p className="empty">{words.loading}</p>
      ) : (
        <>
          <section className="card" aria-labelledby="person">
            <h2 id="person" ref={heading} tabIndex={-1}>
              {name}
              {details.user.blocked && <span className="person-blocked">{words.blockedMark}</span>}
            </h2>
            <p className="soft person-ids">
              <code>{details.user.id}</code>
            </p>
            {details.user.externalId !== null && (
              <p className="soft person-ids">
                {own.externalId} <code>{details.user.externalId}</code>
              </p>
            )}
            <LastSignIn at={details.user.lastLoginAt} />
            <PersonActions api={api} user={details.user} onChange={change} onDelete={remove} />
          </section>
          <WaysIn api={api} user={details.user} onMoved={read} />
          <Sessions sessions={details.sessions} onEnd={(sid) => change(() => api.endSession(id, sid))} />
          <KnownClients
            clients={details.clients}
            onEnd={(client) => change(() => api.endClient(id, client))}
          />
          {details.user.mergedInto === undefined && (
            <MergeWith api={api} user={details.user} onMerged={read} />
          )}
          <AuditLog events={details.events} />
        </>
      )}
    </div>
  );
}

function LastSignIn({ at }: { at: string }) {
  const { words, moment } = useAdminWords();
  return <p className="soft">{fill(words.lastSignIn, { time: moment(at) })}</p>;
}
