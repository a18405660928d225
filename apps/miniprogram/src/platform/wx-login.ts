import Taro from '@tarojs/taro';

const TIMEOUT_MS = 15_000;

/**
 * A fresh login code from `wx.login`: good for one call within five minutes. Silent, asks the person nothing.
 * @returns undefined when WeChat gives none (offline, busy, an account that may not)
 */
export async function getLoginCode(): Promise<string | undefined> {
  try {
    const { code } = await Taro.login({ timeout: TIMEOUT_MS });
    return code || undefined;
  } catch {
    return undefined;
  }
}
