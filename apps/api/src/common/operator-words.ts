import type { Language } from '@maqiao/shared';
import { OPERATOR_SENTENCES } from './operator-sentences.ts';

type Sentence = keyof typeof OPERATOR_SENTENCES;

/** The names in braces of a text. */
type PlacesOf<Text extends string> = Text extends `${string}{${infer Place}}${infer Rest}`
  ? Place | PlacesOf<Rest>
  : never;
type FactsOf<S extends Sentence> = [PlacesOf<(typeof OPERATOR_SENTENCES)[S]['en']>] extends [never]
  ? []
  : [facts: Record<PlacesOf<(typeof OPERATOR_SENTENCES)[S]['en']>, string | number>];

/**
 * The language of the operator: MAQIAO_LANG, else that of the machine (POSIX: LC_ALL before LC_MESSAGES before LANG).
 * Chinese when it begins with zh, English otherwise. Read from the environment itself, because the settings that are
 * read from it may be what there is to complain about.
 */
export function operatorLanguage(environment: Record<string, string | undefined> = process.env): Language {
  const { MAQIAO_LANG, LC_ALL, LC_MESSAGES, LANG } = environment;
  return (MAQIAO_LANG || LC_ALL || LC_MESSAGES || LANG || '').toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

/** A sentence for the operator, in their language, its places filled. */
export function say<S extends Sentence>(sentence: S, ...[facts]: FactsOf<S>): string {
  const words: string = OPERATOR_SENTENCES[sentence][operatorLanguage()];
  const known: Record<string, string | number> = facts ?? {};
  return words.replace(/\{(\w+)\}/g, (place, name: string) => String(known[name] ?? place));
}
