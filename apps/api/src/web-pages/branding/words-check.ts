import { RENAMED_KEYS, KNOWN_WORDS, WORD_PARTS, type WordPart } from '@maqiao/shared/words/known';

/** The texts of one language, by part and key. */
export interface LanguageWords {
  /** The language's name in itself; the built-in languages have theirs. */
  readonly name: string | undefined;
  readonly parts: Readonly<Partial<Record<WordPart, Readonly<Record<string, string>>>>>;
}

/** An error in a file of words: where, and what. */
export type WordsFault =
  | { readonly what: 'no_object' | 'no_text' | 'too_long'; readonly at: string }
  | { readonly what: 'unknown'; readonly at: string; readonly known: readonly string[] }
  | { readonly what: 'place'; readonly at: string; readonly place: string; readonly places: string };

/** The longest text: longer than any built-in one. */
const LONGEST = 500;

/**
 * Reads one language of a file. It accepts known keys only, texts only, and only placeholders such as `{site}` that the
 * built-in text has too.
 */
export function readLanguage(value: unknown, at: string): LanguageWords | WordsFault {
  if (!isObject(value)) return { what: 'no_object', at };
  const { name, ...given } = value;
  const parts = Object.fromEntries(
    Object.entries(given).map(([part, words]) => [part, withPresentKeys(part, words)]),
  );
  if (name !== undefined && (typeof name !== 'string' || name.trim() === ''))
    return { what: 'no_text', at: `${at}.name` };
  for (const [part, words] of Object.entries(parts)) {
    const fault = faultOfPart(part, words, `${at}.${part}`);
    if (fault !== undefined) return fault;
  }
  return { name: name?.trim(), parts };
}

function faultOfPart(part: string, words: unknown, at: string): WordsFault | undefined {
  if (!isPart(part)) return { what: 'unknown', at, known: WORD_PARTS };
  if (!isObject(words)) return { what: 'no_object', at };
  const { zh, en } = KNOWN_WORDS[part];
  for (const [key, word] of Object.entries(words)) {
    const where = `${at}.${key}`;
    if (!Object.hasOwn(en, key)) return { what: 'unknown', at: where, known: nearest(key, Object.keys(en)) };
    if (typeof word !== 'string' || word.trim() === '') return { what: 'no_text', at: where };
    if (word.length > LONGEST) return { what: 'too_long', at: where };
    const places = placesOf(`${zh[key]}${en[key]}`);
    const wrong = placesOf(word).find((place) => !places.includes(place));
    if (wrong !== undefined)
      return { what: 'place', at: where, place: wrong, places: [...new Set(places)].join(' ') || '–' };
  }
  return undefined;
}

/** Renames old keys. When a text is given under the old and the new key, the new one wins. */
function withPresentKeys(part: string, words: unknown): unknown {
  const newKeys = isPart(part) ? RENAMED_KEYS[part] : undefined;
  if (newKeys === undefined || !isObject(words)) return words;
  const present = Object.entries(words).filter(([key]) => !Object.hasOwn(newKeys, key));
  const renamed = Object.entries(words).flatMap(([key, word]) =>
    (Object.hasOwn(newKeys, key) ? (newKeys[key] ?? []) : []).map((name) => [name, word] as const),
  );
  return Object.fromEntries([...renamed, ...present]);
}

/** The keys, of every part, that a language has no text for. */
export function missingIn({ parts }: LanguageWords): string[] {
  return WORD_PARTS.flatMap((part) =>
    Object.keys(KNOWN_WORDS[part].en)
      .filter((key) => !Object.hasOwn(parts[part] ?? {}, key))
      .map((key) => `${part}.${key}`),
  );
}

function isPart(text: string): text is WordPart {
  return (WORD_PARTS as readonly string[]).includes(text);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function placesOf(sentence: string): string[] {
  return sentence.match(/\{\w*\}/g) ?? [];
}

/** Known keys with the same beginning, as suggestions. */
function nearest(key: string, keys: readonly string[]): readonly string[] {
  for (let length = Math.min(key.length, 6); length > 1; length -= 1) {
    const alike = keys.filter((each) => each.toLowerCase().startsWith(key.slice(0, length).toLowerCase()));
    if (alike.length > 0) return alike.slice(0, 5);
  }
  return keys.slice(0, 5);
}
