import type { Language } from '../error-words.ts';

/** What a phone says where somebody decides, that an owner may say in another way: all programs for phones know these. */
export interface PhoneWords {
  asks: string;
  browser: string;
  system: string;
  place: string;
  time: string;
  /** How the code came to this phone. */
  way: string;
  advice: string;
  forwarded: string;
  /** Over the field for the two digits. */
  numberLabel: string;
  reject: string;
  confirm: string;
  /** Refuses, and says why. */
  notMe: string;
  done: string;
  retry: string;
}

export const PHONE_WORDS: Record<Language, PhoneWords> = {
  zh: {
    asks: '请求登录',
    browser: '浏览器',
    system: '系统',
    place: '地点',
    time: '时间',
    way: '方式',
    advice: '只有你自己打开了这个网页，才点确认',
    forwarded: '这个码来自转发的图片。如果不是你自己存的，请拒绝',
    numberLabel: '输入网页上显示的两位数字',
    reject: '拒绝',
    confirm: '确认登录',
    notMe: '网页不是我打开的，拒绝',
    done: '完成',
    retry: '再试一次',
  },
  en: {
    asks: 'asks you to sign in',
    browser: 'Browser',
    system: 'System',
    place: 'Place',
    time: 'Time',
    way: 'Opened',
    advice: 'Confirm only if you opened this page yourself',
    forwarded: 'This code came from a forwarded picture. Unless you saved it yourself, decline',
    numberLabel: 'Type the two digits shown on the page',
    reject: 'Decline',
    confirm: 'Confirm',
    notMe: 'I did not open this page. Decline',
    done: 'Done',
    retry: 'Try again',
  },
};
