import type { Language } from '@maqiao/shared';
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
  const sentences = error.faults.map((fault) => {
    const [, name = fault.field, index] = /^(\w+)(?:\[(\d+)\])?$/.exec(fault.field) ?? [];
    const label = words.fields[name] ?? name;
    return `${label} ${index === undefined ? '' : `${Number(index) + 1} `}${fault[language]}`;
  });
  return language === 'zh' ? `${sentences.join('；')}。` : `${sentences.join('; ')}.`;
}
