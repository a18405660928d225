import type { WxCall } from './wx-call.ts';

/** As WeChat names it: `zh_CN`, `en`, `ja`. Its own windows are in Chinese or English here. */
export type Language = string;
export type Theme = 'light' | 'dark';

/** What the simulated phone says about itself. Sizes in CSS pixels. */
export interface ScreenSize {
  windowWidth: number;
  windowHeight: number;
}

export interface SystemSettings {
  call: WxCall;
  appId: string;
  envVersion: 'develop' | 'trial' | 'release';
  language: Language;
  textScale: number;
  theme: () => Theme;
  /** Whether app.json has `darkmode`: only then does WeChat tell the theme. */
  darkMode: boolean;
  screen: () => ScreenSize;
  toProgram: <T>(value: T) => T;
}

const STATUS_BAR = 44;
const NAVIGATION_BAR = 44;
/** Pixels of WeChat's usual text. */
const STANDARD_TEXT = 16;
const BASE_LIBRARY = '3.7.0';
const CLIENT_VERSION = '8.0.50';

/** The calls that describe phone, screen and program. */
export function createSystemInfo(settings: SystemSettings): Record<string, (...values: never[]) => unknown> {
  const { toProgram, call } = settings;
  const device = () => ({
    brand: 'devtools',
    model: 'local host',
    system: 'iOS 17.0',
    platform: 'devtools',
    abi: '',
    deviceAbi: '',
    benchmarkLevel: 30,
    cpuType: '',
    memorySize: 4096,
  });
  const windowInfo = () => {
    const { windowWidth, windowHeight } = settings.screen();
    const screenHeight = windowHeight + STATUS_BAR + NAVIGATION_BAR;
    return {
      pixelRatio: 2,
      screenWidth: windowWidth,
      screenHeight,
      windowWidth,
      windowHeight,
      statusBarHeight: STATUS_BAR,
      screenTop: STATUS_BAR + NAVIGATION_BAR,
      safeArea: {
        left: 0,
        right: windowWidth,
        top: STATUS_BAR,
        bottom: screenHeight,
        width: windowWidth,
        height: screenHeight - STATUS_BAR,
      },
    };
  };
  const appBase = () => ({
    SDKVersion: BASE_LIBRARY,
    version: CLIENT_VERSION,
    enableDebug: false,
    host: { appId: '', env: 'WeChat' },
    language: settings.language,
    fontSizeSetting: STANDARD_TEXT * settings.textScale,
    fontSizeScaleFactor: settings.textScale,
    ...(settings.darkMode ? { theme: settings.theme() } : {}),
  });
  const everything = () => ({ ...device(), ...windowInfo(), ...appBase() });
  const menuButton = () => {
    const right = settings.screen().windowWidth - 10;
    return { width: 87, height: 32, left: right - 87, top: 48, right, bottom: 80 };
  };
  return {
    getDeviceInfo: () => toProgram(device()),
    getWindowInfo: () => toProgram(windowInfo()),
    getAppBaseInfo: () => toProgram(appBase()),
    getSystemInfoSync: () => toProgram(everything()),
    getSystemInfo: (options: unknown) => call('getSystemInfo', options, everything),
    getSystemInfoAsync: (options: unknown) => call('getSystemInfoAsync', options, everything),
    getSystemSetting: () => toProgram({ bluetoothEnabled: false, locationEnabled: false, wifiEnabled: true }),
    getAppAuthorizeSetting: () => toProgram({}),
    getMenuButtonBoundingClientRect: () => toProgram(menuButton()),
    getAccountInfoSync: () =>
      toProgram({ miniProgram: { appId: settings.appId, envVersion: settings.envVersion, version: '' } }),
  };
}
