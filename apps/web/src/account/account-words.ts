import type { ErrorWords, IdentityProvider, Language, OwnWords, StepUpAction } from '@maqiao/shared';

/** What can be wanted of a proof on this page. */
export type WantedAction = Exclude<StepUpAction, 'add_passkey' | 'remove_passkey' | 'export'>;

/** Every sentence of the account page that no other page has. `{…}` are filled in. */
export interface AccountWords {
  title: string;
  signInFirst: string;
  slow: string;
  again: string;
  working: string;
  keep: string;
  me: string;
  noName: string;
  number: string;
  memberSince: string;
  profile: string;
  profileLead: string;
  changePicture: string;
  removePicture: string;
  pictureChanged: string;
  pictureRemoved: string;
  nickname: string;
  nicknamePlaceholder: string;
  saveNickname: string;
  removeNickname: string;
  nicknameSaved: string;
  nicknameRemoved: string;
  nicknameUnfit: ErrorWords;
  proposal: string;
  proposalLead: string;
  proposalNickname: string;
  proposalPicture: string;
  proposalTake: string;
  proposalDecline: string;
  proposalTaken: string;
  proposalDeclined: string;
  ways: string;
  waysLead: string;
  providers: Record<IdentityProvider, string>;
  wayBetween: string;
  added: string;
  lastUsed: string;
  lastWay: string;
  removableLater: string;
  removeWay: string;
  removeWayAsk: string;
  removeWayReally: string;
  addWay: string;
  wayAdded: string;
  wayKnown: string;
  wayRemoved: string;
  browsers: string;
  browsersLead: string;
  noBrowsers: ErrorWords;
  unknownBrowser: string;
  thisBrowser: string;
  signedInAt: string;
  lastSeen: string;
  endBrowser: string;
  notMe: string;
  browserEnded: string;
  notMeDone: string;
  apps: string;
  appsLead: string;
  noApps: ErrorWords;
  appOnDevice: string;
  appSite: string;
  allowedAt: string;
  appDevices: string;
  appOutlives: string;
  endApp: string;
  endAppAsk: string;
  endAppReally: string;
  appEnded: string;
  events: string;
  eventsLead: string;
  noEvents: ErrorWords;
  eventApp: string;
  older: string;
  readingOlder: string;
  noOlder: string;
  unknown: string;
  ownComputer: string;
  localNetwork: string;
  leaving: string;
  signOut: string;
  signOutHint: string;
  everywhere: string;
  everywhereHint: string;
  everywhereAsk: string;
  everywhereReally: string;
  deleteAccount: string;
  deleteHint: string;
  deleteLead: string;
  deleteGone: readonly string[];
  deleteStays: string;
  deleteSure: string;
  deleteReally: string;
  proofTitle: string;
  proofFor: Record<StepUpAction, string>;
  resumeTitle: string;
  resumeAsk: Record<WantedAction, string>;
  resumeGoOn: string;
  giveUp: string;
  declined: string;
  linkTitle: string;
  linkLead: string;
  farewell: Record<'here' | 'everywhere' | 'deleted', ErrorWords>;
  signInAgain: string;
  offline: ErrorWords;
  /** In place of the card's own, when it asks for a proof; and when it adds a WeChat. */
  proofCard: OwnWords;
  linkCard: OwnWords;
}

/** What the two cards have in common. */
const CARD_ZH: OwnWords = {
  confirmed: '已确认，正在继续',
  refused: '你在手机上拒绝了',
  refusedSamePhone: '你在微信里拒绝了',
  refusedNext: '想继续时，换一个码再扫',
  cancelled: '已取消',
  cancelledNext: '想继续时，换一个码再扫',
  loading: '正在准备',
};
const CARD_EN: OwnWords = {
  confirmed: 'Confirmed. Going on',
  refused: 'You declined on your phone',
  refusedSamePhone: 'You declined in WeChat',
  refusedNext: 'To go on, get a new code and scan it',
  cancelled: 'Cancelled',
  cancelledNext: 'To go on, get a new code and scan it',
  loading: 'Preparing the code',
};

export const ACCOUNT_WORDS: Record<Language, AccountWords> = {
  zh: {
    title: '我的账号',
    signInFirst: '登录后，可以查看和管理你的账号',
    slow: '比平时慢一些，还在等服务器响应',
    again: '再试一次',
    working: '正在处理',
    keep: '先不',
    me: '我是谁',
    noName: '还没有昵称',
    number: '编号 {id}',
    memberSince: '{time} 第一次登录',
    profile: '昵称和头像',
    profileLead: '登录时，网页上会显示你的昵称和头像。都可以不填',
    changePicture: '选择头像',
    removePicture: '去掉头像',
    pictureChanged: '头像换好了',
    pictureRemoved: '头像去掉了',
    nickname: '昵称',
    nicknamePlaceholder: '可以不填',
    saveNickname: '保存昵称',
    removeNickname: '去掉昵称',
    nicknameSaved: '昵称保存了',
    nicknameRemoved: '昵称去掉了',
    nicknameUnfit: { happened: '这个昵称不行', next: '请用 1 到 32 个可见的字符' },
    proposal: '要用微信里的资料吗？',
    proposalLead: '你不同意，这里什么都不会变',
    proposalNickname: '昵称：{nickname}',
    proposalPicture: '微信头像',
    proposalTake: '采用选中的',
    proposalDecline: '不用',
    proposalTaken: '已采用微信里的资料',
    proposalDeclined: '好的，资料没有变',
    ways: '登录方式',
    waysLead: '用下面任何一种都能登录这个账号',
    providers: {
      'wechat-mini-program': '微信扫小程序码',
      'wechat-official-account': '微信公众号',
      'wechat-website': '微信网页登录',
    },
    wayBetween: '，',
    added: '{time} 添加',
    lastUsed: '最近使用 {time}',
    lastWay: '这是最后一个微信，不能移除：它是找回账号的办法',
    removableLater: '最近添加过登录方式，{time} 之后才能移除这一个',
    removeWay: '移除',
    removeWayAsk: '移除后，这个微信不能再登录这个账号。已经登录的浏览器不受影响',
    removeWayReally: '确定移除',
    addWay: '添加另一个微信',
    wayAdded: '添加好了。以后这个微信也能登录这个账号',
    wayKnown: '这个微信已经在账号里了',
    wayRemoved: '移除了',
    browsers: '已登录的浏览器',
    browsersLead: '有不认识的，就让它退出',
    noBrowsers: { happened: '没有已登录的浏览器', next: '在网页上登录后，会出现在这里' },
    unknownBrowser: '未知浏览器',
    thisBrowser: '这个浏览器',
    signedInAt: '登录于 {time}',
    lastSeen: '最近使用 {time}',
    endBrowser: '退出登录',
    notMe: '不是我',
    browserEnded: '那个浏览器已退出',
    notMeDone: '那个浏览器已退出。别人发来的码不要扫，更不要确认；请再看看下面的安全记录',
    apps: '应用和网站',
    appsLead: '你让它们知道过你是谁',
    noApps: { happened: '还没有应用', next: '用这个账号登录别的应用或网站后，会出现在这里' },
    appOnDevice: '在设备上运行的应用，没有可以核对的网址',
    appSite: '由这里保护的网站',
    allowedAt: '{time} 同意',
    appDevices: '正在 {n} 台设备上使用',
    appOutlives: '你退出登录后，它还能继续使用',
    endApp: '结束授权',
    endAppAsk: '{name} 会马上失去这个账号，设备上的也一样。以后再用，会重新问你',
    endAppReally: '确定结束',
    appEnded: '授权结束了',
    events: '安全记录',
    eventsLead: '和你的登录有关的事，最多留 90 天',
    noEvents: { happened: '还没有记录', next: '扫码、确认、退出，都会记在这里' },
    eventApp: '应用：{name}',
    older: '更早的记录',
    readingOlder: '正在读取',
    noOlder: '没有更早的记录了',
    unknown: '未知',
    ownComputer: '网站自己的电脑',
    localNetwork: '局域网',
    leaving: '退出和删除',
    signOut: '退出登录',
    signOutHint: '只退出这个浏览器',
    everywhere: '全部退出',
    everywhereHint: '所有浏览器、应用和设备都退出，这个浏览器也是',
    everywhereAsk: '让所有浏览器、应用和设备都退出？之后要重新登录',
    everywhereReally: '全部退出',
    deleteAccount: '删除账号',
    deleteHint: '删掉之后找不回来',
    deleteLead: '删掉之后，这些都没有了，找不回来：',
    deleteGone: [
      '所有登录：每个浏览器都会马上退出',
      '你的昵称和头像',
      '登录方式、应用授权和全部安全记录',
      '你在这里的编号。以后再登录，就是一个新账号',
    ],
    deleteStays: '网站自己另外存的内容（例如订单、帖子）不在这里，请和站长联系。',
    deleteSure: '这是最后一步。点“删除账号”就会马上删掉，不能撤回。',
    deleteReally: '删除账号',
    proofTitle: '请确认是你本人',
    proofFor: {
      delete_account: '删除账号之前，要再确认一次。已填写的内容都会保留',
      sign_out_everywhere: '全部退出之前，要再确认一次。已填写的内容都会保留',
      link_identity: '添加另一个微信之前，先用账号里已有的微信确认一次',
      remove_identity: '移除登录方式之前，要再确认一次。已填写的内容都会保留',
      end_app: '结束授权之前，要再确认一次。已填写的内容都会保留',
      add_passkey: '添加通行密钥之前，要再确认一次。已填写的内容都会保留',
      remove_passkey: '移除通行密钥之前，要再确认一次。已填写的内容都会保留',
      export: '导出资料之前，要再确认一次。已填写的内容都会保留',
    },
    resumeTitle: '已确认是你',
    resumeAsk: {
      delete_account: '继续删除账号？点“继续”就会马上删掉，不能撤回。',
      sign_out_everywhere: '继续全部退出？',
      link_identity: '继续添加另一个微信？',
      remove_identity: '继续移除那个登录方式？',
      end_app: '继续结束那个应用的授权？',
    },
    resumeGoOn: '继续',
    giveUp: '返回，不做了',
    declined: '你在微信里没有同意',
    linkTitle: '添加另一个微信',
    linkLead: '换成要添加的那个微信来扫。它会成为这个账号的登录方式',
    farewell: {
      here: { happened: '已退出登录', next: '这个浏览器不再登录着这个账号' },
      everywhere: { happened: '全部退出了', next: '每个浏览器、应用和设备都会马上退出' },
      deleted: {
        happened: '账号已删除',
        next: '所有浏览器都已退出，记录也删掉了。以后再登录，就是一个新账号',
      },
    },
    signInAgain: '重新登录',
    offline: { happened: '连不上服务器', next: '请检查网络，再试一次' },
    proofCard: {
      ...CARD_ZH,
      title: '确认是你',
      waiting: '用微信扫一扫，确认是你',
      waitingInWechat: '长按小程序码，确认是你',
      waitingOnPhone: '用微信确认是你',
      qrcodeInWechat: '长按二维码，确认是你',
    },
    linkCard: {
      ...CARD_ZH,
      title: '添加另一个微信',
      waiting: '用要添加的微信扫一扫',
      waitingInWechat: '用要添加的微信长按小程序码',
      waitingOnPhone: '用要添加的微信打开',
      qrcodeInWechat: '用要添加的微信长按二维码',
    },
  },
  en: {
    title: 'My account',
    signInFirst: 'Sign in to see and manage your account',
    slow: 'Slower than usual: still waiting for the server',
    again: 'Try again',
    working: 'Working',
    keep: 'Not now',
    me: 'Who I am',
    noName: 'No nickname yet',
    number: 'Number {id}',
    memberSince: 'First signed in on {time}',
    profile: 'Nickname and picture',
    profileLead: 'Web pages show your nickname and picture when you sign in. Both are optional',
    changePicture: 'Choose a picture',
    removePicture: 'Remove the picture',
    pictureChanged: 'Picture saved',
    pictureRemoved: 'Picture removed',
    nickname: 'Nickname',
    nicknamePlaceholder: 'Optional',
    saveNickname: 'Save nickname',
    removeNickname: 'Remove the nickname',
    nicknameSaved: 'Nickname saved',
    nicknameRemoved: 'Nickname removed',
    nicknameUnfit: { happened: 'This nickname cannot be used', next: 'Use 1 to 32 visible characters' },
    proposal: 'Use what WeChat shows of you?',
    proposalLead: 'Unless you agree, nothing changes here',
    proposalNickname: 'Nickname: {nickname}',
    proposalPicture: 'WeChat picture',
    proposalTake: 'Use what is ticked',
    proposalDecline: 'No, thanks',
    proposalTaken: 'Taken from WeChat',
    proposalDeclined: 'Nothing was changed',
    ways: 'Ways to sign in',
    waysLead: 'Each of these signs in to this account',
    providers: {
      'wechat-mini-program': 'WeChat, scanning a mini-program code',
      'wechat-official-account': 'WeChat, the official account',
      'wechat-website': 'WeChat, on its own page',
    },
    wayBetween: '; ',
    added: 'Added on {time}',
    lastUsed: 'Last used on {time}',
    lastWay: 'The last WeChat cannot be removed: it is how you get back into the account',
    removableLater: 'A way to sign in was added a short time ago. This one can be removed from {time} on',
    removeWay: 'Remove',
    removeWayAsk:
      'This WeChat could not sign in to this account any more. Browsers that are signed in stay so',
    removeWayReally: 'Remove it',
    addWay: 'Add another WeChat',
    wayAdded: 'Added. This WeChat signs in to this account from now on',
    wayKnown: 'This WeChat is in the account already',
    wayRemoved: 'Removed',
    browsers: 'Signed-in browsers',
    browsersLead: 'Sign out any that you do not know',
    noBrowsers: {
      happened: 'No browser is signed in',
      next: 'When you sign in to a web page, it appears here',
    },
    unknownBrowser: 'An unknown browser',
    thisBrowser: 'This browser',
    signedInAt: 'Signed in on {time}',
    lastSeen: 'Last used on {time}',
    endBrowser: 'Sign out',
    notMe: 'Not me',
    browserEnded: 'That browser is signed out',
    notMeDone:
      'That browser is signed out. Do not scan codes that others send you, and never confirm them. Look at the security records below too',
    apps: 'Apps and sites',
    appsLead: 'You have let them know who you are',
    noApps: {
      happened: 'No apps yet',
      next: 'When you sign in to another app or site with this account, it appears here',
    },
    appOnDevice: 'An app on a device: there is no address to check',
    appSite: 'A site that is protected here',
    allowedAt: 'You agreed on {time}',
    appDevices: 'In use on {n} device(s)',
    appOutlives: 'Its access goes on after you sign out',
    endApp: 'End access',
    endAppAsk: '{name} loses this account at once, on devices too. It asks you again the next time',
    endAppReally: 'End it',
    appEnded: 'Its access has ended',
    events: 'Security records',
    eventsLead: 'What happened around your sign-ins; kept for 90 days at most',
    noEvents: { happened: 'Nothing yet', next: 'Scanning, confirming and signing out are recorded here' },
    eventApp: 'App: {name}',
    older: 'Earlier',
    readingOlder: 'Reading',
    noOlder: 'Nothing earlier',
    unknown: 'Unknown',
    ownComputer: "The site's own computer",
    localNetwork: 'A local network',
    leaving: 'Sign out and delete',
    signOut: 'Sign out',
    signOutHint: 'This browser only',
    everywhere: 'Sign out everywhere',
    everywhereHint: 'All browsers, apps and devices, this browser too',
    everywhereAsk: 'Sign out all browsers, apps and devices? Each has to sign in again',
    everywhereReally: 'Sign out everywhere',
    deleteAccount: 'Delete my account',
    deleteHint: 'It cannot be brought back',
    deleteLead: 'This will be gone, and cannot be brought back:',
    deleteGone: [
      'All sign-ins: every browser is signed out at once',
      'Your nickname and picture',
      'Your ways to sign in, the apps you allowed, and all security records',
      'Your number here. Signing in again makes a new account',
    ],
    deleteStays:
      'What the site itself keeps elsewhere (orders or posts, say) is not here. Ask the owner of the site.',
    deleteSure: 'This is the last step. "Delete my account" does so right away and cannot be undone.',
    deleteReally: 'Delete my account',
    proofTitle: 'Confirm that it is you',
    proofFor: {
      delete_account: 'Before the account is deleted, confirm once more. Nothing you have typed is lost',
      sign_out_everywhere:
        'Before you are signed out everywhere, confirm once more. Nothing you have typed is lost',
      link_identity: 'Before another WeChat is added, confirm with one that the account has',
      remove_identity:
        'Before a way to sign in is removed, confirm once more. Nothing you have typed is lost',
      end_app: 'Before its access ends, confirm once more. Nothing you have typed is lost',
      add_passkey: 'Before a passkey is added, confirm once more. Nothing you have typed is lost',
      remove_passkey: 'Before a passkey is removed, confirm once more. Nothing you have typed is lost',
      export: 'Before your data is exported, confirm once more. Nothing you have typed is lost',
    },
    resumeTitle: 'It is you',
    resumeAsk: {
      delete_account: 'Go on and delete the account? "Go on" does so right away and cannot be undone.',
      sign_out_everywhere: 'Go on and sign out everywhere?',
      link_identity: 'Go on and add another WeChat?',
      remove_identity: 'Go on and remove that way to sign in?',
      end_app: 'Go on and end the access of that app?',
    },
    resumeGoOn: 'Go on',
    giveUp: 'Back, do nothing',
    declined: 'You did not agree in WeChat',
    linkTitle: 'Add another WeChat',
    linkLead: 'Scan with the WeChat that is to be added. It will sign in to this account',
    farewell: {
      here: { happened: 'Signed out', next: 'This browser is not signed in to the account any more' },
      everywhere: {
        happened: 'Signed out everywhere',
        next: 'Each browser, app and device will know in a moment',
      },
      deleted: {
        happened: 'Your account is deleted',
        next: 'Every browser is signed out and the records are gone. Signing in again makes a new account',
      },
    },
    signInAgain: 'Sign in again',
    offline: { happened: 'The server cannot be reached', next: 'Check your network and try again' },
    proofCard: {
      ...CARD_EN,
      title: 'Confirm that it is you',
      waiting: 'Scan with WeChat to confirm that it is you',
      waitingInWechat: 'Press and hold the code to confirm that it is you',
      waitingOnPhone: 'Confirm with WeChat that it is you',
      qrcodeInWechat: 'Press and hold the QR code to confirm that it is you',
    },
    linkCard: {
      ...CARD_EN,
      title: 'Add another WeChat',
      waiting: 'Scan with the WeChat that is to be added',
      waitingInWechat: 'Press and hold the code in the WeChat that is to be added',
      waitingOnPhone: 'Open this in the WeChat that is to be added',
      qrcodeInWechat: 'Press and hold the QR code in the WeChat that is to be added',
    },
  },
};
