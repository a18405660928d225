import Taro from '@tarojs/taro';
import { sceneOfPath } from '../login/visit.ts';

let scannedScene: string | undefined;

/** Whether this phone can scan a code from inside the program. WeChat on a computer has no camera view. */
export function canScanCode(): boolean {
  if (!Taro.canIUse('scanCode')) return false;
  const platform = Taro.canIUse('getDeviceInfo') ? Taro.getDeviceInfo().platform : '';
  return !/^(windows|mac|ohos_pc)$/.test(platform);
}

/**
 * Lets the person point the camera at a code and opens the login page for it. Pictures from the album are left
 * out: phishing uses them, and saved codes can be opened with WeChat's own scanner.
 * @param how `replace` when the login page itself asks
 * @returns `other-code` for a code that is not this program's; `cancelled` when the person went back
 */
export async function scanCode(how: 'open' | 'replace'): Promise<'opened' | 'cancelled' | 'other-code'> {
  let path: string | undefined;
  try {
    // For a mini-program code of this program the answer has its path; `result` is not documented.
    path = ((await Taro.scanCode({ onlyFromCamera: true })) as { path?: string }).path;
  } catch {
    return 'cancelled';
  }
  const scene = sceneOfPath(path);
  if (!scene) return 'other-code';
  scannedScene = scene;
  const url = `/pages/login/index?scene=${encodeURIComponent(scene)}`;
  try {
    await (how === 'open' ? Taro.navigateTo({ url }) : Taro.redirectTo({ url }));
  } catch {
    // The page stack is full or another page is just opening: the person can scan again.
    return 'cancelled';
  }
  return 'opened';
}

/** The scene that {@link scanCode} has just read, once: the login page may act on it although WeChat did not open it. */
export function takeScannedScene(): string | undefined {
  const scene = scannedScene;
  scannedScene = undefined;
  return scene;
}
