import type { KnownClient } from '@maqiao/shared';
import { fill } from '../../../fill.ts';
import { useAdminWords } from '../../admin-context.ts';
import { PERSON_WORDS } from '../../people/person-words.ts';
import { ConfirmedButton } from '../../../confirmed-button.tsx';

/** The clients and protected sites that know a person. */
export function KnownClients({
  clients,
  onEnd,
}: {
  clients: KnownClient[];
  onEnd: (id: string) => Promise<void>;
}) {
  const { language, moment } = useAdminWords();
  const own = PERSON_WORDS[language];
  return (
    <section className="card" aria-labelledby="known-clients">
      <h2 id="known-clients">{own.clients}</h2>
      {clients.length === 0 && <p className="soft">{own.noClients}</p>}
      <ul className="people">
        {clients.map(({ id, name, kind, scopes, grantedAt }) => (
          <li key={`${kind} ${id}`} className="person">
            <div className="person-who">
              <p className="person-ids">{name}</p>
              <p className="soft person-ids">
                {[
                  kind === 'host' ? own.protectedSite : id,
                  ...(scopes.length > 0 ? [scopes.join(' ')] : []),
                  ...(grantedAt === null ? [] : [fill(own.agreed, { time: moment(grantedAt) })]),
                ].join(' · ')}
              </p>
            </div>
            <ConfirmedButton
              label={own.endClient}
              name={name}
              keep={own.keep}
              really={own.endClientReally}
              onReally={() => onEnd(id)}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
