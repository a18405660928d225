import type { Language } from '../error-words.ts';

/** Every sentence of the element that is not an error's. `{site}` and `{n}` are filled in. */
export interface ElementWords {
  title: string;
  waiting: string;
  waitingInWechat: string;
  onPhone: string;
  code: string;
  save: string;
  timeLeft: string;
  timeUp: string;
  loading: string;
  slow: string;
  scanned: string;
  number: string;
  notYou: string;
  confirmed: string;
  signedIn: string;
  unnamed: string;
  signOut: string;
  signingOut: string;
  signOutFailed: string;
  signOutBlocked: string;
  ranOut: string;
  signInAgain: string;
  refused: string;
  expired: string;
  cancelled: string;
  next: string;
  renewing: string;
  offline: string;
  newCode: string;
  tryAgain: string;
  continueHere: string;
}

/** The words of the hosted page, as few as an embed can do with. */
export const ELEMENT_WORDS: Record<Language, ElementWords> = {
  zh: {
    title: '用微信登录 {site}',
    waiting: '用微信扫一扫，登录 {site}',
    waitingInWechat: '长按小程序码，登录 {site}',
    onPhone: '手机不能扫自己的屏幕：保存图片，再从微信“扫一扫 › 相册”打开',
    code: '小程序码',
    save: '保存图片',
    timeLeft: '{n} 秒后换新码',
    timeUp: '正在换新码',
    loading: '正在准备小程序码',
    slow: '比平时慢一些，请稍等',
    scanned: '已扫码，请在手机上确认',
    number: '在手机上输入这个数字',
    notYou: '不是你？换一个码',
    confirmed: '正在登录',
    signedIn: '已登录',
    unnamed: '还没有昵称',
    signOut: '退出登录',
    signingOut: '正在退出',
    signOutFailed: '没能退出：连不上服务器，请再试一次',
    signOutBlocked: '没能退出：请求被网站前面的防火墙拦截了，请联系站长',
    ranOut: '登录已到期',
    signInAgain: '重新登录',
    refused: '你在手机上取消了登录',
    expired: '这个码过期了',
    cancelled: '这次登录已取消',
    next: '想登录时，换一个码再扫',
    renewing: '这个码过期了，正在换新码',
    offline: '网络断开了，连上后会自动继续',
    newCode: '换一个码',
    tryAgain: '再试一次',
    continueHere: '在这里继续',
  },
  en: {
    title: 'Sign in to {site} with WeChat',
    waiting: 'Scan with WeChat to sign in to {site}',
    waitingInWechat: 'Press and hold the code to sign in to {site}',
    onPhone:
      "A phone cannot scan its own screen: save the picture, then open it from the album in WeChat's scanner",
    code: 'Mini-program code',
    save: 'Save the picture',
    timeLeft: 'New code in {n} s',
    timeUp: 'Getting a new code',
    loading: 'Preparing the code',
    slow: 'Slower than usual, one moment please',
    scanned: 'Scanned. Confirm on your phone',
    number: 'Type this number on your phone',
    notYou: 'Not you? New code',
    confirmed: 'Signing in',
    signedIn: 'Signed in',
    unnamed: 'No nickname yet',
    signOut: 'Sign out',
    signingOut: 'Signing out',
    signOutFailed: 'Not signed out: the server cannot be reached. Try again',
    signOutBlocked: 'Not signed out: a firewall in front of this site refused it. Tell the owner of the site',
    ranOut: 'Your sign-in has run out',
    signInAgain: 'Sign in again',
    refused: 'You declined on your phone',
    expired: 'This code has expired',
    cancelled: 'This sign-in was cancelled',
    next: 'To sign in, get a new code and scan it',
    renewing: 'This code has expired. Getting a new one',
    offline: 'Offline. This continues by itself when you are back',
    newCode: 'New code',
    tryAgain: 'Try again',
    continueHere: 'Continue here',
  },
};
