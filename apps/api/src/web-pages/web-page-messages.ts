import type { MessageTable } from '../platform/operator-messages/messages.ts';

/** What of the built pages is missing. */
export const webPageMessages = {
  page_not_built: {
    en: 'The login page is not built: run npm start.',
    zh: '登录页还没有构建：请运行 npm start。',
  },
  browser_package_not_built: {
    en: 'The package for sites is not built: run npm start.',
    zh: '给网站安装的 npm 包还没有构建：请运行 npm start。',
  },
} as const satisfies MessageTable;
