import Taro from '@tarojs/taro';

/** The one thing that stays on the phone: that somebody has signed in here. No token, no number, no name. */
const KEY = 'signed-in';

/** Whether the last person here signed in and did not sign out. */
export function isMarkedSignedIn(): boolean {
  try {
    return Taro.getStorageSync<unknown>(KEY) === 1;
  } catch {
    return false;
  }
}

/** A phone whose storage is full forgets it, and asks for one more tap next time. */
export function markSignedIn(signedIn: boolean): void {
  try {
    if (signedIn) Taro.setStorageSync(KEY, 1);
    else Taro.removeStorageSync(KEY);
  } catch {
    // Nothing depends on it.
  }
}
