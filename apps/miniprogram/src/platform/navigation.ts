import Taro from '@tarojs/taro';

const HOME = '/pages/home/index';

/** Opens the home page and forgets the pages before it. */
export function goHome(): void {
  void Taro.reLaunch({ url: HOME }).catch(() => undefined);
}

/** Closes the program; call it inside a tap handler only, where WeChat allows it. Elsewhere it opens the home page. */
export function leave(): void {
  if (!Taro.canIUse('exitMiniProgram')) return goHome();
  void Taro.exitMiniProgram().catch(goHome);
}

/** Closes the page on top; the home page where there is none below it. */
export function goBack(): void {
  void Taro.navigateBack().catch(goHome);
}
