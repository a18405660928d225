import type { Words } from './word-list.ts';
import { EN } from './words-en.ts';
import { ZH } from './words-zh.ts';

/** WeChat's pages take `lang=cn` and `lang=en`; otherwise the browser's language decides. */
function chosenLanguage(): 'zh' | 'en' {
  const asked = new URLSearchParams(location.search).get('lang');
  if (asked === 'cn' || asked === 'en') return asked === 'cn' ? 'zh' : 'en';
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

export const language: 'zh' | 'en' = chosenLanguage();
export const words: Words = language === 'zh' ? ZH : EN;
