import type { Display, ErrorWords, StepUpAction } from '@maqiao/shared';
import type { PhoneWords } from '@maqiao/shared/words/phone';
import { agoWords, type Ago } from '@maqiao/shared/words/request';
import type { ScanSource } from '../login/scan-source.ts';

/** The single texts. */
type SingleWords = { [Key in keyof PhoneWords as Key extends `${string}.${string}` ? never : Key]: string };

/** All texts of the decision. */
export interface DecisionCopy extends SingleWords {
  ways: Record<ScanSource, string>;
  near: Record<'same-network' | 'same-region' | 'elsewhere', string>;
  knownBrowser: Record<'yes' | 'no', string>;
  ago(ago: Ago): string;
  signedIn: Record<Display, ErrorWords>;
  undoTooLate: ErrorWords;
  declined: ErrorWords;
  undone: ErrorWords;
  linked: ErrorWords;
  linkDeclined: ErrorWords;
  linkUndone: ErrorWords;
  linkUndoTooLate: ErrorWords;
  steppedUp: ErrorWords;
  stepUpDeclined: ErrorWords;
  stepUpUndone: ErrorWords;
  action: Record<StepUpAction, string>;
}

type OutcomeName =
  | 'signedIn.screen'
  | 'signedIn.same-phone'
  | 'undoTooLate'
  | 'declined'
  | 'undone'
  | 'linked'
  | 'linkDeclined'
  | 'linkUndone'
  | 'linkUndoTooLate'
  | 'steppedUp'
  | 'stepUpDeclined'
  | 'stepUpUndone';

/** Builds the texts of one language, from ours or from those of the server. */
export function decisionCopy(words: PhoneWords): DecisionCopy {
  const both = (name: OutcomeName): ErrorWords => ({
    happened: words[`${name}.happened`],
    next: words[`${name}.next`],
  });
  return {
    ...words,
    ways: {
      camera: words['ways.camera'],
      press: words['ways.press'],
      album: words['ways.album'],
      other: words['ways.other'],
    },
    near: {
      'same-network': words['near.same-network'],
      'same-region': words['near.same-region'],
      elsewhere: words['near.elsewhere'],
    },
    knownBrowser: { yes: words['knownBrowser.yes'], no: words['knownBrowser.no'] },
    ago: (ago) => agoWords(ago, words),
    signedIn: { screen: both('signedIn.screen'), 'same-phone': both('signedIn.same-phone') },
    undoTooLate: both('undoTooLate'),
    declined: both('declined'),
    undone: both('undone'),
    linked: both('linked'),
    linkDeclined: both('linkDeclined'),
    linkUndone: both('linkUndone'),
    linkUndoTooLate: both('linkUndoTooLate'),
    steppedUp: both('steppedUp'),
    stepUpDeclined: both('stepUpDeclined'),
    stepUpUndone: both('stepUpUndone'),
    action: {
      delete_account: words['action.delete_account'],
      sign_out_everywhere: words['action.sign_out_everywhere'],
      link_identity: words['action.link_identity'],
      remove_identity: words['action.remove_identity'],
      add_passkey: words['action.add_passkey'],
      remove_passkey: words['action.remove_passkey'],
      end_app: words['action.end_app'],
      export: words['action.export'],
    },
  };
}
