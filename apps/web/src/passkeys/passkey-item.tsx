import { baseLanguage, MAX_PASSKEY_NAME, type OwnPasskey } from '@maqiao/shared';
import { useEffect, useRef, useState } from 'react';
import { fill } from '../fill.ts';
import { htmlLanguage } from '../language.ts';
import { PASSKEY_LIST_WORDS } from './passkey-list-words.ts';

interface PasskeyItemProps {
  passkey: OwnPasskey;
  language: string;
  busy: boolean;
  /** @returns whether it was done */
  onRename: (name: string) => Promise<boolean>;
  onRemove: () => Promise<boolean>;
}

/** One passkey: its name, when it was added and used, and what can be done with it. */
export function PasskeyItem({ passkey, language, busy, onRename, onRemove }: PasskeyItemProps) {
  const { name, createdAt, lastUsedAt, backedUp, removable, removableAt } = passkey;
  const words = PASSKEY_LIST_WORDS[baseLanguage(language)];
  const [step, setStep] = useState<'shown' | 'renaming' | 'removing'>('shown');
  const [typed, setTyped] = useState(name);
  const first = useRef<HTMLElement>(null);
  const moved = useRef(false);
  // The pressed button is gone: the keyboard's place moves to what has come.
  useEffect(() => {
    if (moved.current) first.current?.focus();
    moved.current = true;
  }, [step]);
  const moment = (iso: string) =>
    new Date(iso).toLocaleString(htmlLanguage(language), { dateStyle: 'medium', timeStyle: 'short' });
  const facts = [
    fill(words.added, { time: moment(createdAt) }),
    lastUsedAt === null ? words.neverUsed : fill(words.used, { time: moment(lastUsedAt) }),
    ...(backedUp ? [words.backedUp] : []),
  ];
  return (
    <li className="passkey-item">
      <p className="passkey-name">{name}</p>
      <p className="small">{facts.join(' · ')}</p>
      {removable === 'later' && removableAt !== undefined && (
        <p className="small">{fill(words.removableAt, { time: moment(removableAt) })}</p>
      )}
      {step === 'renaming' && (
        <form
          className="passkey-actions"
          onSubmit={(event) => {
            event.preventDefault();
            if (!busy) void onRename(typed).then((isDone) => isDone && setStep('shown'));
          }}
        >
          <input
            ref={first as React.RefObject<HTMLInputElement>}
            className="passkey-field"
            aria-label={fill(words.newName, { name })}
            value={typed}
            maxLength={MAX_PASSKEY_NAME}
            required
            onChange={({ target }) => setTyped(target.value)}
          />
          <button type="button" className="button button-quiet" onClick={() => setStep('shown')}>
            {words.keepName}
          </button>
          <button type="submit" className="button button-primary" aria-disabled={busy}>
            {words.save}
          </button>
        </form>
      )}
      {step === 'removing' && (
        <div className="passkey-actions">
          <p className="small">{words.removeWhat}</p>
          <button
            ref={first as React.RefObject<HTMLButtonElement>}
            type="button"
            className="button button-quiet"
            onClick={() => setStep('shown')}
          >
            {words.keep}
          </button>
          <button
            type="button"
            className="button button-primary"
            aria-disabled={busy}
            onClick={() => {
              if (!busy) void onRemove().then((isDone) => isDone || setStep('shown'));
            }}
          >
            {words.removeReally}
          </button>
        </div>
      )}
      {step === 'shown' && (
        <div className="passkey-actions">
          <button
            ref={first as React.RefObject<HTMLButtonElement>}
            type="button"
            className="button button-quiet"
            aria-label={`${words.rename} ${name}`}
            onClick={() => {
              setTyped(name);
              setStep('renaming');
            }}
          >
            {words.rename}
          </button>
          {removable === 'now' && (
            <button
              type="button"
              className="button button-quiet"
              aria-label={`${words.remove} ${name}`}
              onClick={() => setStep('removing')}
            >
              {words.remove}
            </button>
          )}
        </div>
      )}
    </li>
  );
}
