/** Where the page is shown, which decides how its code can be scanned. */
export type Surroundings =
  /** A screen that a phone can be held to. */
  | 'screen'
  /** A phone's browser: no phone can scan its own screen. */
  | 'phone'
  /** WeChat's own browser on a phone: pressing and holding the code scans it. */
  | 'wechat';

/**
 * @param userAgent as `navigator.userAgent`
 * @param smallTouchScreen a coarse pointer on a narrow window
 */
export function surroundingsOf(userAgent: string, smallTouchScreen: boolean): Surroundings {
  // WeChat for Windows and for Mac name themselves so too; there the code is scanned with the phone.
  const desktopWechat = /WindowsWechat|MacWechat|UnifiedPC(Mac|Windows)Wechat/i.test(userAgent);
  if (desktopWechat) return 'screen';
  if (/MicroMessenger/i.test(userAgent)) return 'wechat';
  return smallTouchScreen || /Mobi|iPhone|iPod|Android.+Mobile|HarmonyOS.+Phone/i.test(userAgent)
    ? 'phone'
    : 'screen';
}

/** A coarse pointer on a narrow window. */
export function isSmallTouchScreen(): boolean {
  return matchMedia('(pointer: coarse) and (max-width: 640px)').matches;
}
