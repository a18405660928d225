import type { Surroundings } from '@maqiao/browser';
import type { PageSettings } from '@maqiao/shared';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { PageFrame } from '../page-frame.tsx';
import { useLanguage } from '../use-language.ts';
import { AskingView } from './asking-view.tsx';
import { CardView } from './card-view.tsx';
import type { InteractionState } from './interaction-state.ts';
import type { Interaction } from './interaction.ts';
import { OverView, PassingView } from './notice-view.tsx';

interface InteractionPageProps {
  interaction: Interaction;
  settings: PageSettings;
  surroundings: Surroundings;
  /** Address of the card's style sheet as a file; undefined where the build has made none. */
  cardStyles: string | undefined;
}

/** The page where a person answers a client. */
export function InteractionPage({ interaction, settings, surroundings, cardStyles }: InteractionPageProps) {
  const state = useSyncExternalStore(interaction.subscribe, interaction.getState);
  const chosen = useLanguage(settings);
  const { language } = chosen;
  const place = useKeptFocus(state);
  return (
    <PageFrame settings={settings} chosen={chosen}>
      <div className="interaction" data-step={state.step} ref={place} tabIndex={-1}>
        {view()}
      </div>
    </PageFrame>
  );

  function view() {
    switch (state.step) {
      case 'loading':
      case 'offline':
      case 'leaving':
        return <PassingView state={state} language={language} />;
      case 'asking':
        return <AskingView state={state} language={language} act={interaction} />;
      case 'card':
        return (
          <CardView
            state={state}
            language={language}
            act={interaction}
            settings={settings}
            surroundings={surroundings}
            cardStyles={cardStyles}
          />
        );
      case 'over':
        return <OverView state={state} language={language} act={interaction} />;
    }
  }
}

/** When a button goes away with its step, the keyboard's place moves to what has come, and not to the top of the document. */
function useKeptFocus({ step }: InteractionState) {
  const place = useRef<HTMLDivElement>(null);
  const before = useRef(step);
  useEffect(() => {
    if (before.current === step) return;
    before.current = step;
    if (document.activeElement === null || document.activeElement === document.body)
      place.current?.focus({ preventScroll: true });
  }, [step]);
  return place;
}
