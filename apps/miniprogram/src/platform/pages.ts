import Taro from '@tarojs/taro';

/** Pages of the program that are opened on top of another. */
export type SidePage = 'audit-log' | 'profile' | 'about' | 'delete-account';

/** Opens a page on top. When WeChat is just opening one already, nothing happens and the person taps again. */
export function openPage(page: SidePage): void {
  void Taro.navigateTo({ url: `/pages/${page}/index` }).catch(() => undefined);
}
