import type { Statistics } from '@maqiao/shared';
import { useRef, useState, type SyntheticEvent } from 'react';
import { useAdminWords } from '../admin-context.ts';
import { canBeKey, ownerApi, OwnerCallError, type OwnerApi } from '../owner-api.ts';
import { FIRST_PERIOD, timeZone } from './period.ts';
import { troubleOf } from './trouble.ts';

/** Asks for the key and tries it. The first answer opens the page. */
export function KeyForm({ onOpen }: { onOpen: (api: OwnerApi, first: Statistics) => void }) {
  const { words, language } = useAdminWords();
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>(null);

  const open = async (): Promise<void> => {
    const key = input.current?.value.trim() ?? '';
    setTrouble(null);
    setBusy(true);
    try {
      if (!canBeKey(key)) throw new OwnerCallError('invalid_token');
      const api = ownerApi(key);
      onOpen(api, await api.statistics(FIRST_PERIOD, timeZone()));
    } catch (error) {
      setTrouble(error);
      setBusy(false);
      input.current?.focus();
    }
  };
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (!busy) void open();
  };
  const unset = trouble instanceof OwnerCallError && trouble.code === 'not_found';

  return (
    <form className="card key-form" onSubmit={submit}>
      <label htmlFor="key">{words.keyLabel}</label>
      <input
        id="key"
        ref={input}
        type="password"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus
        required
        aria-describedby="key-help key-trouble"
      />
      <p id="key-help" className="soft">
        {words.keyHelp}
      </p>
      <p id="key-trouble" className="trouble" role="alert">
        {trouble !== null && (unset ? words.noKeySet : troubleOf(trouble, words, language))}
      </p>
      <button type="submit" className="button button-primary" aria-disabled={busy}>
        {busy ? words.opening : words.open}
      </button>
    </form>
  );
}
