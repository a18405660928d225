import { avatar, button } from './controls.ts';
import { make } from './dom.ts';
import { seal } from './drawings.ts';
import type { StateOf, View, ViewContext } from './view.ts';

/** Confirmed on the phone; the session is being taken. */
export function confirmedView({ user }: StateOf<'confirmed'>, { speech: { words } }: ViewContext): View {
  return {
    headline: words.confirmed,
    above: [avatar(user?.nickname ?? null, user?.avatarUrl ?? null)],
    below: [make('p', 'slow')],
    slow: words.confirmedSlow,
  };
}

/** Signed in: who is signed in, and the button that signs out. */
export function signedInView(
  { user, signOut }: StateOf<'signed-in'>,
  { speech: { words }, site, before, act }: ViewContext,
): View {
  const { nickname, avatarUrl } = user;
  const working = signOut === 'working';
  const leave = button(working ? words.signingOut : words.signOut, () => void act.signOut());
  if (working) leave.setAttribute('aria-disabled', 'true');
  // Still signed in after a sign-out that did not work: why.
  const caution = { idle: null, working: null, failed: words.signOutFailed, blocked: words.signOutBlocked }[
    signOut
  ];
  return {
    headline: words.signedIn,
    large: true,
    above: [seal(before?.phase !== 'signed-in')],
    below: [
      make('p', 'site', site),
      make(
        'p',
        'person',
        avatar(nickname, avatarUrl),
        make('span', nickname === null ? 'name unnamed' : 'name', nickname ?? words.noNickname),
      ),
      leave,
      ...(caution === null ? [] : [make('p', 'caution', caution)]),
    ],
    announced: working ? words.signingOut : (caution ?? words.signedIn),
  };
}
