import type { Language } from '@maqiao/shared';
import type { ConfirmView } from '../sign-in/confirm-page/confirm-view.ts';

interface NoteWords {
  readonly headline: string;
  readonly text: string;
}

/** Views that are two sentences. */
export type ConfirmNote = Extract<
  ConfirmView['at'],
  'opening' | 'newer' | 'elsewhere' | 'foreign' | 'unfinished'
>;

/** What the confirm page says beside what the phone says (`@maqiao/shared/words/phone`). */
export const CONFIRM_NOTES: Readonly<Record<Language, Readonly<Record<ConfirmNote, NoteWords>>>> = {
  zh: {
    opening: { headline: '正在打开', text: '如果页面没有自动继续，请点下面的按钮' },
    newer: { headline: '你后来又扫了一个码', text: '这一次已经作废。请回到公众号的对话，点最新的链接' },
    elsewhere: {
      headline: '请在微信里打开',
      text: '在公众号的对话里点开这个链接，才能确认是你本人',
    },
    foreign: {
      headline: '这个链接不是发给你的',
      text: '只有扫码的那个微信能确认，这里什么也没有改变。要登录，请自己扫网页上的码',
    },
    unfinished: { headline: '没有打开确认页', text: '请回到公众号的对话，再点一次链接' },
  },
  en: {
    opening: { headline: 'Opening', text: 'If this page does not continue by itself, choose the button' },
    newer: {
      headline: 'You have scanned another code since',
      text: 'This one no longer counts. Go back to the chat with the account, and open the newest link',
    },
    elsewhere: {
      headline: 'Open this in WeChat',
      text: 'Only there it is certain that it is you: open the link from the chat with the account',
    },
    foreign: {
      headline: 'This link was sent to somebody else',
      text: 'Only the WeChat that scanned the code can confirm. Nothing has changed. To sign in, scan the code on the page yourself',
    },
    unfinished: {
      headline: 'The page could not be opened',
      text: 'Go back to the chat with the account, and open the link once more',
    },
  },
};

export const CONFIRM_LABELS = {
  zh: {
    goOn: '继续',
    lacksNumber: '还没有填两位数字',
    tooLate: '请到网站的账号页，让它退出',
  },
  en: {
    goOn: 'Continue',
    lacksNumber: 'The two digits are missing',
    tooLate: 'Sign it out on the account page of the site',
  },
} as const;
