import Taro from '@tarojs/taro';

/** Whether WeChat can show the privacy guide that the owner declared in the console. */
export function canOpenPrivacyContract(): boolean {
  return Taro.canIUse('openPrivacyContract');
}

/** Shows it; nothing happens while the owner has declared none. */
export function openPrivacyContract(): void {
  Taro.openPrivacyContract({ fail: () => undefined });
}
