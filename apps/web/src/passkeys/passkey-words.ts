import { joinMessages } from '@maqiao/shared';
import { errorWordsIn, wordsIn } from '../words.ts';
import type { PasskeyFault } from './passkey-flows.ts';

/** What a person is told when no passkey was used or made. */
export function faultSentence(fault: PasskeyFault, language: string): string {
  const words = wordsIn(language);
  switch (fault) {
    case 'cancelled':
    case 'stopped':
      return words.passkeyNone;
    case 'known':
      return words.passkeyKnown;
    case 'unfit':
      return words.passkeyUnfit;
    case 'offline':
      return joinMessages(words.offline, words.offlineNext, language);
    default: {
      const { happened, next } = errorWordsIn(language, fault);
      return joinMessages(happened, next, language);
    }
  }
}
