import type { ElementWords } from '@maqiao/shared/words/element';
import { secondsLeft } from '../state.ts';
import { setRing } from './drawings.ts';
import { fill } from './fill.ts';
import type { StateOf } from './view.ts';

/**
 * Writes the time that is left into the card, in words and as the ring, again at every whole second until its end.
 * @returns how to stop
 */
export function countDown(
  card: HTMLElement,
  state: StateOf<'waiting' | 'scanned'>,
  words: ElementWords,
): () => void {
  let timer: ReturnType<typeof setTimeout>;
  const show = (): void => {
    const left = state.expiresAt - Date.now();
    const seconds = secondsLeft(state, Date.now());
    const time = card.querySelector('.time');
    if (time) {
      time.textContent =
        state.phase === 'scanned'
          ? fill(words.confirmLeft, seconds)
          : seconds > 0
            ? fill(words.timeLeft, seconds)
            : words.timeUp;
    }
    if (state.phase === 'waiting') setRing(card, Math.min(1, Math.max(0, left / state.lifetimeMs)));
    if (left > 0) timer = setTimeout(show, left % 1000 || 1000);
  };
  show();
  return () => clearTimeout(timer);
}
