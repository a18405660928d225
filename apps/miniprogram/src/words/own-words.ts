import type { OwnWords } from '@maqiao/shared';

let own: OwnWords = {};

/** Words of the owner's, by key; none before the server has told them. */
export function ownWords(): OwnWords {
  return own;
}

export function setOwnWords(words: OwnWords): void {
  own = words;
}
