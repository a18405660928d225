import { errorWords, type ErrorCode, type ErrorWords, type Language, type OwnWords } from '@maqiao/shared';
import type { FailureCode, PhoneFailureCode } from '../api/failure.ts';
import { copyFor } from './copy-for.ts';
import type { Copy } from './copy.ts';
import { ownWords } from './own-words.ts';

/**
 * The texts of a failure. The API's errors have the same texts in all of Maqiao, except the few
 * whose advice only makes sense in a browser.
 */
export function failureWords(code: FailureCode, language: Language, own: OwnWords = ownWords()): ErrorWords {
  const copy = copyFor(language);
  if (isPhoneFailure(copy, code)) return copy.phoneFailures[code];
  const words = errorWords(code, language, own);
  const here: Partial<Record<ErrorCode, string>> = copy.failureHere;
  return { happened: words.happened, next: own[`errors.${code}.next`] ?? here[code] ?? words.next };
}

function isPhoneFailure(copy: Copy, code: FailureCode): code is PhoneFailureCode {
  return Object.prototype.hasOwnProperty.call(copy.phoneFailures, code);
}
