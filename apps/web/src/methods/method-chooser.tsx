import type { Login, LoginState } from '@maqiao/browser';
import type { Words } from '../words.ts';
import { nameOfMethod } from './method-names.ts';
import type { OfferedMethod } from './offered-methods.ts';
import { rememberMethod } from './remembered-method.ts';
import './methods.css';

/** While nobody has acted on the code, another way can be taken. */
const OPEN: ReadonlySet<LoginState['phase']> = new Set([
  'loading',
  'waiting',
  'refused',
  'expired',
  'cancelled',
  'failed',
]);

/** The other ways to sign in, below the card. Nothing where there is one way only. */
export function MethodChooser({
  login,
  state,
  methods,
  words,
}: {
  login: Login;
  state: LoginState;
  methods: readonly OfferedMethod[];
  words: Words;
}) {
  const shown = state.phase === 'waiting' ? state.method : undefined;
  const isHere = ({ id }: OfferedMethod): boolean => id === 'official-account-web';
  // Inside WeChat one tap is less than any code.
  const others = methods
    .filter(({ id }) => id !== shown)
    .sort((one, other) => Number(isHere(other)) - Number(isHere(one)));
  if (!OPEN.has(state.phase) || others.length === 0 || methods.length < 2) return null;
  return (
    <nav className="methods" aria-label={words.otherWays}>
      <p className="methods-title">{words.otherWays}</p>
      <ul>
        {others.map((method) => {
          const { id, kind, href } = method;
          const { name, hint } = nameOfMethod(id, words);
          const label = (
            <>
              <span>{name}</span>
              {hint !== '' && <span className="small">{hint}</span>}
            </>
          );
          return (
            <li key={id}>
              {kind === 'redirect' && href !== null ? (
                <a
                  className={`button method ${isHere(method) ? 'button-primary' : 'button-quiet'}`}
                  href={href}
                >
                  {label}
                </a>
              ) : (
                <button
                  type="button"
                  className="button button-quiet method"
                  onClick={() => {
                    rememberMethod(id);
                    login.useMethod(id);
                  }}
                >
                  {label}
                </button>
              )}
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
