import type { OwnWords } from '@maqiao/shared';

let own: OwnWords = {};

/** The owner's texts by key; empty before the server has sent them. */
export function ownWords(): OwnWords {
  return own;
}

export function setOwnWords(words: OwnWords): void {
  own = words;
}
