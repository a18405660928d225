import { fill } from '../fill.ts';
import { PersonPicture } from '../person-picture.tsx';
import { errorWordsIn, wordsIn } from '../words.ts';
import type { InteractionState } from './interaction-state.ts';
import type { Interaction } from './interaction.ts';
import { Said } from './said.tsx';
import { useTitle } from './use-title.ts';
import { WhoAsks } from './who-asks.tsx';

interface AskingViewProps {
  state: Extract<InteractionState, { step: 'asking' }>;
  language: string;
  act: Pick<Interaction, 'goOn' | 'useAnother' | 'deny'>;
}

/** Somebody is signed in here: whether they go on as who they are. */
export function AskingView({ state, language, act }: AskingViewProps) {
  const { client, user, working, fault } = state;
  const words = wordsIn(language);
  const question =
    user.nickname === null
      ? fill(words.continueUnnamed, { client: client.name })
      : fill(words.continueAs, { client: client.name, person: user.nickname });
  useTitle(fill(words.title, { site: client.name }));
  const busy = working !== null;
  return (
    <section className="sheet" aria-labelledby="question">
      <PersonPicture {...user} />
      <h1 className="headline" id="question">
        {question}
      </h1>
      <WhoAsks client={client} language={language} />
      <div className="choices">
        <button type="button" className="button button-primary" aria-disabled={busy} onClick={act.goOn}>
          {working === 'continue' ? fill(words.goingBack, { client: client.name }) : words.goOn}
        </button>
        <button type="button" className="button button-quiet" aria-disabled={busy} onClick={act.useAnother}>
          {words.anotherAccount}
        </button>
        <button type="button" className="button button-quiet" aria-disabled={busy} onClick={act.deny}>
          {words.decline}
        </button>
      </div>
      <Said
        fault={fault === null ? null : errorWordsIn(language, fault)}
        language={language}
        text={question}
      />
    </section>
  );
}
