import Taro from '@tarojs/taro';

/** WeChat's number for how the program was last entered, such as 1047 for a scanned code. */
export function entryNumber(): number | undefined {
  const entry: unknown = Taro.getEnterOptionsSync().scene;
  return typeof entry === 'number' ? entry : undefined;
}

/** Whether this is the released program rather than a trial or a development version. */
export function isRelease(): boolean {
  return Taro.getAccountInfoSync().miniProgram.envVersion === 'release';
}
