import type { Language } from '../error-words.ts';
import { ELEMENT_WORDS, type ElementWords } from './element-words.ts';

/** Every sentence of the hosted page that is not an error's: those of the card, and those around it. */
export interface PageWords extends ElementWords {
  demo: string;
  apiDocs: string;
  openPhone: string;
  openPhoneHint: string;
  newTab: string;
  madeWith: string;
}

export const PAGE_WORDS: Record<Language, PageWords> = {
  zh: {
    ...ELEMENT_WORDS.zh,
    demo: '演示：这里不连接微信，手机和人都是模拟的',
    apiDocs: '接口文档',
    openPhone: '打开手机',
    openPhoneHint: '用模拟的手机扫这个码',
    newTab: '（新标签页）',
    madeWith: '码桥 Maqiao',
  },
  en: {
    ...ELEMENT_WORDS.en,
    demo: 'Demo: nothing here talks to WeChat; phone and people are simulated',
    apiDocs: 'Documentation of the calls',
    openPhone: 'Open the phone',
    openPhoneHint: 'Scan this code with a simulated phone',
    newTab: '(new tab)',
    madeWith: '码桥 Maqiao',
  },
};
