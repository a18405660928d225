import type { MoveIdentityAnswer, OwnerIdentity, OwnerUser } from '@maqiao/shared';
import { useState } from 'react';
import { fill } from '../../../fill.ts';
import { useAdminWords } from '../../admin-context.ts';
import type { OwnerApi } from '../../owner-api.ts';
import { PERSON_WORDS } from '../../people/person-words.ts';
import { IdentityText } from './identity-text.tsx';
import { OtherUserForm } from './other-user-form.tsx';

/** How a person signs in; each way can be moved to another user. */
export function WaysIn({
  api,
  user,
  onMoved,
}: {
  api: OwnerApi;
  user: OwnerUser;
  onMoved: () => Promise<void>;
}) {
  const { language } = useAdminWords();
  const own = PERSON_WORDS[language];
  return (
    <section className="card" aria-labelledby="ways-in">
      <h2 id="ways-in">{own.waysIn}</h2>
      {user.identities.length === 0 && <p className="soft">{own.noWaysIn}</p>}
      <ul className="people">
        {user.identities.map((identity) => (
          <WayIn
            key={`${identity.provider} ${identity.appId} ${identity.subject}`}
            api={api}
            user={user}
            identity={identity}
            onMoved={onMoved}
          />
        ))}
      </ul>
    </section>
  );
}

function WayIn({
  api,
  user,
  identity,
  onMoved,
}: {
  api: OwnerApi;
  user: OwnerUser;
  identity: OwnerIdentity;
  onMoved: () => Promise<void>;
}) {
  const { language, moment } = useAdminWords();
  const own = PERSON_WORDS[language];
  const [isMoving, setMoving] = useState(false);
  const { provider, appId, subject } = identity;
  const key = { provider, appId, subject };
  return (
    <li className="person">
      <div className="person-who">
        <IdentityText identity={identity} />
        <p className="soft">{fill(own.lastUsed, { time: moment(identity.lastUsedAt) })}</p>
      </div>
      <div className="person-actions">
        <button
          type="button"
          className="button button-quiet"
          aria-expanded={isMoving}
          aria-label={`${isMoving ? own.keep : own.move} ${subject}`}
          onClick={() => setMoving(!isMoving)}
        >
          {isMoving ? own.keep : own.move}
        </button>
      </div>
      {isMoving && (
        <OtherUserForm
          api={api}
          label={own.moveTo}
          preview={(to) => api.previewMove(user.id, { ...key, to: to.id })}
          really={(to) => fill(own.moveReally, { name: to.nickname ?? to.id })}
          about={(answer) => <MoveFacts answer={answer} />}
          onReally={async (to, { losesLast }) => {
            await api.moveIdentity(user.id, { ...key, to: to.id, evenIfLast: losesLast });
            await onMoved();
          }}
        />
      )}
    </li>
  );
}

function MoveFacts({ answer }: { answer: MoveIdentityAnswer }) {
  const { language, number } = useAdminWords();
  const own = PERSON_WORDS[language];
  const { identities, alreadyThere, losesLast, clients, endsSessions } = answer;
  return (
    <>
      <p>{own.moves}</p>
      {identities.map((identity) => (
        <IdentityText key={identity.subject} identity={identity} />
      ))}
      <p>{fill(own.ends, { n: number(endsSessions) })}</p>
      {alreadyThere.length > 0 && <p>{own.alreadyThere}</p>}
      {alreadyThere.map((identity) => (
        <IdentityText key={identity.subject} identity={identity} />
      ))}
      {clients.length > 0 && (
        <p>{fill(own.clientsTouched, { names: clients.map(({ name }) => name).join(', ') })}</p>
      )}
      {losesLast && <p className="trouble">{own.losesLast}</p>}
      <p className="trouble">{own.sure}</p>
    </>
  );
}
