import Taro from '@tarojs/taro';

/** Lets go of the page that the person has pulled down: WeChat holds it until it is told. */
export function endPullDown(): void {
  Taro.stopPullDownRefresh();
}
