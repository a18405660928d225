import { ERROR_WORDS, type Language } from '../error-words.ts';
import { ELEMENT_WORDS } from './element-words.ts';
import { PAGE_WORDS } from './page-words.ts';
import { PHONE_WORDS } from './phone-words.ts';
import { POPUP_WORDS } from './popup-words.ts';

/** The parts that show texts, as a file of words and `GET /api/site?part=…` name it; `errors` are shown everywhere. */
export const WORD_PARTS = ['page', 'element', 'phone', 'errors'] as const;
export type WordPart = (typeof WORD_PARTS)[number];

/** Every word that an owner can change and a further language must have, by part and key, in our own languages. */
export const KNOWN_WORDS: Readonly<Record<WordPart, Readonly<Record<Language, Record<string, string>>>>> = {
  page: { zh: { ...PAGE_WORDS.zh }, en: { ...PAGE_WORDS.en } },
  element: {
    zh: { ...ELEMENT_WORDS.zh, ...POPUP_WORDS.zh },
    en: { ...ELEMENT_WORDS.en, ...POPUP_WORDS.en },
  },
  phone: { zh: { ...PHONE_WORDS.zh }, en: { ...PHONE_WORDS.en } },
  errors: { zh: errorsIn('zh'), en: errorsIn('en') },
};

/**
 * Keys that a file of words may still have from before 0.2.0, and those that took their place when the hosted page began
 * to show the element's card.
 */
export const RENAMED_KEYS: Readonly<Partial<Record<WordPart, Readonly<Record<string, readonly string[]>>>>> =
  {
    element: {
      code: ['pictureOfCode'],
      save: ['savePicture'],
      slow: ['loadingSlow', 'confirmedSlow'],
      number: ['typeNumber', 'typeNumberSamePhone'],
      unnamed: ['noNickname'],
      next: ['refusedNext', 'expiredNext', 'cancelledNext'],
    },
  };

/** `scene_expired.happened` and `scene_expired.next`, for every code. */
function errorsIn(language: Language): Record<string, string> {
  return Object.fromEntries(
    Object.entries(ERROR_WORDS).flatMap(([code, words]) => [
      [`${code}.happened`, words[language].happened],
      [`${code}.next`, words[language].next],
    ]),
  );
}
