import Taro from '@tarojs/taro';

/** Ends the pull-down refresh, which WeChat keeps open until this call. */
export function endPullDown(): void {
  Taro.stopPullDownRefresh();
}
