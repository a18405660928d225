import type { Language } from '../error-words.ts';
import { ELEMENT_WORDS, type ElementWords } from './element-words.ts';

/**
 * Every sentence of the hosted page that is not an error's: those of the card, those around it, and those of the page where
 * a client's request is answered. `{client}` is the client's name, `{person}` a nickname, `{host}` a host name, `{what}` some
 * of `toldId` to `toldEmail` with `toldBetween` between them.
 */
export interface PageWords extends ElementWords {
  demo: string;
  apiDocs: string;
  openPhone: string;
  openPhoneHint: string;
  openPhoneToSend: string;
  newTab: string;
  madeWith: string;
  readingRequest: string;
  askedBy: string;
  askedHere: string;
  continueAs: string;
  continueUnnamed: string;
  /** What the client is told if the person agrees. */
  told: string;
  toldBetween: string;
  toldId: string;
  toldProfile: string;
  toldWechat: string;
  toldEmail: string;
  /** Where its access outlives the session. */
  toldLater: string;
  goOn: string;
  anotherAccount: string;
  thisAccount: string;
  decline: string;
  goingBack: string;
  goTo: string;
  toSignIn: string;
  /** From the sign-in page, once signed in. */
  toAccount: string;
  /** The ways to sign in, and for whom each is. */
  otherWays: string;
  byMiniProgram: string;
  byMiniProgramHint: string;
  byAccount: string;
  byAccountHint: string;
  byMessage: string;
  byMessageHint: string;
  thisWechat: string;
  websiteWechat: string;
  websiteFrame: string;
  websitePage: string;
  otherCode: string;
}

export const PAGE_WORDS: Record<Language, PageWords> = {
  zh: {
    ...ELEMENT_WORDS.zh,
    demo: '演示：这里不连接微信，手机和人都是模拟的',
    apiDocs: '接口文档',
    openPhone: '打开手机',
    openPhoneHint: '用模拟的手机扫这个码',
    openPhoneToSend: '用模拟的手机把数字发给公众号',
    newTab: '（新标签页）',
    madeWith: '码桥 Maqiao',
    readingRequest: '正在读取登录请求',
    askedBy: '登录 {client}',
    askedHere: '来自这台设备上的应用，或另一台设备：没有可以核对的网址。只有你自己刚点过登录，才继续',
    continueAs: '以 {person} 的身份登录 {client}？',
    continueUnnamed: '用当前账号登录 {client}？',
    told: '它会知道：{what}',
    toldBetween: '、',
    toldId: '你在本站的编号',
    toldProfile: '昵称和头像',
    toldWechat: '微信编号',
    toldEmail: '一个收不到信的占位邮箱',
    toldLater: '你在这里退出后，它还能继续使用，直到你在手机上“全部退出”',
    goOn: '继续',
    anotherAccount: '换一个账号',
    thisAccount: '用已登录的账号',
    decline: '拒绝',
    goingBack: '正在回到 {client}',
    goTo: '回到 {host}',
    toSignIn: '去登录页',
    toAccount: '我的账号',
    otherWays: '其他登录方式',
    byMiniProgram: '扫小程序码',
    byMiniProgramHint: '用手机微信扫一扫',
    byAccount: '扫公众号二维码',
    byAccountHint: '扫码后在公众号里回复数字',
    byMessage: '给公众号发数字',
    byMessageHint: '不用扫码，已关注公众号的用户适用',
    thisWechat: '用当前微信登录',
    websiteWechat: '用这台电脑上的微信登录',
    websiteFrame: '微信登录',
    websitePage: '在微信的页面上登录',
    otherCode: '换回原来的码',
  },
  en: {
    ...ELEMENT_WORDS.en,
    demo: 'Demo: nothing here talks to WeChat; phone and people are simulated',
    apiDocs: 'Documentation of the calls',
    openPhone: 'Open the phone',
    openPhoneHint: 'Scan this code with a simulated phone',
    openPhoneToSend: 'Send the digits with a simulated phone',
    newTab: '(new tab)',
    madeWith: '码桥 Maqiao',
    readingRequest: 'Reading the request',
    askedBy: 'Sign in to {client}',
    askedHere:
      'Asked by an app on this device, or by another device: there is no address to check. Go on only if you have just chosen to sign in there',
    continueAs: 'Continue to {client} as {person}?',
    continueUnnamed: 'Continue to {client} with this account?',
    told: 'It is told: {what}',
    toldBetween: ', ',
    toldId: 'your number here',
    toldProfile: 'your nickname and picture',
    toldWechat: 'your WeChat ids',
    toldEmail: 'a placeholder email address',
    toldLater: 'Its access goes on after you sign out here, until you sign out everywhere on your phone',
    goOn: 'Continue',
    anotherAccount: 'Use another account',
    thisAccount: 'Use the account signed in here',
    decline: 'Decline',
    goingBack: 'Going back to {client}',
    goTo: 'Go to {host}',
    toSignIn: 'Go to the sign-in page',
    toAccount: 'My account',
    otherWays: 'Other ways to sign in',
    byMiniProgram: 'Scan a mini-program code',
    byMiniProgramHint: 'With WeChat on your phone',
    byAccount: 'Scan the code of the official account',
    byAccountHint: 'Then answer with two digits in the chat',
    byMessage: 'Send digits to the official account',
    byMessageHint: 'No scan, if you follow the account',
    thisWechat: 'Sign in with this WeChat',
    websiteWechat: 'Sign in with WeChat on this computer',
    websiteFrame: 'Sign in with WeChat',
    websitePage: "Sign in on WeChat's page",
    otherCode: 'Back to the first code',
  },
};
