import type { Words } from '../words.ts';

/** How a scene method is called, and for whom it is; of one that this page does not know its id. */
export function nameOfMethod(id: string, words: Words): { name: string; hint: string } {
  switch (id) {
    case 'mini-program':
      return { name: words.byMiniProgram, hint: words.byMiniProgramHint };
    case 'official-account':
      return { name: words.byAccount, hint: words.byAccountHint };
    case 'message':
      return { name: words.byMessage, hint: words.byMessageHint };
    default:
      return { name: id, hint: '' };
  }
}
