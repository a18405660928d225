import { ConfirmedButton } from '../../confirmed-button.tsx';
import { useAccountWords } from '../account-context.ts';
import type { Said } from '../use-change.ts';
import type { Wanted } from '../wanted.ts';
import { Part } from './part.tsx';

/** The ways out: this browser, all of them, the account. */
export function Leaving({
  said,
  signingOut,
  onSignOut,
  onWant,
}: {
  said: Said;
  signingOut: boolean;
  onSignOut: () => void;
  onWant: (wanted: Wanted) => Promise<void>;
}) {
  const { words, common } = useAccountWords();
  return (
    <Part title={words.leaving} said={said}>
      <ul className="rows">
        <li className="row">
          <div className="row-text">
            <p className="name">{words.signOut}</p>
            <p className="soft">{words.signOutHint}</p>
          </div>
          <div className="actions">
            <button
              type="button"
              className="button button-quiet"
              aria-disabled={signingOut}
              onClick={onSignOut}
            >
              {signingOut ? common.signingOut : words.signOut}
            </button>
          </div>
        </li>
        <li className="row">
          <div className="row-text">
            <p className="name">{words.everywhere}</p>
            <p className="soft">{words.everywhereHint}</p>
          </div>
          <ConfirmedButton
            label={words.everywhere}
            keep={words.keep}
            really={words.everywhereReally}
            working={words.working}
            question={words.everywhereAsk}
            onReally={() => onWant({ action: 'sign_out_everywhere' })}
          />
        </li>
        <li className="row">
          <div className="row-text">
            <p className="name">{words.deleteAccount}</p>
            <p className="soft">{words.deleteHint}</p>
          </div>
          <ConfirmedButton
            label={words.deleteAccount}
            keep={words.keep}
            really={words.deleteReally}
            working={words.working}
            question={<WhatGoes />}
            onReally={() => onWant({ action: 'delete_account' })}
          />
        </li>
      </ul>
    </Part>
  );
}

/** What is gone with an account. */
function WhatGoes() {
  const { words } = useAccountWords();
  return (
    <>
      <p>{words.deleteLead}</p>
      <ul className="what-goes">
        {words.deleteGone.map((what) => (
          <li key={what}>{what}</li>
        ))}
      </ul>
      <p className="soft">{words.deleteStays}</p>
      <p>{words.deleteSure}</p>
    </>
  );
}
