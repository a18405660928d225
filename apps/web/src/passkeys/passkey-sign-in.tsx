import { useEffect, useState } from 'react';
import { wordsIn } from '../words.ts';
import { canListPasskeys } from './passkey-support.ts';
import { faultSentence } from './passkey-words.ts';
import { rememberedPasskey } from './remembered-passkey.ts';
import { usePasskeySignIn } from './use-passkey-sign-in.ts';
import './passkeys.css';

interface PasskeySignInProps {
  language: string;
  /** Id of the client's request that waits. */
  interaction?: string | undefined;
}

/**
 * The way to sign in with a passkey. Where one was used in this browser before, there is also a field under which the browser
 * lists them: to everybody else it would be a field for nothing.
 */
export function PasskeySignIn({ language, interaction }: PasskeySignInProps) {
  const words = wordsIn(language);
  const [listed, setListed] = useState(false);
  useEffect(() => {
    let isGone = false;
    if (rememberedPasskey() === 'used')
      void canListPasskeys().then((can) => {
        if (!isGone) setListed(can);
      });
    return () => void (isGone = true);
  }, []);
  const { busy, fault, press } = usePasskeySignIn({ interaction, listed });
  const said = fault === null ? '' : faultSentence(fault, language);
  return (
    <div className="passkey">
      {listed && (
        <input
          type="text"
          className="passkey-field"
          // What is typed is not read.
          autoComplete="username webauthn"
          aria-label={words.passkeyField}
          placeholder={words.passkeyField}
        />
      )}
      <button type="button" className="button button-quiet method" aria-disabled={busy} onClick={press}>
        <span>{words.byPasskey}</span>
        <span className="small">{words.byPasskeyHint}</span>
      </button>
      {said !== '' && <p className="passkey-said">{said}</p>}
      <p className="visually-hidden" role="status" aria-live="polite">
        {said}
      </p>
    </div>
  );
}
