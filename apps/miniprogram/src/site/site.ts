import { readSite, type Site } from '../api/site-call.ts';
import { wechatLanguage } from '../platform/language.ts';
import { setOwnWords } from '../words/own-words.ts';

// The owner changes colour, logo and texts without another upload and review of the program, so the server sends them.
// They are read beside the first important call and kept in memory only: nothing waits for them, and without an answer
// the program keeps its built-in look.

/** What the program was built with. */
let current: Site = { name: SITE_NAME, logoUrl: null, color: null, words: {} };
let asked = false;
const listeners = new Set<() => void>();

/** The same object until something changes. */
export function currentSite(): Site {
  return current;
}

/** @returns the way to stop listening */
export function onSiteChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Asks the server once; again by the next page, when there was no answer. */
export async function askForSite(): Promise<void> {
  if (asked) return;
  asked = true;
  const answer = await readSite(wechatLanguage());
  if (!answer.ok) {
    asked = false;
    return;
  }
  current = answer.value;
  setOwnWords(current.words);
  for (const listener of [...listeners]) listener();
}
