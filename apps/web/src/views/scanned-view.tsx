import type { LoginState } from '@maqiao/browser';
import { usePage } from '../page-context.ts';
import { Avatar } from './avatar.tsx';

/** The code steps back; who scanned, and what to do, step forward. "Not you?" is right there. */
export function ScannedView({ state }: { state: Extract<LoginState, { phase: 'scanned' }> }) {
  const { login, words } = usePage();
  return (
    <>
      <h1 className="headline">{words.scanned}</h1>
      <div className="tile tile-behind">
        <img className="code code-behind" src={state.picture} alt="" width="256" height="256" />
        <div className="in-front">
          {state.number === null ? (
            <Avatar name={state.firstCharacter} />
          ) : (
            <>
              <span className="number">{state.number}</span>
              <span className="number-label">{words.typeNumber}</span>
            </>
          )}
        </div>
      </div>
      <button type="button" className="button button-quiet" onClick={() => login.renew()}>
        {words.notYou}
      </button>
    </>
  );
}
