import type { Language } from '@maqiao/shared';
import Taro from '@tarojs/taro';

/** The language WeChat is set to: Chinese of any kind, or else English. Chinese when WeChat does not tell. */
export function phoneLanguage(): Language {
  const name = Taro.canIUse('getAppBaseInfo') ? Taro.getAppBaseInfo().language : undefined;
  return !name || name.startsWith('zh') ? 'zh' : 'en';
}
