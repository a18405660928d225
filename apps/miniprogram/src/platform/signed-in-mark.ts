import Taro from '@tarojs/taro';

/** The only value stored on the phone: that somebody has signed in here. No token, no id, no name. */
const KEY = 'signed-in';

/** Whether the last person here signed in and did not sign out. */
export function isMarkedSignedIn(): boolean {
  try {
    return Taro.getStorageSync<unknown>(KEY) === 1;
  } catch {
    return false;
  }
}

/** With a full storage it is not kept, and the person has to tap once more next time. */
export function markSignedIn(signedIn: boolean): void {
  try {
    if (signedIn) Taro.setStorageSync(KEY, 1);
    else Taro.removeStorageSync(KEY);
  } catch {
    // Nothing depends on it.
  }
}
