import type { Language } from '@maqiao/shared';

/** A page that people see on the way to WeChat and back. */
export type RedirectPageName =
  'begin' | 'unknown' | 'declined' | 'failed' | 'done' | 'severed' | 'handing-over';

interface PageWords {
  headline: string;
  text: string;
  /** Of the one button. */
  button?: string;
}

/** `{site}`, `{happened}` and `{next}` are filled in. */
export const REDIRECT_PAGE_WORDS: Record<RedirectPageName, Record<Language, PageWords>> = {
  begin: {
    zh: { headline: '用微信登录 {site}', text: '接下来会打开微信的登录页面', button: '继续' },
    en: {
      headline: 'Sign in to {site} with WeChat',
      text: 'WeChat’s own page comes next',
      button: 'Continue',
    },
  },
  unknown: {
    zh: {
      headline: '这次登录没有完成',
      text: '它已经过期、已经用过，或者是在另一个浏览器里开始的',
      button: '重新登录',
    },
    en: {
      headline: 'This sign-in is not complete',
      text: 'It has expired, was used before, or was begun in another browser',
      button: 'Sign in once more',
    },
  },
  declined: {
    zh: { headline: '你在微信里取消了登录', text: '要登录，请重新开始', button: '返回' },
    en: { headline: 'You declined in WeChat', text: 'To sign in, begin once more', button: 'Back' },
  },
  failed: {
    zh: { headline: '{happened}', text: '{next}', button: '返回' },
    en: { headline: '{happened}', text: '{next}', button: 'Back' },
  },
  done: {
    zh: { headline: '已登录', text: '可以关闭这个窗口了' },
    en: { headline: 'Signed in', text: 'You can close this window' },
  },
  severed: {
    zh: {
      headline: '登录没有完成',
      text: '这个窗口和打开它的网页断开了联系。请关掉它，回到那个网页，换一种方式登录',
    },
    en: {
      headline: 'You are not signed in',
      text: 'This window has lost touch with the page that opened it. Close it, go back to that page, and sign in another way',
    },
  },
  'handing-over': {
    zh: { headline: '正在登录', text: '马上就好' },
    en: { headline: 'Signing you in', text: 'This takes a moment' },
  },
};
