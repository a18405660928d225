import type { Language } from '@maqiao/shared';
import { OPERATOR_MESSAGES } from './operator-sentences.ts';

export type MessageName = keyof typeof OPERATOR_MESSAGES;

/** The names in braces of a text. */
type PlacesOf<Text extends string> = Text extends `${string}{${infer Place}}${infer Rest}`
  ? Place | PlacesOf<Rest>
  : never;
/** The same words in both languages. */
export type InBoth = Readonly<Record<Language, string>>;
/** What fills a place; a fact that is words itself has them in both languages. */
export type Fact = string | number | InBoth;
type FactsOf<S extends MessageName> = [PlacesOf<(typeof OPERATOR_MESSAGES)[S]['en']>] extends [never]
  ? []
  : [facts: Record<PlacesOf<(typeof OPERATOR_MESSAGES)[S]['en']>, Fact>];

/**
 * The language of the operator: MAQIAO_LANG, else that of the machine (POSIX: LC_ALL before LC_MESSAGES before LANG).
 * Chinese when it begins with zh, English otherwise. Read from the environment itself, because the settings that are
 * read from it may be what there is to complain about.
 */
export function operatorLanguage(environment: Record<string, string | undefined> = process.env): Language {
  const { MAQIAO_LANG, LC_ALL, LC_MESSAGES, LANG } = environment;
  return (MAQIAO_LANG || LC_ALL || LC_MESSAGES || LANG || '').toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

/** A sentence in both languages, and what it was made of: for errors, whose language is chosen by whoever tells them. */
export interface OperatorMessage extends InBoth {
  readonly sentence: MessageName;
  readonly facts: Readonly<Record<string, Fact>>;
}

/** A sentence for the operator in both languages, its places filled. */
export function message<S extends MessageName>(sentence: S, ...[given]: FactsOf<S>): OperatorMessage {
  const facts: Record<string, Fact> = given ?? {};
  const words: InBoth = OPERATOR_MESSAGES[sentence];
  const filled = (language: Language) =>
    words[language].replace(/\{(\w+)\}/g, (place, name: string) => {
      const fact = facts[name] ?? place;
      return typeof fact === 'object' ? fact[language] : String(fact);
    });
  return { sentence, facts, en: filled('en'), zh: filled('zh') };
}

/** A sentence for the operator, in their language, its places filled. */
export function localize<S extends MessageName>(sentence: S, ...facts: FactsOf<S>): string {
  return message(sentence, ...facts)[operatorLanguage()];
}

/** Words one after the other, in each language. A text that stands for itself, such as a code, is the same in both. */
export function joinMessages(...parts: readonly (InBoth | string)[]): InBoth {
  const joined = (language: Language) =>
    parts.map((part) => (typeof part === 'string' ? part : part[language])).join(' ');
  // Chinese signs bring their own distance.
  return { en: joined('en'), zh: joined('zh').replaceAll('。 ', '。') };
}
