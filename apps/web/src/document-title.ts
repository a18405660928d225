import type { LoginState, Surroundings } from '@maqiao/browser';
import { fill } from './fill.ts';
import { wordsIn } from './words.ts';

/** The window's title, which may be the only visible part of the page while it waits for the phone. */
export function documentTitle(
  state: LoginState,
  surroundings: Surroundings,
  language: string,
  site: string,
): string {
  const words = wordsIn(language);
  const name = fill(state.phase === 'signed-in' ? words.titleSignedIn : words.title, { site });
  if (state.phase !== 'scanned') return name;
  return `${surroundings === 'screen' ? words.scanned : words.scannedSamePhone} · ${name}`;
}
