import type { Language } from '../error-words.ts';

/**
 * The phone's texts of the decision, by key. An owner can change them, and a further language has all of
 * them. Pages in an owner's own mini program use those that they show.
 */
export interface PhoneWords {
  asks: string;
  /** Below the name and the host of a client that asks, such as another site. */
  clientAsks: string;
  /** What it is told if the person confirms. */
  clientTold: string;
  /** In its place where the client asks for no profile. */
  clientToldId: string;
  /** What else it gets: `{what}` is some of those below, with `moreBetween` between them. */
  clientMore: string;
  moreBetween: string;
  moreWechat: string;
  moreEmail: string;
  /** Access that outlives the session. */
  moreOffline: string;
  /** In place of the host, where there is none: an app on some machine, or a device. */
  clientUnknown: string;
  /** Before the name and the address of our own page, when a client asks. */
  clientPage: string;
  /** Below the site, when this WeChat is to be added to an account: `{nickname}`, or one without. */
  linkAsks: string;
  linkAsksNameless: string;
  linkTold: string;
  linkConfirm: string;
  linkUndo: string;
  /** In its place, when the same person is to prove again who they are: `{action}` is one of those below. */
  stepUpAsks: string;
  /** With the `{nickname}` of the account, or without one. */
  stepUpTold: string;
  stepUpToldNameless: string;
  stepUpConfirm: string;
  stepUpUndo: string;
  'action.delete_account': string;
  'action.sign_out_everywhere': string;
  'action.link_identity': string;
  'action.remove_identity': string;
  'action.add_passkey': string;
  'action.remove_passkey': string;
  'action.end_app': string;
  'action.export': string;
  browser: string;
  system: string;
  place: string;
  time: string;
  /** How the code came to this phone. */
  way: string;
  advice: string;
  forwarded: string;
  /** Over the field for the two digits. */
  numberLabel: string;
  reject: string;
  confirm: string;
  /** Refuses, and says why. */
  notMe: string;
  done: string;
  retry: string;
  loginTitle: string;
  unknown: string;
  /** Instead of a region, for addresses that are not on the internet. */
  ownComputer: string;
  localNetwork: string;
  'ways.camera': string;
  'ways.press': string;
  'ways.album': string;
  'ways.other': string;
  'near.same-network': string;
  'near.same-region': string;
  'near.elsewhere': string;
  /** Whether this person has signed in with the browser before, when the server knows. */
  'knownBrowser.yes': string;
  'knownBrowser.no': string;
  /** How long ago the page has shown the code: `{n}` minutes, with a word of its own for one. */
  'ago.now': string;
  'ago.seconds': string;
  'ago.minute': string;
  'ago.minutes': string;
  'ago.hour': string;
  'ago.hours': string;
  slowWechat: string;
  slowSite: string;
  /** By where the browser is: on a screen, or on this phone. */
  'signedIn.screen.happened': string;
  'signedIn.screen.next': string;
  'signedIn.same-phone.happened': string;
  'signedIn.same-phone.next': string;
  undo: string;
  undoing: string;
  'undoTooLate.happened': string;
  'undoTooLate.next': string;
  'declined.happened': string;
  'declined.next': string;
  'undone.happened': string;
  'undone.next': string;
  'linked.happened': string;
  'linked.next': string;
  'linkDeclined.happened': string;
  'linkDeclined.next': string;
  'linkUndone.happened': string;
  'linkUndone.next': string;
  'linkUndoTooLate.happened': string;
  'linkUndoTooLate.next': string;
  'steppedUp.happened': string;
  'steppedUp.next': string;
  'stepUpDeclined.happened': string;
  'stepUpDeclined.next': string;
  'stepUpUndone.happened': string;
  'stepUpUndone.next': string;
  newCode: string;
  home: string;
}

export const PHONE_WORDS: Record<Language, PhoneWords> = {
  zh: {
    asks: '请求登录',
    clientAsks: '想知道你是谁',
    clientTold: '确认后，它会知道你的昵称和头像，以后也能认出是你',
    clientToldId: '确认后，它以后能认出是你',
    clientMore: '它还能{what}',
    moreBetween: '，还能',
    moreWechat: '知道你的微信编号',
    moreEmail: '得到一个占位邮箱',
    moreOffline: '在你退出后继续使用',
    clientUnknown: '这是一个应用或一台设备，没人知道它是谁的。如果不是你自己正在用，请拒绝',
    clientPage: '登录页',
    linkAsks: '请求把这个微信添加到“{nickname}”的账号',
    linkAsksNameless: '请求把这个微信添加到网页上已登录的账号',
    linkTold: '确认后，用这个微信登录，就是登录那个账号。如果那不是你的账号，请拒绝',
    linkConfirm: '添加',
    linkUndo: '不是我要添加的，撤回',
    stepUpAsks: '请你本人确认：{action}',
    stepUpTold:
      '这是账号“{nickname}”的操作。确认后五分钟内，那个浏览器可以更改这个账号。如果不是你在操作，请拒绝',
    stepUpToldNameless: '确认后五分钟内，那个浏览器可以更改你的账号。如果不是你在操作，请拒绝',
    stepUpConfirm: '确认是我',
    stepUpUndo: '不是我，撤回',
    'action.delete_account': '删除账号',
    'action.sign_out_everywhere': '退出所有浏览器',
    'action.link_identity': '添加一个微信',
    'action.remove_identity': '移除一个微信',
    'action.add_passkey': '添加通行密钥',
    'action.remove_passkey': '移除通行密钥',
    'action.end_app': '取消一个应用的授权',
    'action.export': '导出账号数据',
    browser: '浏览器',
    system: '系统',
    place: '地点',
    time: '时间',
    way: '方式',
    advice: '只有你自己打开了这个网页，才点确认',
    forwarded: '这个码来自转发的图片。如果不是你自己存的，请拒绝',
    numberLabel: '输入网页上显示的两位数字',
    reject: '拒绝',
    confirm: '确认登录',
    notMe: '网页不是我打开的，拒绝',
    done: '完成',
    retry: '再试一次',
    loginTitle: '登录确认',
    unknown: '未知',
    ownComputer: '网站所在的电脑',
    localNetwork: '局域网',
    'ways.camera': '相机扫码',
    'ways.press': '长按图片',
    'ways.album': '相册里的图片',
    'ways.other': '其他方式',
    'near.same-network': '和你在同一网络',
    'near.same-region': '和你在同一地区',
    'near.elsewhere': '和你不在同一地区',
    'knownBrowser.yes': '你用这个浏览器登录过',
    'knownBrowser.no': '你没有用这个浏览器登录过',
    'ago.now': '刚刚',
    'ago.seconds': '{n} 秒前',
    'ago.minute': '{n} 分钟前',
    'ago.minutes': '{n} 分钟前',
    'ago.hour': '{n} 小时前',
    'ago.hours': '{n} 小时前',
    slowWechat: '微信响应较慢，还在等待',
    slowSite: '网站的服务器响应较慢，还在等待',
    'signedIn.screen.happened': '已登录',
    'signedIn.screen.next': '请回到电脑查看',
    'signedIn.same-phone.happened': '已登录',
    'signedIn.same-phone.next': '请回到浏览器',
    undo: '不是我要登录的，撤回',
    undoing: '正在撤回',
    'undoTooLate.happened': '来不及撤回了',
    'undoTooLate.next': '请到首页“查看我的登录”，让它退出',
    'declined.happened': '已拒绝',
    'declined.next': '这次没有登录，可以关闭这个页面了',
    'undone.happened': '已撤回',
    'undone.next': '刚才的登录已经退出',
    'linked.happened': '已添加',
    'linked.next': '以后可以用这个微信登录那个账号',
    'linkDeclined.happened': '已拒绝',
    'linkDeclined.next': '这个微信没有添加到任何账号，可以关闭这个页面了',
    'linkUndone.happened': '已撤回',
    'linkUndone.next': '这个微信已从那个账号移除',
    'linkUndoTooLate.happened': '来不及撤回了',
    'linkUndoTooLate.next': '请联系网站的管理员',
    'steppedUp.happened': '已确认',
    'steppedUp.next': '请回到网页继续操作',
    'stepUpDeclined.happened': '已拒绝',
    'stepUpDeclined.next': '这个操作没有得到确认，可以关闭这个页面了',
    'stepUpUndone.happened': '已撤回',
    'stepUpUndone.next': '那个浏览器已经退出登录',
    newCode: '扫新的码',
    home: '回首页',
  },
  en: {
    asks: 'asks you to sign in',
    clientAsks: 'wants to know who you are',
    clientTold:
      'If you confirm, it is told your nickname and picture, and that you are the same person each time',
    clientToldId: 'If you confirm, it can tell that you are the same person each time',
    clientMore: 'It also {what}',
    moreBetween: ', and ',
    moreWechat: 'learns your WeChat ids',
    moreEmail: 'gets a placeholder email address',
    moreOffline: 'keeps access after you sign out',
    clientUnknown:
      'This is an app or a device, and nobody can know whose. Unless you are using it yourself, decline',
    clientPage: 'Page',
    linkAsks: 'asks to add this WeChat to the account of {nickname}',
    linkAsksNameless: 'asks to add this WeChat to the account that is signed in on its page',
    linkTold:
      'If you confirm, signing in with this WeChat signs in to that account. If it is not yours, decline',
    linkConfirm: 'Add',
    linkUndo: 'This was not me. Take it back',
    stepUpAsks: 'asks you to confirm: {action}',
    stepUpTold:
      'This is about the account of {nickname}. If you confirm, that browser can change the account for five minutes. If it is not you, decline',
    stepUpToldNameless:
      'If you confirm, that browser can change your account for five minutes. If it is not you, decline',
    stepUpConfirm: 'It is me',
    stepUpUndo: 'This was not me. Take it back',
    'action.delete_account': 'delete the account',
    'action.sign_out_everywhere': 'sign out every browser',
    'action.link_identity': 'add a WeChat',
    'action.remove_identity': 'remove a WeChat',
    'action.add_passkey': 'add a passkey',
    'action.remove_passkey': 'remove a passkey',
    'action.end_app': 'end the access of an app',
    'action.export': 'export the account’s data',
    browser: 'Browser',
    system: 'System',
    place: 'Place',
    time: 'Time',
    way: 'Opened',
    advice: 'Confirm only if you opened this page yourself',
    forwarded: 'This code came from a forwarded picture. Unless you saved it yourself, decline',
    numberLabel: 'Type the two digits shown on the page',
    reject: 'Decline',
    confirm: 'Confirm',
    notMe: 'I did not open this page. Decline',
    done: 'Done',
    retry: 'Try again',
    loginTitle: 'Confirm sign-in',
    unknown: 'Unknown',
    ownComputer: 'The site’s own computer',
    localNetwork: 'A local network',
    'ways.camera': 'With the camera',
    'ways.press': 'By long press',
    'ways.album': 'From the album',
    'ways.other': 'In another way',
    'near.same-network': 'On your network',
    'near.same-region': 'In your region',
    'near.elsewhere': 'Not in your region',
    'knownBrowser.yes': 'You have signed in with this browser before',
    'knownBrowser.no': 'A browser that is new for you',
    'ago.now': 'Just now',
    'ago.seconds': '{n} seconds ago',
    'ago.minute': '{n} minute ago',
    'ago.minutes': '{n} minutes ago',
    'ago.hour': '{n} hour ago',
    'ago.hours': '{n} hours ago',
    slowWechat: 'WeChat is slow to answer. Still waiting',
    slowSite: "The site's server is slow to answer. Still waiting",
    'signedIn.screen.happened': 'Signed in',
    'signedIn.screen.next': 'Look at the screen with the page',
    'signedIn.same-phone.happened': 'Signed in',
    'signedIn.same-phone.next': 'Go back to your browser',
    undo: 'This was not me. Take it back',
    undoing: 'Taking it back',
    'undoTooLate.happened': 'Too late to take it back',
    'undoTooLate.next': 'Open "See my sign-ins" on the home page and sign it out there',
    'declined.happened': 'Declined',
    'declined.next': 'Nobody was signed in. You can close this',
    'undone.happened': 'Taken back',
    'undone.next': 'That sign-in has been ended',
    'linked.happened': 'Added',
    'linked.next': 'You can sign in to that account with this WeChat from now on',
    'linkDeclined.happened': 'Declined',
    'linkDeclined.next': 'This WeChat was added nowhere. You can close this',
    'linkUndone.happened': 'Taken back',
    'linkUndone.next': 'This WeChat was removed from that account',
    'linkUndoTooLate.happened': 'Too late to take it back',
    'linkUndoTooLate.next': 'Tell whoever runs the site',
    'steppedUp.happened': 'Confirmed',
    'steppedUp.next': 'Go on in the browser',
    'stepUpDeclined.happened': 'Declined',
    'stepUpDeclined.next': 'That was not confirmed. You can close this',
    'stepUpUndone.happened': 'Taken back',
    'stepUpUndone.next': 'That browser has been signed out',
    newCode: 'Scan a new code',
    home: 'Home',
  },
};
