import Taro from '@tarojs/taro';

/** The largest that the screens are drawn for; beyond it words would not fit a line. */
const LARGEST = 1.75;

/** Pixels of WeChat's standard text size, for versions that report the size and no factor. */
const STANDARD_SIZE = 16;

/** How much larger than usual the person has set WeChat's text; 1 is usual. Mini programs must follow by themselves. */
export function textScale(): number {
  if (!Taro.canIUse('getAppBaseInfo')) return 1;
  // Taro's types do not know the factor.
  const info = Taro.getAppBaseInfo() as { fontSizeScaleFactor?: unknown; fontSizeSetting?: unknown };
  const factor =
    typeof info.fontSizeScaleFactor === 'number'
      ? info.fontSizeScaleFactor
      : typeof info.fontSizeSetting === 'number'
        ? info.fontSizeSetting / STANDARD_SIZE
        : 1;
  return Math.min(LARGEST, Math.max(1, factor)) || 1;
}
