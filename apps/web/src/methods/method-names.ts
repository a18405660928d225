import type { Words } from '../words.ts';

/** How a method is called, and for whom it is; of one that this page does not know its id. */
export function nameOfMethod(id: string, words: Words): { name: string; hint: string } {
  switch (id) {
    case 'mini-program':
      return { name: words.byMiniProgram, hint: words.byMiniProgramHint };
    case 'official-account':
      return { name: words.byAccount, hint: words.byAccountHint };
    case 'message':
      return { name: words.byMessage, hint: words.byMessageHint };
    case 'official-account-web':
      return { name: words.inWechat, hint: words.inWechatHint };
    case 'website':
      return { name: words.byWebsite, hint: words.byWebsiteHint };
    default:
      return { name: id, hint: '' };
  }
}
