import { ERROR_WORDS, joinMessages, type Language } from '@maqiao/shared';
import type { AdminWords } from '../admin-words.ts';
import { OwnerCallError } from '../owner-api.ts';

/** The text for a failed call. */
export function troubleOf(error: unknown, words: AdminWords, language: Language): string {
  if (!(error instanceof OwnerCallError)) return words.failed;
  if (error.code === 'offline') return words.offline;
  if (error.code === 'invalid_token') return words.wrongKey;
  if (error.code === 'internal' || error.code === 'not_found') return words.failed;
  const { happened, next } = ERROR_WORDS[error.code][language];
  return joinMessages(happened, next, language) + (language === 'zh' ? '。' : '.');
}
