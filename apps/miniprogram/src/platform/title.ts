import Taro from '@tarojs/taro';

/** Names the page in the bar above it. A failure is ignored, because the title is not needed. */
export function setTitle(title: string): void {
  void Taro.setNavigationBarTitle({ title }).catch(() => undefined);
}
