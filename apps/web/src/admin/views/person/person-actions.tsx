import type { OwnerUser } from '@maqiao/shared';
import { useState } from 'react';
import { useAdminWords } from '../../admin-context.ts';
import type { OwnerApi } from '../../owner-api.ts';
import { PERSON_WORDS } from '../../people/person-words.ts';
import { ConfirmedButton } from '../../../confirmed-button.tsx';

/** What the owner can do about a person as a whole. */
export function PersonActions({
  api,
  user,
  onChange,
  onDelete,
}: {
  api: OwnerApi;
  user: OwnerUser;
  onChange: (work: () => Promise<unknown>) => Promise<void>;
  onDelete: () => Promise<void>;
}) {
  const { words, language } = useAdminWords();
  const own = PERSON_WORDS[language];
  const [busy, setBusy] = useState(false);
  const { id, blocked } = user;
  const name = user.nickname ?? id;
  const save = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    await onChange(async () => saveAs(await api.exportPerson(id)));
    setBusy(false);
  };
  return (
    <div className="person-buttons">
      {blocked ? (
        <div className="person-actions">
          <button
            type="button"
            className="button button-quiet"
            aria-label={`${words.unblock} ${name}`}
            onClick={() => void onChange(() => api.setBlocked(id, false))}
          >
            {words.unblock}
          </button>
        </div>
      ) : (
        <ConfirmedButton
          label={words.block}
          name={name}
          keep={words.keep}
          really={words.blockReally}
          onReally={() => onChange(() => api.setBlocked(id, true))}
        />
      )}
      {user.sessions > 0 && (
        <ConfirmedButton
          label={own.signOutAll}
          name={name}
          keep={own.keep}
          really={own.signOutAllReally}
          onReally={() => onChange(() => api.endSessions(id))}
        />
      )}
      <div className="person-actions">
        <button
          type="button"
          className="button button-quiet"
          aria-disabled={busy}
          aria-label={`${busy ? own.exporting : own.exportAll} ${name}`}
          onClick={() => void save()}
        >
          {busy ? own.exporting : own.exportAll}
        </button>
      </div>
      <ConfirmedButton
        label={own.remove}
        name={name}
        keep={own.keep}
        really={own.removeReally}
        onReally={onDelete}
      />
    </div>
  );
}

/** Hands a file to the browser. The key is in a header, so that no link could do it. */
function saveAs({ name, content }: { name: string; content: Blob }): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Some browsers begin to read it only later.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
