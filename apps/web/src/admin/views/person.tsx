import type { OwnerUser } from '@maqiao/shared';
import { useEffect, useRef, useState } from 'react';
import { fill } from '../../fill.ts';
import { MERGING_WORDS } from '../merging/merging-words.ts';
import { useAdminWords } from '../admin-context.ts';

/** One person. A block needs a confirmation, because it signs them out everywhere. */
export function Person({
  user,
  onChange,
}: {
  user: OwnerUser;
  onChange: (blocked: boolean) => Promise<void>;
}) {
  const { words, language, number, moment } = useAdminWords();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [moved, setMoved] = useState(false);
  const first = useRef<HTMLButtonElement>(null);

  // The pressed button is gone: the keyboard focus moves to the button in its place.
  useEffect(() => {
    if (moved) first.current?.focus();
  }, [asking, moved, user.blocked]);

  const ask = (to: boolean): void => {
    setMoved(true);
    setAsking(to);
  };
  const change = async (blocked: boolean): Promise<void> => {
    if (busy) return;
    setMoved(true);
    setBusy(true);
    await onChange(blocked);
    setBusy(false);
    setAsking(false);
  };
  const name = user.nickname ?? words.noNickname;
  return (
    <li className="person">
      <div className="person-who">
        <p>
          <span className={user.nickname === null ? 'soft' : 'person-name'}>{name}</span>
          {user.blocked && <span className="person-blocked">{words.blockedMark}</span>}
        </p>
        {user.mergedInto !== undefined && (
          <p className="soft person-ids">
            {fill(MERGING_WORDS[language].mergedMark, { id: user.mergedInto })}
          </p>
        )}
        <p className="soft">
          {fill(words.lastSignIn, { time: moment(user.lastLoginAt) })} ·{' '}
          {user.sessions === 0 ? words.nowhere : fill(words.browsers, { n: number(user.sessions) })}
        </p>
        <p className="soft person-ids">
          <code>{user.id}</code>
        </p>
        {user.identities.map(({ provider, appId, subject, unionid }) => (
          <p key={`${provider} ${appId} ${subject}`} className="soft person-ids">
            {words.providers[provider]} <code>{subject}</code>
            {unionid !== null && (
              <>
                {' '}
                · unionid <code>{unionid}</code>
              </>
            )}
          </p>
        ))}
      </div>
      <div className="person-actions">
        {asking ? (
          <>
            <button ref={first} type="button" className="button button-quiet" onClick={() => ask(false)}>
              {words.keep}
            </button>
            <button
              type="button"
              className="button button-primary"
              aria-disabled={busy}
              onClick={() => void change(true)}
            >
              {words.blockReally}
            </button>
          </>
        ) : (
          <button
            ref={first}
            type="button"
            className="button button-quiet"
            aria-disabled={busy}
            aria-label={`${user.blocked ? words.unblock : words.block} ${name} ${user.id}`}
            onClick={() => (user.blocked ? void change(false) : ask(true))}
          >
            {user.blocked ? words.unblock : words.block}
          </button>
        )}
      </div>
    </li>
  );
}
