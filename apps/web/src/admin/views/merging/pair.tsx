import type { DuplicatePair, OwnerUser, TouchedClient } from '@maqiao/shared';
import { useState } from 'react';
import { fill } from '../../../fill.ts';
import { useAdminWords } from '../../admin-context.ts';
import { MERGING_WORDS, type MergingWords } from '../../merging/merging-words.ts';
import { ConfirmedButton } from '../../../confirmed-button.tsx';

/** Two users who are one person: who remains, what that touches, and the merge. */
export function Pair({
  pair,
  onMerge,
}: {
  pair: DuplicatePair;
  onMerge: (user: OwnerUser, into: OwnerUser) => Promise<void>;
}) {
  const { language, number } = useAdminWords();
  const words = MERGING_WORDS[language];
  const [swapped, setSwapped] = useState(false);
  const [asking, setAsking] = useState(false);
  const [older, younger] = pair.users;
  const [into, user] = swapped ? [younger, older] : [older, younger];
  return (
    <li className="pair">
      <p className="soft person-ids">
        unionid <code>{pair.unionid}</code>
      </p>
      <dl className="pair-users">
        <dt>{words.remains}</dt>
        <PairedUser user={into} />
        <dt>{words.givesWay}</dt>
        <PairedUser user={user} />
      </dl>
      <Clients clients={pair.clients} words={words} />
      {asking && (
        <div role="status">
          <p>{words.what}</p>
          <p>{fill(words.ends, { n: number(user.sessions) })}</p>
        </div>
      )}
      <div className="person-actions">
        {!asking && (
          <button type="button" className="button button-quiet" onClick={() => setSwapped(!swapped)}>
            {words.swap}
          </button>
        )}
        <ConfirmedButton
          label={words.merge}
          name={`${user.id} → ${into.id}`}
          keep={words.keep}
          really={words.mergeReally}
          onAsk={setAsking}
          onReally={() => onMerge(user, into)}
        />
      </div>
    </li>
  );
}

function PairedUser({ user }: { user: OwnerUser }) {
  const { words, moment, number } = useAdminWords();
  return (
    <dd className="person-who">
      <p className={user.nickname === null ? 'soft' : 'person-name'}>{user.nickname ?? words.noNickname}</p>
      <p className="soft">
        {fill(words.lastSignIn, { time: moment(user.lastLoginAt) })} ·{' '}
        {user.sessions === 0 ? words.nowhere : fill(words.browsers, { n: number(user.sessions) })}
      </p>
      <p className="soft person-ids">
        <code>{user.id}</code>
      </p>
    </dd>
  );
}

function Clients({ clients, words }: { clients: TouchedClient[]; words: MergingWords }) {
  if (clients.length === 0) return <p className="soft">{words.noClients}</p>;
  return (
    <div>
      <p>{words.clients}</p>
      <ul className="pair-clients">
        {clients.map(({ id, name, kind, knows }) => (
          <li key={`${kind} ${id}`} className="person-ids">
            {name}{' '}
            <span className="soft">
              {knows.length > 1 ? words.knowsBoth : fill(words.knowsOne, { id: knows[0] ?? '' })}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
