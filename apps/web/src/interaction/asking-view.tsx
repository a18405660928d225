import type { UserProfile } from '@maqiao/shared';
import { fill } from '../fill.ts';
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
      <Person user={user} />
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

/** Their picture, or the first character of their name. */
function Person({ user: { nickname, avatarUrl } }: { user: UserProfile }) {
  return (
    <span className="person-picture" aria-hidden="true">
      {avatarUrl === null ? [...(nickname ?? '')][0] : <img src={avatarUrl} alt="" />}
      {avatarUrl === null && nickname === null && (
        <svg viewBox="0 0 32 32" width="40" height="40">
          <circle cx="16" cy="11" r="5.500" />
          <path d="M5 28c1.500-6.500 5.500-9.500 11-9.500S25.500 21.500 27 28" />
        </svg>
      )}
    </span>
  );
}
