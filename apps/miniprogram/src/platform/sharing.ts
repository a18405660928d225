import Taro from '@tarojs/taro';

/** Removes sharing from the menu: a shared login page would send one person's login to another. */
export function switchSharingOff(): void {
  if (Taro.canIUse('hideShareMenu')) void Taro.hideShareMenu({}).catch(() => undefined);
}
