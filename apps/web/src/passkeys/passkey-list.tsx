import { baseLanguage, type OwnPasskeys, type StepUpAction } from '@maqiao/shared';
import { useEffect, useState } from 'react';
import type { PasskeyApi } from './passkey-api.ts';
import { makePasskey, outcomeOf, type PasskeyFault } from './passkey-flows.ts';
import { PasskeyItem } from './passkey-item.tsx';
import { PASSKEY_LIST_WORDS } from './passkey-list-words.ts';
import { faultSentence } from './passkey-words.ts';
import { rememberPasskey } from './remembered-passkey.ts';
import './passkeys.css';

interface PasskeyListProps {
  /** For whoever is signed in: see `passkeyApi`. */
  api: PasskeyApi;
  /** Tag of the page's language. */
  language: string;
  /** Whether this browser can make passkeys: see `canUsePasskeys`. */
  canAdd: boolean;
  /**
   * Runs a change that wants a proof of the last five minutes. Where it throws PasskeyCallError `step_up_required`, asks for
   * the proof, for that action, and runs it again; throws the same error when the person gives none.
   */
  withStepUp: <T>(action: StepUpAction, change: () => Promise<T>) => Promise<T>;
  /** Counts what has changed the account elsewhere: the list is read again. */
  changes?: number;
}

/** The passkeys of an account: to add, rename and remove. */
export function PasskeyList({ api, language, canAdd, withStepUp, changes = 0 }: PasskeyListProps) {
  const words = PASSKEY_LIST_WORDS[baseLanguage(language)];
  const [own, setOwn] = useState<OwnPasskeys | null>(null);
  /** Counts what has been changed here. */
  const [reads, setReads] = useState(0);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<PasskeyFault | null>(null);
  const [news, setNews] = useState('');

  useEffect(() => {
    let isOld = false;
    void outcomeOf(() => api.list()).then((outcome) => {
      if (isOld) return;
      if (outcome.kind === 'done') setOwn(outcome.value);
      else setFault(outcome.fault);
    });
    return () => void (isOld = true);
  }, [api, changes, reads]);

  /** @returns whether it was done */
  const change = async (work: () => Promise<unknown>, done = ''): Promise<boolean> => {
    if (busy) return false;
    setBusy(true);
    setFault(null);
    setNews('');
    const outcome = await outcomeOf(work);
    if (outcome.kind === 'failed') setFault(outcome.fault);
    else setNews(done);
    setReads((count) => count + 1);
    setBusy(false);
    return outcome.kind === 'done';
  };
  const add = () =>
    change(async () => {
      await withStepUp('add_passkey', () => makePasskey(api));
      rememberPasskey('used');
    }, words.wasAdded);

  const said = fault === null ? news : faultSentence(fault, language);
  return (
    <div className="passkey-list" aria-busy={own === null}>
      {own?.passkeys.length === 0 && <p className="small">{words.none}</p>}
      {own !== null && own.passkeys.length > 0 && (
        <ul className="passkey-items">
          {own.passkeys.map((passkey) => (
            <PasskeyItem
              key={passkey.id}
              passkey={passkey}
              language={language}
              busy={busy}
              onRename={(name) => change(() => api.rename(passkey.id, name))}
              onRemove={() =>
                change(() => withStepUp('remove_passkey', () => api.remove(passkey.id)), words.wasRemoved)
              }
            />
          ))}
        </ul>
      )}
      {own?.addable === 'full' && <p className="small">{words.full}</p>}
      {own !== null && own.addable !== 'full' && canAdd && (
        <button type="button" className="button button-quiet" aria-disabled={busy} onClick={() => void add()}>
          {words.add}
        </button>
      )}
      {own === null && fault !== null && (
        <button type="button" className="button button-quiet" onClick={() => void change(() => api.list())}>
          {words.again}
        </button>
      )}
      {said !== '' && <p className={fault === null ? 'small' : 'passkey-said'}>{said}</p>}
      <p className="visually-hidden" role="status" aria-live="polite">
        {said}
      </p>
    </div>
  );
}
