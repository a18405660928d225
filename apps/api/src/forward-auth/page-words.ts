import type { Language } from '@maqiao/shared';

/** A page that people see at a protected site. */
export type PageName = 'not-let-in' | 'sign-in-again' | 'unfinished' | 'declined' | 'sign-out' | 'signed-out';

interface PageWords {
  happened: string;
  next: string;
  /** The one link. */
  link: string;
}

/** `{host}`, `{name}` and `{id}` are filled in. */
export const PAGE_WORDS: Record<PageName, Record<Language, PageWords>> = {
  'not-let-in': {
    zh: {
      happened: '{name}，你的账号不能进入 {host}',
      next: '如果应该能进，请把你的用户 id 告诉站长：{id}',
      link: '换一个账号登录',
    },
    en: {
      happened: '{name}, your account may not enter {host}',
      next: 'If it should, tell the owner of the site your user id: {id}',
      link: 'Sign in with another account',
    },
  },
  'sign-in-again': {
    zh: {
      happened: '登录已经结束',
      next: '刚才提交的内容没有送达。请重新登录，再提交一次',
      link: '重新登录',
    },
    en: {
      happened: 'You are not signed in any more',
      next: 'What you have just sent did not arrive. Sign in, and send it once more',
      link: 'Sign in',
    },
  },
  unfinished: {
    zh: { happened: '这次登录没有完成', next: '它已经过期，或者是在另一个浏览器里开始的', link: '重新登录' },
    en: {
      happened: 'This sign-in is not complete',
      next: 'It has expired, or it was begun in another browser',
      link: 'Sign in once more',
    },
  },
  declined: {
    zh: { happened: '你取消了登录', next: '要进入 {host}，请重新登录', link: '重新登录' },
    en: { happened: 'You have declined', next: 'To enter {host}, sign in', link: 'Sign in' },
  },
  'sign-out': {
    zh: { happened: '要退出 {host} 吗', next: '这个浏览器在 {login} 的登录也会一起结束', link: '退出' },
    en: {
      happened: 'Sign out of {host}?',
      next: 'This browser is then signed out at {login} too',
      link: 'Sign out',
    },
  },
  'signed-out': {
    zh: { happened: '已退出', next: '这个浏览器不再登录 {host}', link: '重新登录' },
    en: { happened: 'Signed out', next: 'This browser is not signed in to {host} any more', link: 'Sign in' },
  },
};
