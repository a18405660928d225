import type { Language } from '../error-words.ts';

/** Every sentence of the card that is not an error's. `{site}` is the site's name, `{n}` a number of seconds. */
export interface ElementWords {
  title: string;
  titleSignedIn: string;
  waiting: string;
  waitingInWechat: string;
  waitingOnPhone: string;
  onPhone: string;
  pictureOfCode: string;
  /** Of the methods of an official account; `{account}` is its name. */
  qrcodeInWechat: string;
  pictureOfQrcode: string;
  sendDigits: string;
  followAccount: string;
  answerInChat: string;
  savePicture: string;
  savePictureElse: string;
  timeLeft: string;
  timeUp: string;
  loading: string;
  loadingSlow: string;
  scanned: string;
  scannedSamePhone: string;
  typeNumber: string;
  typeNumberSamePhone: string;
  confirmLeft: string;
  notYou: string;
  confirmed: string;
  confirmedSlow: string;
  signedIn: string;
  noNickname: string;
  signOut: string;
  signingOut: string;
  signOutFailed: string;
  signOutBlocked: string;
  refused: string;
  refusedSamePhone: string;
  refusedNext: string;
  expired: string;
  expiredNext: string;
  renewing: string;
  cancelled: string;
  cancelledNext: string;
  offline: string;
  offlineNext: string;
  newCode: string;
  tryAgain: string;
  signInAgain: string;
  sessionEnded: string;
  ranOut: string;
  continueHere: string;
}

/** The texts of `<maqiao-login>`, the same on every page. */
export const ELEMENT_WORDS: Record<Language, ElementWords> = {
  zh: {
    title: '登录 {site}',
    titleSignedIn: '已登录 {site}',
    waiting: '用微信扫一扫，登录 {site}',
    waitingInWechat: '长按小程序码，登录 {site}',
    waitingOnPhone: '用微信登录 {site}',
    onPhone: '手机不能扫自己的屏幕：保存图片，再从微信“扫一扫 › 相册”打开',
    pictureOfCode: '小程序码',
    qrcodeInWechat: '长按二维码，登录 {site}',
    pictureOfQrcode: '公众号二维码',
    sendDigits: '把这六位数字发给公众号“{account}”',
    followAccount: '还没有关注？先用微信扫这个二维码',
    answerInChat: '请回到微信，输入下面的数字',
    savePicture: '保存图片',
    savePictureElse: '没有反应？长按图片保存',
    timeLeft: '{n} 秒后换新码',
    timeUp: '正在换新码',
    loading: '正在准备登录码',
    loadingSlow: '比平时慢一些，还在等微信生成登录码',
    scanned: '已扫码，请在手机上确认',
    scannedSamePhone: '已扫码，请在微信里确认',
    typeNumber: '在手机上输入这个数字',
    typeNumberSamePhone: '在微信里输入这个数字',
    confirmLeft: '还有 {n} 秒可以确认',
    notYou: '不是你？换一个码',
    confirmed: '正在登录',
    confirmedSlow: '比平时慢一些，还在等服务器响应',
    signedIn: '已登录',
    noNickname: '还没有昵称',
    signOut: '退出登录',
    signingOut: '正在退出',
    signOutFailed: '没能退出：连不上服务器，请再试一次',
    signOutBlocked: '没能退出：请求被网站前面的防火墙拦截了，请联系站长',
    refused: '你在手机上取消了登录',
    refusedSamePhone: '你在微信里取消了登录',
    refusedNext: '想登录时，换一个码再扫',
    expired: '这个码过期了',
    expiredNext: '换一个码再扫',
    renewing: '这个码过期了，正在换新码',
    cancelled: '这次登录已取消',
    cancelledNext: '想登录时，换一个码再扫',
    offline: '网络断开了，连上后会自动继续',
    offlineNext: '请检查网络或 Wi-Fi。如果网络正常，就是网站暂时没有响应',
    newCode: '换一个码',
    tryAgain: '再试一次',
    signInAgain: '重新登录',
    sessionEnded: '在手机或另一个标签页里退出了，或者网站结束了这次登录',
    ranOut: '登录已到期',
    continueHere: '在这里继续',
  },
  en: {
    title: 'Sign in to {site}',
    titleSignedIn: 'Signed in to {site}',
    waiting: 'Scan with WeChat to sign in to {site}',
    waitingInWechat: 'Press and hold the code to sign in to {site}',
    waitingOnPhone: 'Sign in to {site} with WeChat',
    onPhone:
      "A phone cannot scan its own screen: save the picture, then open it from the album in WeChat's scanner",
    pictureOfCode: 'Mini-program code',
    qrcodeInWechat: 'Press and hold the QR code to sign in to {site}',
    pictureOfQrcode: 'QR code of the official account',
    sendDigits: 'Send these six digits to the official account “{account}”',
    followAccount: 'Not following it yet? Scan this code with WeChat first',
    answerInChat: 'Go back to WeChat and answer with the digits below',
    savePicture: 'Save the picture',
    savePictureElse: 'Nothing happens? Press and hold the picture to save it',
    timeLeft: 'New code in {n} s',
    timeUp: 'Getting a new code',
    loading: 'Preparing the code',
    loadingSlow: 'Slower than usual: still waiting for WeChat to draw the code',
    scanned: 'Scanned. Confirm on your phone',
    scannedSamePhone: 'Scanned. Confirm in WeChat',
    typeNumber: 'Type this number on your phone',
    typeNumberSamePhone: 'Type this number in WeChat',
    confirmLeft: '{n} s left to confirm',
    notYou: 'Not you? New code',
    confirmed: 'Signing in',
    confirmedSlow: 'Slower than usual: still waiting for the server',
    signedIn: 'Signed in',
    noNickname: 'No nickname yet',
    signOut: 'Sign out',
    signingOut: 'Signing out',
    signOutFailed: 'Not signed out: the server cannot be reached. Try again',
    signOutBlocked: 'Not signed out: a firewall in front of this site refused it. Tell the owner of the site',
    refused: 'You declined on your phone',
    refusedSamePhone: 'You declined in WeChat',
    refusedNext: 'To sign in, get a new code and scan it',
    expired: 'This code has expired',
    expiredNext: 'Get a new code and scan it',
    renewing: 'This code has expired. Getting a new one',
    cancelled: 'This sign-in was cancelled',
    cancelledNext: 'To sign in, get a new code and scan it',
    offline: 'Offline. This continues by itself when you are back',
    offlineNext: 'Check that your network or Wi-Fi is on. If it is, the site does not answer for now',
    newCode: 'New code',
    tryAgain: 'Try again',
    signInAgain: 'Sign in again',
    sessionEnded: 'It was ended on the phone, in another tab or by the site',
    ranOut: 'Your sign-in has run out',
    continueHere: 'Continue here',
  },
};
