import { baseLanguage, joinMessages, withWords, type ErrorCode } from '@maqiao/shared';
import { POPUP_WORDS, type PopupWords } from '@maqiao/shared/words/popup';
import { button } from '../element/controls.ts';
import { make } from '../element/dom.ts';
import { gap } from '../element/drawings.ts';
import { fill } from '../element/fill.ts';
import type { View, ViewContext } from '../element/view.ts';
import type { PopupOutcome } from './open-popup.ts';

/** Where the sign-in in the pop-up is. */
export type PopupStage =
  | { readonly kind: 'idle' }
  | { readonly kind: 'open' }
  | { readonly kind: 'redeeming' }
  | Extract<PopupOutcome, { kind: 'blocked' | 'closed' | 'declined' | 'expired' | 'failed' }>;

interface PopupViewOptions {
  /** What the card shows without the pop-up. */
  readonly view: View;
  readonly context: ViewContext;
  readonly act: Readonly<Record<'open' | 'focus' | 'leave', () => void>>;
  /** Whether there is no code to go back to. */
  readonly noCode: boolean;
}

/** The card with the pop-up's button, or what it shows in place of a code while and after one is open. */
export function popupView(stage: PopupStage, options: PopupViewOptions): View {
  const { view, context, act, noCode } = options;
  const { tag, own, words: ours } = context.speech;
  const words = withWords(POPUP_WORDS[baseLanguage(tag)], own);
  const back = (look?: string) => button(noCode ? words.cancelPopup : words.backToCode, act.leave, look);
  switch (stage.kind) {
    case 'idle':
      if (noCode)
        return {
          headline: fill(ours.title, context.site),
          below: [button(words.openPopup, act.open, 'button primary')],
        };
      return { ...view, below: [...(view.below ?? []), button(words.openPopup, act.open)] };
    case 'open':
      return {
        headline: fill(words.popupOpen, context.site),
        below: [
          make('p', 'advice', words.popupOpenNext),
          button(words.showPopup, act.focus, 'button primary'),
          back(),
        ],
        announced: joinMessages(fill(words.popupOpen, context.site), words.popupOpenNext, tag),
      };
    case 'redeeming':
      return { headline: ours.confirmed, below: [make('p', 'slow')], slow: ours.confirmedSlow };
    default: {
      const [happened, next] = endOf(stage, words, context);
      const again = (look?: string) => button(words.openAgain, act.open, look);
      // A window that is cut off would be so again.
      const isSevered = stage.kind === 'closed' && stage.severed;
      const main = 'button primary';
      const waysOn = noCode ? [again(main)] : isSevered ? [back(main), again()] : [again(main), back()];
      return {
        headline: happened,
        above: [gap()],
        below: [...(next === '' ? [] : [make('p', 'advice', next)]), ...waysOn],
        announced: next === '' ? happened : joinMessages(happened, next, tag),
      };
    }
  }
}

/** Codes whose texts speak of a code that was scanned. */
const OF_A_CODE: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['expired_token', 'access_denied']);

/** What has happened, and what to do. */
function endOf(
  stage: Exclude<PopupStage, { kind: 'idle' | 'open' | 'redeeming' }>,
  words: PopupWords,
  { speech }: ViewContext,
): readonly [happened: string, next: string] {
  switch (stage.kind) {
    case 'blocked':
      return [words.popupBlocked, words.popupBlockedNext];
    case 'closed':
      return [words.popupClosed, stage.severed ? words.popupSeveredNext : words.popupClosedNext];
    case 'declined':
      return [words.popupDeclined, words.popupDeclinedNext];
    case 'expired':
      return [words.popupExpired, words.popupFailedNext];
    case 'failed': {
      if (OF_A_CODE.has(stage.code)) return [words.popupFailed, words.popupFailedNext];
      const { happened, next } = speech.errors(stage.code);
      return [happened, next];
    }
  }
}
