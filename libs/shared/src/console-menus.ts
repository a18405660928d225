/**
 * Where things are in WeChat's console (微信公众平台, mp.weixin.qq.com), by the names of its own menus. They are Chinese for
 * everybody: the console has no other language for them. All messages for owners take the names from here,
 * and a test compares the pages and the pictures with them (e2e/docs/console-menus.spec.ts).
 */
export const CONSOLE_MENUS = {
  /** AppID and AppSecret. */
  credentials: '开发管理 → 开发设置',
  /** The addresses of servers that may ask WeChat with the AppSecret. */
  ipList: '开发管理 → 开发设置 → IP白名单',
  /** The hosts that the program may call. */
  requestDomain: '开发管理 → 开发设置 → 服务器域名 → request 合法域名',
  /** The key that uploads the program from the command line, and the list of addresses that may. */
  uploadKey: '开发管理 → 开发设置 → 小程序代码上传',
  /** The addresses that may upload. */
  uploadList: '开发管理 → 开发设置 → 小程序代码上传 → IP白名单',
  /** Uploaded versions: which one is the trial version, and sending one to review. */
  versions: '版本管理',
  /** Who may open the trial version. */
  members: '成员管理',
  /** The text that people are shown about their data. */
  privacyGuide: '设置 → 服务内容声明 → 用户隐私保护指引',
  /** What kind of program it is. */
  category: '设置 → 基本设置 → 服务类目',
  /** The oldest WeChat that may open it. */
  baseLibrary: '设置 → 基本设置 → 基础库最低版本设置',
} as const;

/** The same in the console of an official account, which is at the same address and has other menus. */
export const ACCOUNT_MENUS = {
  /** AppID and AppSecret. */
  credentials: '设置与开发 → 基本配置',
  /** The addresses of servers that may ask WeChat with the AppSecret. */
  ipList: '设置与开发 → 基本配置 → IP白名单',
  /** Address, token and key of the event push. */
  push: '设置与开发 → 基本配置 → 服务器配置',
  /** The host that people come back to from a sign-in inside WeChat. */
  webDomain: '设置与开发 → 公众号设置 → 功能设置 → 网页授权域名',
} as const;

/** Other names of the console's, which are no menus. */
export const CONSOLE_NAMES = {
  /** What the list of versions calls the one that testers open. */
  trialVersion: '体验版',
  /** Those who may open it. */
  tester: '体验成员',
  /** In the menu of a trial version on the phone: while it is on, hosts are not checked. */
  debugging: '开发调试',
} as const;

/** Names in the consoles of official accounts and website apps, which are no menus. */
export const CHANNEL_NAMES = {
  /** Of the event push: messages are encrypted. */
  safeMode: '安全模式',
  /** Of a website app at open.weixin.qq.com: the host that people come back to. */
  callbackDomain: '授权回调域',
} as const;

/** What stands on the page of the test account. */
export const TEST_ACCOUNT_NAMES = {
  /** Address and token of the event push. */
  push: '接口配置信息',
  /** Under 体验接口权限表: the host that people come back to from a sign-in inside WeChat. */
  webDomain: '网页授权获取用户基本信息',
} as const;
