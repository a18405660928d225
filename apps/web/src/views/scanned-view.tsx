import { secondsLeft, type LoginState } from '@maqiao/browser';
import { usePage } from '../page-context.ts';
import { scannedWords } from '../screen.ts';
import { useClockUntil } from '../use-clock.ts';
import { fill } from '../words.ts';
import { Avatar } from './avatar.tsx';

/** The code steps back; who scanned, and what to do, step forward. "Not you?" is right there. */
export function ScannedView({ state }: { state: Extract<LoginState, { phase: 'scanned' }> }) {
  const { login, surroundings, language, words } = usePage();
  const { happened, next, type } = scannedWords(surroundings, language);
  const now = useClockUntil(state.expiresAt);
  return (
    <>
      <h1 className="headline">
        <span className="headline-first">{happened}</span>
        {next}
      </h1>
      <div className="tile tile-behind">
        <img className="code code-behind" src={state.picture} alt="" width="256" height="256" />
        <div className="in-front">
          {state.number === null ? (
            <span className="scanner">
              <Avatar name={state.firstCharacter} />
              <svg className="scanner-mark" viewBox="0 0 32 32" aria-hidden="true">
                <circle cx="16" cy="16" r="15" />
                <path d="m9.500 16.500 4.500 4.500 8.500-9.500" />
              </svg>
            </span>
          ) : (
            <>
              <span className="number">{state.number}</span>
              <span className="number-label">{type}</span>
            </>
          )}
        </div>
      </div>
      <p className="time" role="timer">
        {fill(words.confirmLeft, { n: secondsLeft(state, now) })}
      </p>
      <button type="button" className="button button-quiet" onClick={() => login.renew()}>
        {words.notYou}
      </button>
    </>
  );
}
