import type { OwnerUser, OwnerUsers } from '@maqiao/shared';
import { useEffect, useRef, useState } from 'react';
import { fill } from '../../fill.ts';
import { useAdminWords } from '../admin-context.ts';
import type { OwnerApi } from '../owner-api.ts';
import { Person } from './person.tsx';
import { troubleOf } from './trouble.ts';

/** Pause after the last key before people are searched. */
const TYPING_MS = 300;

/** Everybody who has signed in: search, block, page by page. `person`: the id of the one who is searched first. */
export function People({
  api,
  person,
  onAudit,
}: {
  api: OwnerApi;
  person: string;
  onAudit: (id: string) => void;
}) {
  const { words, language, number } = useAdminWords();
  const [typed, setTyped] = useState(person);
  const [blocked, setBlocked] = useState(false);
  const [found, setFound] = useState<OwnerUsers | null>(null);
  const [trouble, setTrouble] = useState<unknown>(null);
  const search = typed.trim();
  const field = useRef<HTMLInputElement>(null);

  // Whoever comes from the audit log wants to see this person.
  useEffect(() => {
    if (person !== '') field.current?.focus();
  }, [person]);

  useEffect(() => {
    let left = false;
    const ask = (): void => {
      api.people(search, blocked, null).then(
        (page) => {
          if (left) return;
          setFound(page);
          setTrouble(null);
        },
        (error: unknown) => {
          if (!left) setTrouble(error);
        },
      );
    };
    const timer = setTimeout(ask, search === '' ? 0 : TYPING_MS);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [api, search, blocked]);

  const more = async (): Promise<void> => {
    if (!found) return;
    try {
      const page = await api.people(search, blocked, found.nextCursor);
      setFound({ ...page, users: [...found.users, ...page.users] });
    } catch (error) {
      setTrouble(error);
    }
  };
  const change = async (id: string, toBlocked: boolean): Promise<void> => {
    try {
      const changed = await api.setBlocked(id, toBlocked);
      const replaced = (user: OwnerUser) => (user.id === id ? changed : user);
      setFound((before) => before && { ...before, users: before.users.map(replaced) });
      setTrouble(null);
    } catch (error) {
      setTrouble(error);
    }
  };

  const narrowed = search !== '' || blocked;
  return (
    <>
      <div className="people-search">
        <label htmlFor="search">{words.search}</label>
        <input
          ref={field}
          id="search"
          type="search"
          autoComplete="off"
          aria-describedby="search-help"
          maxLength={100}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <p id="search-help" className="soft">
          {words.searchHelp}
        </p>
        <label className="check">
          <input type="checkbox" checked={blocked} onChange={(event) => setBlocked(event.target.checked)} />
          {words.onlyBlocked}
        </label>
      </div>
      <p className="trouble" role="alert">
        {trouble !== null && troubleOf(trouble, words, language)}
      </p>
      {found === null ? (
        trouble === null && <p className="empty">{words.loading}</p>
      ) : found.users.length === 0 ? (
        <p className="empty">{narrowed ? words.nobodyFound : words.noPeople}</p>
      ) : (
        <>
          <ul className="people">
            {found.users.map((user) => (
              <Person
                key={user.id}
                user={user}
                onChange={(toBlocked) => change(user.id, toBlocked)}
                onAudit={() => onAudit(user.id)}
              />
            ))}
          </ul>
          <div className="people-more">
            <p className="soft" role="status">
              {fill(words.shown, { shown: number(found.users.length), total: number(found.total) })}
            </p>
            {found.nextCursor !== null && (
              <button type="button" className="button button-quiet" onClick={() => void more()}>
                {words.more}
              </button>
            )}
          </div>
        </>
      )}
    </>
  );
}
