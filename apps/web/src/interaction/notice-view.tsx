import { joinMessages } from '@maqiao/shared';
import { useEffect, useState } from 'react';
import { fill } from '../fill.ts';
import { errorWordsIn, wordsIn } from '../words.ts';
import type { InteractionState } from './interaction-state.ts';
import type { Interaction } from './interaction.ts';
import { siteOf } from './remembered-client.ts';
import { useTitle } from './use-title.ts';

/** After so long a sentence says what is slow, in milliseconds. */
const SLOW_MS = 5000;

interface PassingViewProps {
  state: Extract<InteractionState, { step: 'loading' | 'offline' | 'leaving' }>;
  language: string;
}

/** What goes on by itself. */
export function PassingView({ state, language }: PassingViewProps) {
  const words = wordsIn(language);
  const slow = useSlow(state);
  const headline =
    state.step === 'offline'
      ? words.offline
      : state.step === 'loading'
        ? words.readingRequest
        : fill(words.goingBack, { client: state.client.name });
  const below = state.step === 'offline' ? words.offlineNext : slow ? words.confirmedSlow : '';
  useTitle(headline);
  return (
    <section className="sheet" aria-labelledby="headline">
      <Gap />
      <h1 className="headline" id="headline">
        {headline}
      </h1>
      <p className="advice">{below}</p>
      <p className="visually-hidden" role="status" aria-live="polite">
        {below === '' ? headline : joinMessages(headline, below, language)}
      </p>
    </section>
  );
}

interface OverViewProps {
  state: Extract<InteractionState, { step: 'over' }>;
  language: string;
  act: Pick<Interaction, 'start'>;
}

/** Nothing to answer here: what happened, what to do, and one way on. */
export function OverView({ state, language, act }: OverViewProps) {
  const { code, client, retryable } = state;
  const words = wordsIn(language);
  const { happened, next } = errorWordsIn(language, code);
  const site = siteOf(client);
  useTitle(happened);
  return (
    <section className="sheet" aria-labelledby="headline">
      <Gap />
      <h1 className="headline" id="headline">
        {happened}
      </h1>
      <p className="advice">{next}</p>
      {retryable ? (
        <button type="button" className="button button-primary" onClick={act.start}>
          {words.tryAgain}
        </button>
      ) : (
        <a className="button button-primary" href={site?.href ?? '/'}>
          {site === null ? words.toSignIn : fill(words.goTo, { host: site.host })}
        </a>
      )}
      <p className="visually-hidden" role="status" aria-live="polite">
        {joinMessages(happened, next, language)}
      </p>
    </section>
  );
}

/** The bridge that is not closed, as on the card. */
function Gap() {
  return (
    <svg className="gap" viewBox="0 0 120 48" aria-hidden="true">
      <path d="M4 44h12C30 44 34 20 46 13M116 44h-12C90 44 86 20 74 13" />
      <path d="M51 11q9-3 18 0" />
    </svg>
  );
}

/** Whether a step has lasted longer than people expect. */
function useSlow({ step }: InteractionState): boolean {
  const [slow, setSlow] = useState<InteractionState['step'] | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(step), SLOW_MS);
    return () => clearTimeout(timer);
  }, [step]);
  return slow === step;
}
