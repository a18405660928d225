import type { LoginState, Surroundings } from '@maqiao/browser';
import { joinMessages, labelled } from '@maqiao/shared';
import { errorWordsIn, fill, wordsIn } from './words.ts';

/** What the one button of an ended login does. */
type Action = 'renew' | 'start';

/** An ended or interrupted login, in words: what happened, what to do, one button. */
export interface Notice {
  title: string;
  advice: string;
  action: { does: Action; label: string } | null;
}

/** The headline over the code, by where the page is looked at. */
export function waitingTitle(surroundings: Surroundings, language: string, site: string): string {
  const words = wordsIn(language);
  const sentence = {
    screen: words.waiting,
    phone: words.waitingOnPhone,
    wechat: words.waitingInWechat,
  }[surroundings];
  return fill(sentence, { site });
}

/** The headline after the scan, and what to do with the number. On a phone all of it happens on the same one. */
export function scannedWords(
  surroundings: Surroundings,
  language: string,
): { title: string; happened: string; next: string; type: string } {
  const words = wordsIn(language);
  const [title, type] =
    surroundings === 'screen'
      ? [words.scanned, words.typeNumber]
      : [words.scannedSamePhone, words.typeNumberSamePhone];
  const [, happened = '', next = ''] = /^(.+?(?:，|\. ))(.+)$/.exec(title) ?? [];
  return { title, happened, next, type };
}

/** The notice of a state that has one; null for those with a view of their own. */
export function noticeOf(state: LoginState, surroundings: Surroundings, language: string): Notice | null {
  const words = wordsIn(language);
  switch (state.phase) {
    case 'refused':
      return {
        title: surroundings === 'screen' ? words.refused : words.refusedSamePhone,
        advice: words.refusedNext,
        action: renewal(words.newCode),
      };
    case 'expired':
      if (state.renewal === 'automatic') return null;
      return { title: words.expired, advice: words.expiredNext, action: renewal(words.newCode) };
    case 'cancelled':
      return { title: words.cancelled, advice: words.cancelledNext, action: renewal(words.newCode) };
    case 'offline':
      return { title: words.offline, advice: words.offlineNext, action: null };
    case 'replaced': {
      const { happened, next } = errorWordsIn(language, 'replaced');
      return { title: happened, advice: next, action: { does: 'start', label: words.continueHere } };
    }
    case 'signed-out': {
      const { happened } = errorWordsIn(language, 'session_revoked');
      return {
        title: happened,
        advice: words.sessionEnded,
        action: { does: 'start', label: words.signInAgain },
      };
    }
    case 'failed': {
      const { happened, next } = errorWordsIn(language, state.code);
      return { title: happened, advice: next, action: state.retryable ? renewal(words.tryAgain) : null };
    }
    default:
      return null;
  }
}

/** What a screen reader is told when the state changes. */
export function announcementOf(
  state: LoginState,
  surroundings: Surroundings,
  language: string,
  site: string,
): string {
  const words = wordsIn(language);
  switch (state.phase) {
    case 'loading':
      return words.loading;
    case 'waiting':
      return waitingTitle(surroundings, language, site);
    case 'scanned': {
      const { title, type } = scannedWords(surroundings, language);
      return state.number === null
        ? title
        : joinMessages(title, labelled(type, state.number, language), language);
    }
    case 'confirmed':
      return words.confirmed;
    case 'signed-in':
      return {
        idle: words.signedIn,
        working: words.signingOut,
        failed: words.signOutFailed,
        blocked: words.signOutBlocked,
      }[state.signOut];
    case 'expired':
      return state.renewal === 'automatic' ? words.renewing : words.expired;
    default: {
      const notice = noticeOf(state, surroundings, language);
      return notice ? joinMessages(notice.title, notice.advice, language) : '';
    }
  }
}

/** What the card is about. */
export function cardName(state: LoginState, language: string, site: string): string {
  const words = wordsIn(language);
  return fill(state.phase === 'signed-in' ? words.titleSignedIn : words.title, { site });
}

/** The window's title: it may be all that is seen of the page while it waits for the phone. */
export function documentTitle(
  state: LoginState,
  surroundings: Surroundings,
  language: string,
  site: string,
): string {
  const name = cardName(state, language, site);
  return state.phase === 'scanned' ? `${scannedWords(surroundings, language).title} · ${name}` : name;
}

const renewal = (label: string): Notice['action'] => ({ does: 'renew', label });
