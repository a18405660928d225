import type { Language } from '@maqiao/shared';
import Taro from '@tarojs/taro';

/** The language WeChat is set to, such as `zh_CN`, `en` or `ja`. Chinese when WeChat does not say. */
export function wechatLanguage(): string {
  const name = Taro.canIUse('getAppBaseInfo') ? Taro.getAppBaseInfo().language : undefined;
  return name || 'zh';
}

/** Our language for it: Chinese of any kind, or else English. */
export function phoneLanguage(): Language {
  return wechatLanguage().startsWith('zh') ? 'zh' : 'en';
}
