import { joinMessages } from '@maqiao/shared';
import { button } from './controls.ts';
import { make } from './dom.ts';
import { gap } from './drawings.ts';
import type { StateOf, View, ViewContext } from './view.ts';

/** The phases of a login that has ended or is interrupted. */
type NoticePhase = 'refused' | 'expired' | 'cancelled' | 'offline' | 'replaced' | 'signed-out' | 'failed';

/** What happened, what to do, and at most one button. */
interface Notice {
  happened: string;
  next: string;
  button: { label: string; press: () => void } | null;
}

/** An ended or interrupted login. */
export function noticeView(state: StateOf<NoticePhase>, context: ViewContext): View {
  const { happened, next, button: offered } = noticeOf(state, context);
  return {
    headline: happened,
    above: [gap()],
    below: [
      ...(next === '' ? [] : [make('p', 'advice', next)]),
      ...(offered === null ? [] : [button(offered.label, offered.press, 'button primary')]),
    ],
    ...(next !== '' && { announced: joinMessages(happened, next, context.speech.tag) }),
  };
}

function noticeOf(state: StateOf<NoticePhase>, context: ViewContext): Notice {
  const { speech, surroundings, act } = context;
  const { words } = speech;
  const renew = (label: string) => ({ label, press: () => act.renew() });
  const start = (label: string) => ({ label, press: () => act.start() });
  switch (state.phase) {
    case 'refused': {
      const happened = surroundings === 'screen' ? words.refused : words.refusedSamePhone;
      return { happened, next: words.refusedNext, button: renew(words.newCode) };
    }
    case 'expired':
      return { happened: words.expired, next: words.expiredNext, button: renew(words.newCode) };
    case 'cancelled':
      return { happened: words.cancelled, next: words.cancelledNext, button: renew(words.newCode) };
    case 'offline':
      return { happened: words.offline, next: words.offlineNext, button: null };
    case 'replaced':
      return { ...speech.errors('replaced'), button: start(words.continueHere) };
    case 'signed-out':
      return state.reason === 'expired'
        ? { happened: words.ranOut, next: '', button: start(words.signInAgain) }
        : {
            happened: speech.errors('session_revoked').happened,
            next: words.sessionEnded,
            button: start(words.signInAgain),
          };
    case 'failed':
      return { ...speech.errors(state.code), button: state.retryable ? renew(words.tryAgain) : null };
  }
}
