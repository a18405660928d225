import Taro from '@tarojs/taro';

/** A shared login page would carry one person's login to another; the entry is taken out of the menu. */
export function switchSharingOff(): void {
  if (Taro.canIUse('hideShareMenu')) void Taro.hideShareMenu({}).catch(() => undefined);
}
