import type { Display, ErrorWords } from '@maqiao/shared';
import type { PhoneWords } from '@maqiao/shared/words/phone';
import type { PhoneFailureCode } from '../api/failure.ts';
import type { Way } from '../login/way-in.ts';
import type { Ago } from '../times/ago.ts';
import type { NoVisit } from '../login/visit.ts';
import type { Moment } from '../times/day.ts';
import type { PersonCopy } from './person-copy.ts';

/** Every word of the program in one language, but for the words of the API's errors. A missing one does not compile. */
export interface Copy extends PersonCopy, PhoneWords {
  loginTitle: string;
  aboutTitle: string;
  unknown: string;

  ways: Record<Way, string>;
  /** In place of a place, for addresses that are not on the internet. */
  ownComputer: string;
  localNetwork: string;
  near: Record<'same-network' | 'same-region' | 'elsewhere', string>;
  /** Whether this person has signed in with the browser before, where the server can tell. */
  knownBrowser: Record<'yes' | 'no', string>;
  ago(ago: Ago): string;
  /** The day alone, without its hour. */
  day(moment: Moment): string;

  slowWechat: string;
  slowSite: string;

  /** By where the browser is: on a screen, or on this phone. */
  signedIn: Record<Display, ErrorWords>;
  undo: string;
  undoing: string;
  undoTooLate: ErrorWords;
  declined: ErrorWords;
  undone: ErrorWords;

  newCode: string;
  home: string;
  otherCode: string;
  noVisit: Record<NoVisit, ErrorWords>;
  phoneFailures: Record<PhoneFailureCode, ErrorWords>;
  failureHere: { invalid_request: string; invalid_token: string };

  seal: string;
  homeLead: string;
  homeWhat(site: string): string;
  steps: readonly [Step, Step, Step];
  stepsTitle: string;
  scan: string;
  /** Beside the button that scans, and where there is none. */
  scanHint: string;
  scanOutside: string;
  careTitle: string;
  care: readonly string[];
  storesTitle: string;
  storesPhone: string;
  /** @param profile whether the program has the page for nickname and picture */
  storesSite(site: string, profile: boolean): string;
  about: string;

  aboutWho: string;
  aboutWhoText(site: string, host: string): string;
  aboutSent: string;
  aboutSentText(profile: boolean): string;
  aboutKept: string;
  aboutKeptText(profile: boolean): readonly string[];
  aboutNever: string;
  aboutNeverText(profile: boolean): string;
  aboutLeave: string;
  aboutLeaveText: string;
  privacyContract: string;
}

interface Step {
  title: string;
  text: string;
}
