import type { Surroundings } from '@maqiao/browser';
import { joinMessages, type PageSettings } from '@maqiao/shared';
import { documentTitle } from '../document-title.ts';
import { fill } from '../fill.ts';
import { LoginCard } from '../login-card.tsx';
import { MethodChooser } from '../methods/method-chooser.tsx';
import { hasNoCode } from '../methods/offered-methods.ts';
import { useLogin } from '../use-login.ts';
import { errorWordsIn, wordsIn } from '../words.ts';
import type { InteractionState } from './interaction-state.ts';
import type { Interaction } from './interaction.ts';
import { Said } from './said.tsx';
import { useTitle } from './use-title.ts';
import { WhoAsks } from './who-asks.tsx';

interface CardViewProps {
  state: Extract<InteractionState, { step: 'card' }>;
  language: string;
  act: Pick<Interaction, 'useThis' | 'deny'>;
  settings: PageSettings;
  surroundings: Surroundings;
  cardStyles: string | undefined;
}

/** Who asks, the card with a code, and the ways out. */
export function CardView({ state, language, act, settings, surroundings, cardStyles }: CardViewProps) {
  const { client, login, methods, user, why, working, fault } = state;
  const words = wordsIn(language);
  const seen = useLogin(login);
  useTitle(documentTitle(seen, surroundings, language, client.name));
  const reason = why === null ? null : errorWordsIn(language, why);
  const busy = working !== null;
  return (
    <>
      <div className="asked">
        <h1 className="asked-by">{fill(words.askedBy, { client: client.name })}</h1>
        <WhoAsks client={client} language={language} />
        {reason !== null && <p className="caution">{joinMessages(reason.happened, reason.next, language)}</p>}
      </div>
      {(seen.phase !== 'failed' || !hasNoCode(methods)) && (
        <LoginCard
          login={login}
          state={seen}
          settings={settings}
          language={language}
          name={client.name}
          headingLevel={2}
          cardStyles={cardStyles}
        />
      )}
      <MethodChooser
        login={login}
        state={seen}
        methods={methods}
        language={language}
        surroundings={surroundings}
      />
      {/* Once the phone has confirmed there is nothing left to decide. */}
      {seen.phase !== 'confirmed' && (
        <div className="ways-out">
          {user !== null && (
            <button type="button" className="button button-quiet" aria-disabled={busy} onClick={act.useThis}>
              {words.thisAccount}
            </button>
          )}
          <button type="button" className="button button-quiet" aria-disabled={busy} onClick={act.deny}>
            {words.decline}
          </button>
        </div>
      )}
      <Said
        fault={fault === null ? null : errorWordsIn(language, fault)}
        language={language}
        text={reason?.happened ?? ''}
      />
    </>
  );
}
