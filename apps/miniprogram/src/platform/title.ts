import Taro from '@tarojs/taro';

/** Names the page in the bar above it. Without a title nothing is lost, so a failure is not told. */
export function setTitle(title: string): void {
  void Taro.setNavigationBarTitle({ title }).catch(() => undefined);
}
