import type { Login } from '@maqiao/browser';
import { useEffect, useMemo, useState } from 'react';
import { wordsIn } from '../words.ts';
import { passkeyApi } from './passkey-api.ts';
import { makePasskey, outcomeOf, type PasskeyFault } from './passkey-flows.ts';
import { faultSentence } from './passkey-words.ts';
import { rememberedPasskey, rememberPasskey } from './remembered-passkey.ts';
import './passkeys.css';

type Step = 'hidden' | 'asking' | 'working' | 'added';

interface PasskeyOfferProps {
  login: Pick<Login, 'getAccessToken'>;
  language: string;
}

/**
 * Offers a passkey to somebody who has just signed in by another way and has none: once in a browser, unless they say
 * nothing to it.
 */
export function PasskeyOffer({ login, language }: PasskeyOfferProps) {
  const words = wordsIn(language);
  const api = useMemo(() => passkeyApi(() => login.getAccessToken()), [login]);
  const [step, setStep] = useState<Step>('hidden');
  const [fault, setFault] = useState<PasskeyFault | null>(null);
  useEffect(() => {
    let isGone = false;
    if (rememberedPasskey() === null)
      void outcomeOf(() => api.list()).then((outcome) => {
        if (isGone || outcome.kind === 'failed') return;
        const { passkeys, addable } = outcome.value;
        if (passkeys.length === 0 && addable === 'now') setStep('asking');
      });
    return () => void (isGone = true);
  }, [api]);

  const accept = (): void => {
    if (step === 'working') return;
    setStep('working');
    setFault(null);
    void outcomeOf(() => makePasskey(api)).then((outcome) => {
      if (outcome.kind === 'failed') {
        setFault(outcome.fault);
        return setStep('asking');
      }
      rememberPasskey('used');
      setStep('added');
    });
  };
  const decline = (): void => {
    rememberPasskey('declined');
    setStep('hidden');
  };

  if (step === 'hidden') return null;
  if (step === 'added')
    return (
      <p className="passkey-offer" role="status">
        {words.passkeyMade}
      </p>
    );
  const said = fault === null ? '' : faultSentence(fault, language);
  return (
    <section className="passkey-offer" aria-labelledby="passkey-offer">
      <h2 className="passkey-offer-title" id="passkey-offer">
        {words.passkeyOffer}
      </h2>
      <p className="small">{words.passkeyOfferText}</p>
      <div className="passkey-offer-choices">
        <button type="button" className="button button-quiet" onClick={decline}>
          {words.passkeyNoThanks}
        </button>
        <button
          type="button"
          className="button button-primary"
          aria-disabled={step === 'working'}
          onClick={accept}
        >
          {words.passkeyMake}
        </button>
      </div>
      {said !== '' && <p className="passkey-said">{said}</p>}
      <p className="visually-hidden" role="status" aria-live="polite">
        {said}
      </p>
    </section>
  );
}
