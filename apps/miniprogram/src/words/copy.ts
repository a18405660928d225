import type { ErrorWords } from '@maqiao/shared';
import type { PhoneFailureCode } from '../api/failure.ts';
import type { NoVisit } from '../login/visit.ts';
import type { Moment } from '../times/day.ts';
import type { DecisionCopy } from './decision-copy.ts';
import type { PersonCopy } from './person-copy.ts';

/** Every text of the program in one language, except the texts of the API's errors. A missing text does not compile. */
export interface Copy extends PersonCopy, DecisionCopy {
  aboutTitle: string;
  /** The day alone, without its hour. */
  day(moment: Moment): string;

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
