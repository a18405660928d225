import type { MessageTable } from '../../platform/operator-messages/messages.ts';

/** What the log says when known browsers could not be stored or cleaned up. */
export const knownBrowserMessages = {
  browser_not_remembered: {
    en: 'A browser was not remembered as known ({why}): its person may be asked for two digits next time.',
    zh: '没能记住一个用过的浏览器（{why}），本人下次可能要输两位数字。',
  },
  browsers_untidied: {
    en: 'Browsers that nobody uses any more stay for now ({why}).',
    zh: '很久没人用的浏览器暂时没有清理（{why}）。',
  },
} as const satisfies MessageTable;
