import type { Language } from '@maqiao/shared';
import type { NoticeFacts, NoticeName } from '../oidc/engine/page-drawing.ts';

interface NoticeWords {
  readonly headline: string;
  /** `{client}` and `{site}` are filled in. */
  readonly advice: string;
  /** Where it is not known which client asks. */
  readonly adviceWithoutClient?: string;
}

export const NOTICE_WORDS: Readonly<Record<Language, Readonly<Record<NoticeName, NoticeWords>>>> = {
  zh: {
    'sign-out': {
      headline: '要退出登录吗？',
      advice: '{client} 请你退出 {site}。用这次登录进入的其他网站也会收到退出通知',
      adviceWithoutClient: '退出 {site} 后，用这次登录进入的网站会收到退出通知',
    },
    'signing-out': { headline: '正在退出登录', advice: '如果页面没有自动继续，请点下面的按钮' },
    'signed-out': { headline: '已退出登录', advice: '可以关闭这个页面了' },
    'still-signed-in': { headline: '你没有退出登录', advice: '可以关闭这个页面了' },
    'device-code': { headline: '登录另一台设备', advice: '请输入设备屏幕上显示的代码' },
    'device-confirm': {
      headline: '这是你的设备吗？',
      advice: '设备就在你面前，并且显示着这个代码，才点继续',
    },
    'device-done': { headline: '设备已登录', advice: '请回到设备上继续。可以关闭这个页面了' },
  },
  en: {
    'sign-out': {
      headline: 'Sign out?',
      advice:
        '{client} asks to sign you out of {site}. Other sites that you entered with this sign-in are told, too',
      adviceWithoutClient: 'Sites that you entered with this sign-in are told that you signed out of {site}',
    },
    'signing-out': {
      headline: 'Signing you out',
      advice: 'If this page does not continue by itself, choose the button',
    },
    'signed-out': { headline: 'You are signed out', advice: 'You can close this page' },
    'still-signed-in': { headline: 'You are still signed in', advice: 'You can close this page' },
    'device-code': { headline: 'Sign in on another device', advice: 'Enter the code that the device shows' },
    'device-confirm': {
      headline: 'Is this your device?',
      advice: 'Continue only if the device is in front of you and shows this code',
    },
    'device-done': {
      headline: 'The device is signed in',
      advice: 'Go on there. You can close this page',
    },
  },
};

export const FAULT_WORDS: Readonly<
  Record<Language, Readonly<Record<NonNullable<NoticeFacts['fault']>, string>>>
> = {
  zh: {
    'code-refused': '这个代码不对、用过了或者过期了。请看设备现在显示的代码',
    'page-outdated': '这个页面过期了。请再输入一次代码',
    declined: '你拒绝了这台设备，它没有登录',
  },
  en: {
    'code-refused': 'This code is wrong, used or expired. Look at what the device shows now',
    'page-outdated': 'This page is out of date. Enter the code once more',
    declined: 'You declined. The device is not signed in',
  },
};

export const NOTICE_LABELS = {
  zh: {
    signOut: '退出登录',
    stay: '保持登录',
    code: '设备上的代码',
    goOn: '继续',
    decline: '不是我的',
    client: '应用',
    device: '设备',
    place: '地点',
    unknown: '未知',
  },
  en: {
    signOut: 'Sign out',
    stay: 'Stay signed in',
    code: 'Code on the device',
    goOn: 'Continue',
    decline: 'Not mine',
    client: 'App',
    device: 'Device',
    place: 'Place',
    unknown: 'unknown',
  },
} as const;
