import type { OwnerUser } from '@maqiao/shared';
import { useId, useState, type ReactNode } from 'react';
import { useAdminWords } from '../../admin-context.ts';
import type { OwnerApi } from '../../owner-api.ts';
import { PERSON_WORDS } from '../../people/person-words.ts';
import { ConfirmedButton } from '../../../confirmed-button.tsx';
import { troubleOf } from '../trouble.ts';

/** Names another user, says what the change would do with both, and asks once more. */
export function OtherUserForm<Preview>({
  api,
  label,
  preview,
  really,
  about,
  onReally,
}: {
  api: OwnerApi;
  label: string;
  preview: (other: OwnerUser) => Promise<Preview>;
  really: (other: OwnerUser) => string;
  about: (preview: Preview) => ReactNode;
  onReally: (other: OwnerUser, preview: Preview) => Promise<void>;
}) {
  const { words, language } = useAdminWords();
  const own = PERSON_WORDS[language];
  const field = useId();
  const [typed, setTyped] = useState('');
  const [shown, setShown] = useState<{ other: OwnerUser; preview: Preview } | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);

  const tried = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      setShown(null);
      setTrouble(troubleOf(error, words, language));
    }
  };
  const look = () =>
    tried(async () => {
      setTrouble(null);
      setShown(null);
      const other = await named(api, typed.trim());
      if (other === null) setTrouble(own.nobody);
      else setShown({ other, preview: await preview(other) });
    });
  return (
    <div className="other-user">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void look();
        }}
      >
        <label htmlFor={field}>{label}</label>
        <input
          id={field}
          type="search"
          autoComplete="off"
          required
          maxLength={190}
          aria-describedby={`${field}-help`}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setShown(null);
          }}
        />
        <p id={`${field}-help`} className="soft">
          {own.otherHelp}
        </p>
        <button type="submit" className="button button-quiet">
          {own.look}
        </button>
      </form>
      <p className="trouble" role="alert">
        {trouble}
      </p>
      {shown !== null && (
        <>
          <div className="other-user-facts" role="status">
            {about(shown.preview)}
          </div>
          <ConfirmedButton
            label={really(shown.other)}
            name={shown.other.id}
            keep={own.keep}
            really={really(shown.other)}
            onReally={() => tried(() => onReally(shown.other, shown.preview))}
          />
        </>
      )}
    </div>
  );
}

/** The one user whom this text names as a whole; a part of a nickname names nobody. */
async function named(api: OwnerApi, text: string): Promise<OwnerUser | null> {
  const { users } = await api.people(text, false, null);
  const found = users.filter(
    ({ id, externalId, identities }) =>
      id === text ||
      externalId === text ||
      identities.some(({ subject, unionid }) => subject === text || unionid === text),
  );
  return found.length === 1 ? (found[0] ?? null) : null;
}
