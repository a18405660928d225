import type { Login, LoginState, Surroundings } from '@maqiao/browser';
import { RedirectMethods } from '../redirects/redirect-methods.tsx';
import { wordsIn } from '../words.ts';
import { nameOfMethod } from './method-names.ts';
import { hasNoCode, type OfferedMethod } from './offered-methods.ts';
import { rememberMethod } from './remembered-method.ts';
import './methods.css';

/** Phases in which another way to sign in would come too late. */
const DECIDED: ReadonlySet<LoginState['phase']> = new Set(['scanned', 'confirmed', 'signed-in']);

interface MethodChooserProps {
  login: Login;
  state: LoginState;
  methods: readonly OfferedMethod[];
  language: string;
  surroundings: Surroundings;
  /** Query of the forms that begin a redirect method for something else than a sign-in; undefined: they are links. */
  purpose?: string | undefined;
}

/** The other ways to sign in, below the card. Nothing where there is no other. */
export function MethodChooser({
  login,
  state,
  methods,
  language,
  surroundings,
  purpose,
}: MethodChooserProps) {
  const words = wordsIn(language);
  const shown = state.phase === 'waiting' ? state.method : undefined;
  const scenes = methods.filter(({ id, kind }) => kind === 'scene' && id !== shown);
  const redirects = methods.filter(({ kind }) => kind === 'redirect');
  if (DECIDED.has(state.phase) || scenes.length + redirects.length === 0) return null;
  // Inside WeChat one tap is less than any code.
  const isInWechat = redirects.some(({ id }) => id === 'official-account-web');
  const others = (
    <RedirectMethods links={redirects} language={language} surroundings={surroundings} purpose={purpose} />
  );
  const take = (id: string): void => {
    rememberMethod(id);
    login.useMethod(id);
  };
  return (
    <nav className="methods" aria-label={words.otherWays}>
      {!hasNoCode(methods) && <p className="methods-title">{words.otherWays}</p>}
      {isInWechat && others}
      {scenes.map(({ id }) => {
        const { name, hint } = nameOfMethod(id, words);
        return (
          <button key={id} type="button" className="button button-quiet method" onClick={() => take(id)}>
            <span>{name}</span>
            {hint !== '' && <span className="small">{hint}</span>}
          </button>
        );
      })}
      {!isInWechat && others}
    </nav>
  );
}
