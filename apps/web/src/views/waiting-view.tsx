import { secondsLeft, type LoginState } from '@maqiao/browser';
import { phoneAddress } from '../page-settings.ts';
import { usePage } from '../page-context.ts';
import { waitingTitle } from '../screen.ts';
import { useClockUntil } from '../use-clock.ts';
import { timeLeftWords } from '../words.ts';
import { SavePicture } from './save-picture.tsx';

/** The code, one line of what to do, and the time left in words. */
export function WaitingView({ state }: { state: Extract<LoginState, { phase: 'waiting' }> }) {
  const { settings, surroundings, language, words } = usePage();
  const now = useClockUntil(state.expiresAt);
  return (
    <>
      <h1 className="headline">{waitingTitle(surroundings, language, settings.siteName)}</h1>
      <div className="tile">
        <img className="code" src={state.picture} alt={words.pictureOfCode} width="256" height="256" />
      </div>
      {surroundings === 'phone' && <SavePicture picture={state.picture} />}
      <p className="time" role="timer">
        {timeLeftWords(words, secondsLeft(state, now))}
      </p>
      {settings.phoneUrl !== null && (
        <p className="demo-phone">
          <a
            className="button button-quiet"
            href={phoneAddress(settings.phoneUrl, state.scene)}
            target="_blank"
            rel="noopener"
          >
            {words.openPhone}
            <span aria-hidden="true">↗</span>
            <span className="visually-hidden">{words.newTab}</span>
          </a>
          <span className="small">{words.openPhoneHint}</span>
        </p>
      )}
    </>
  );
}
