import type { LoginState } from '@maqiao/browser';
import { usePage } from '../page-context.ts';
import { Avatar } from './avatar.tsx';
import { Seal } from './seal.tsx';

/** The seal is pressed: who is signed in, and the way out. */
export function SignedInView({ state }: { state: Extract<LoginState, { phase: 'signed-in' }> }) {
  const { login, settings, words } = usePage();
  const { nickname, avatarUrl } = state.user;
  const leaving = state.signOut === 'working';
  return (
    <div className="middle">
      <Seal />
      <h1 className="headline headline-large">{words.signedIn}</h1>
      <p className="small site-signed-in">{settings.siteName}</p>
      <p className="person">
        <Avatar name={nickname} url={avatarUrl} />
        <span className={nickname === null ? 'person-name person-unnamed' : 'person-name'}>
          {nickname ?? words.noNickname}
        </span>
      </p>
      <button
        type="button"
        className="button button-quiet"
        aria-disabled={leaving}
        onClick={() => void login.signOut()}
      >
        {leaving ? words.signingOut : words.signOut}
      </button>
      {state.signOut === 'failed' && <p className="caution">{words.signOutFailed}</p>}
      {state.signOut === 'blocked' && <p className="caution">{words.signOutBlocked}</p>}
    </div>
  );
}
