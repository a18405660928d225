import { PHONE_WORDS } from '@maqiao/shared/words/phone';
import type { Copy } from './copy.ts';
import { decisionCopy } from './decision-copy.ts';
import { personZh } from './person-zh.ts';

/** Chinese: written first, for Chinese readers. */
export const zh: Copy = {
  ...decisionCopy(PHONE_WORDS.zh),
  ...personZh,

  aboutTitle: '说明与隐私',
  day: ({ day, otherYear, year, month, date }) => {
    if (day !== 'date') return day === 'today' ? '今天' : '昨天';
    return `${otherYear ? `${year}年` : ''}${month}月${date}日`;
  },

  otherCode: '这不是网页上的登录码',
  noVisit: {
    no_code: { happened: '还没有扫码', next: '请用微信扫一扫网页上的小程序码' },
    unreadable_code: { happened: '这个码不完整', next: '请在电脑上换一个码，再扫一次' },
    not_scanned: { happened: '请扫码打开', next: '登录要从扫描网页上的小程序码开始，转发的链接不行' },
  },
  phoneFailures: {
    offline: { happened: '手机没有连上网络', next: '连上之后再试一次' },
    timed_out: { happened: '等了很久没有响应', next: '请再试一次' },
    interrupted: { happened: '离开的时候请求中断了', next: '请再试一次' },
    host_not_allowed: {
      happened: '这个小程序还不能访问网站的服务器',
      next: '请告诉站长：要在公众平台登记服务器域名',
    },
    unreachable: { happened: '连不上网站的服务器', next: '请检查网络，再试一次' },
    login_code_missing: { happened: '微信没有给出登录码', next: '请检查网络，再试一次' },
  },
  failureHere: {
    invalid_request: '请在电脑上换一个码，再扫一次；如果一直这样，请联系站长',
    invalid_token: '请再试一次',
  },

  seal: '码桥',
  homeLead: '扫码，看清，再确认',
  homeWhat: (site) => `登录“${site}”的网页时，用微信扫一下屏幕上的码，不用记密码。`,
  steps: [
    { title: '扫码', text: '网页上出现小程序码，用微信扫一扫' },
    { title: '看清', text: '这里会写明是哪个网站、什么浏览器、在哪里' },
    { title: '确认', text: '是你自己打开的网页才确认，别的一律拒绝' },
  ],
  stepsTitle: '怎么登录',
  scan: '扫网页上的码',
  scanHint: '也可以直接用微信的“扫一扫”',
  scanOutside: '网页上出现码时，打开微信的“扫一扫”',
  careTitle: '小心这几种情况',
  care: [
    '别人发来的码，不要扫。扫了并确认，登录的是别人的屏幕',
    '看一眼网址。名字可以像，网址不会一样',
    '拒绝没有任何后果，拿不准就拒绝',
  ],
  storesTitle: '存了什么',
  storesPhone: '手机里：只记着有没有登录过。关掉小程序，登录凭证就没了。',
  storesSite: (site, profile) =>
    `“${site}”那边：你在这个小程序里的编号、登录过的浏览器${profile ? '、安全记录，还有你自己填的昵称头像' : '和安全记录'}。没有手机号。`,
  about: '说明与隐私',

  aboutWho: '谁在运营',
  aboutWhoText: (site, host) => `这个小程序由“${site}”的站长运营，只和 ${host} 通信。`,
  aboutSent: '发出什么',
  aboutSentText: (profile) =>
    `扫码时：微信给的一次性登录码、你扫的码、打开方式（扫码、长按或相册）。确认或拒绝时：你的决定。${
      profile
        ? '看自己的登录、改资料、删账号时：你点的那件事，和你自己填的昵称、选的头像。'
        : '看自己的登录、删账号时：你点的那件事。'
    }`,
  aboutKept: '网站保存什么',
  aboutKeptText: (profile) => [
    '你在这个小程序里的编号（openid）。换一个小程序就是另一个编号',
    '登录过的浏览器：名称、系统、时间和网络地址，用来让你认出自己的登录；地址最多留 90 天',
    '你用哪些浏览器登录过，下次扫码时好告诉你；180 天不用就忘掉',
    '安全记录：扫码、确认、退出等，最多留 90 天，只有你看得到',
    '你同意过让哪些应用知道你是谁',
    ...(profile ? ['你自己填的昵称和选的头像，随时可以去掉'] : []),
  ],
  aboutNever: '不读取什么',
  aboutNeverText: (profile) =>
    `${
      profile
        ? '不读取手机号、通讯录和位置。微信昵称和头像，只有你自己在“我的资料”里选了才会用到。'
        : '不读取手机号、通讯录、位置，也不读取微信昵称和头像。'
    }相机只在你点“扫网页上的码”时由微信打开。`,
  aboutLeave: '怎么退出',
  aboutLeaveText:
    '在首页点“查看我的登录”，可以让任何一个浏览器退出，也可以全部退出、删除账号。网页上也有“退出登录”。刚确认就发现不对，可以马上在结果页撤回。',
  privacyContract: '查看隐私保护指引',
};
