import type { ClientFault, Language } from '@maqiao/shared';
import type { AdminWords } from '../../admin-words.ts';
import type { ClientWords } from '../../clients/client-words.ts';
import { OwnerCallError } from '../../owner-api.ts';
import { troubleOf } from '../trouble.ts';

/** What an owner is told of a client that was not registered: each field by the name it has in the form. */
export function clientTroubleOf(
  error: unknown,
  words: ClientWords,
  adminWords: AdminWords,
  language: Language,
): string {
  if (!(error instanceof OwnerCallError) || error.faults.length === 0)
    return troubleOf(error, adminWords, language);
  return together(
    error.faults.map((fault) => sentenceOf(fault, words, language)),
    language,
  );
}

/**
 * What is wrong with each field of a form, in sentences.
 * @param shown the fields of the form; a fault of another one is told under `rest`
 */
export function faultsByField(
  error: unknown,
  shown: readonly string[],
  words: ClientWords,
  language: Language,
): Record<string, string> {
  const sentences: Record<string, string[]> = {};
  for (const fault of error instanceof OwnerCallError ? error.faults : []) {
    const { name } = partsOf(fault.field);
    (sentences[shown.includes(name) ? name : 'rest'] ??= []).push(sentenceOf(fault, words, language));
  }
  return Object.fromEntries(
    Object.entries(sentences).map(([name, ofField]) => [name, together(ofField, language)]),
  );
}

function sentenceOf(fault: ClientFault, words: ClientWords, language: Language): string {
  const { name, index } = partsOf(fault.field);
  const label = words.fields[name] ?? name;
  if (index !== undefined) return `${label} ${index + 1} ${fault[language]}`;
  // Chinese has no space between words, but one beside Latin letters.
  const between = language === 'zh' && !/\w$/.test(label) ? '' : ' ';
  return label + between + fault[language];
}

/** A field's name, and the place in its list, if it has one. */
function partsOf(field: string): { name: string; index: number | undefined } {
  const [, name = field, index] = /^(\w+)(?:\[(\d+)\])?$/.exec(field) ?? [];
  return { name, index: index === undefined ? undefined : Number(index) };
}

function together(sentences: readonly string[], language: Language): string {
  return language === 'zh' ? `${sentences.join('；')}。` : `${sentences.join('; ')}.`;
}
