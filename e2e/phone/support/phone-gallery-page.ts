import { existsSync, readdirSync } from 'node:fs';

const COLUMNS = ['zh-light', 'en-light', 'zh-dark', 'en-dark'];
const WIDTH = 150;

/** Screens by their file names, with what they show. One that is not named here is shown under its file name. */
const TITLES: Record<string, [en: string, zh: string]> = {
  front: ['before a scan', '扫码之前的首页'],
  home: ['signed-in browsers', '已登录的浏览器'],
  'home-all': ['signing all of them out', '退出全部'],
  'home-empty': ['no browser is signed in', '没有已登录的浏览器'],
  'home-failed': ['the list cannot be had', '列表读取失败'],
  'home-loading': ['the list is on its way', '正在读取列表'],
  'home-not-me': ['“That was not me”', '“不是我”'],
  confirm: ['who asks', '谁在请求'],
  'confirm-forwarded': ['from a forwarded picture', '来自转发的图片'],
  'confirm-number': ['with two digits', '要输两位数字'],
  'confirm-same-phone': ['from this phone’s own browser', '来自这部手机的浏览器'],
  'confirm-client': ['a client asks', '别的应用在请求'],
  'confirm-app': ['an app or a device asks', '应用或设备在请求'],
  'confirm-long-names': ['the longest names', '名字最长时'],
  'signed-in': ['confirmed', '已确认'],
  declined: ['declined', '已拒绝'],
  reading: ['being read', '正在读取'],
  'no-code': ['opened without a code', '没有码'],
  used: ['a code that was used', '用过的码'],
  taken: ['scanned by somebody else', '别人扫过的码'],
  expired: ['an expired code', '过期的码'],
  blocked: ['a person who is blocked', '被封禁的人'],
  busy: ['WeChat is busy', '微信正忙'],
  offline: ['no network', '没有网络'],
  'code-refused': ['WeChat refuses its login code', '登录码失效'],
  profile: ['nickname and picture', '昵称和头像'],
  'profile-privacy': ['the privacy guide comes first', '先看隐私指引'],
  'profile-declined': ['the guide was declined', '没有同意隐私指引'],
  'audit-log': ['the audit log', '记录'],
  'audit-log-empty': ['nothing in the audit log', '没有记录'],
  about: ['about and privacy', '说明与隐私'],
  'delete-account': ['deleting the account', '注销'],
  'delete-account-sure': ['deleting the account: the last question', '注销前的确认'],
  left: ['the account is gone', '已注销'],
};

/** The page that shows the pictures of a folder, by screen, in both languages; undefined while there are none. */
export function phoneGalleryPage(folder: string): string | undefined {
  const pictures = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.jpg')) : [];
  if (pictures.length === 0) return undefined;
  const screens = new Set(pictures.map((file) => file.replace(/-(zh|en)-(light|dark)\.jpg$/, '')));
  const order = Object.keys(TITLES);
  const place = (screen: string) => order.indexOf(screen.replace(/-large-text$/, ''));
  const sorted = [...screens].sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
  const sections = sorted.map((screen) => {
    const cells = COLUMNS.map((column) => `${screen}-${column}.jpg`).map((file) =>
      pictures.includes(file)
        ? `<img src="${file}" width="${WIDTH}" alt="${file.replace(/\.jpg$/, '')}">`
        : '',
    );
    return `## ${titleOf(screen)}\n\n| 中文 | English | 中文，深色 | English, dark |\n| - | - | - | - |\n| ${cells.join(' | ')} |`;
  });
  const opening =
    '# Every screen of the phone · 手机的每个界面\n\nTaken from the compiled mini program. 图片截自编译好的小程序。';
  return `${[opening, ...sections].join('\n\n')}\n`;
}

function titleOf(screen: string): string {
  const [en, zh] = TITLES[screen.replace(/-large-text$/, '')] ?? [screen, screen];
  return screen.endsWith('-large-text') ? `${zh}，大字 · ${en}, large text` : `${zh} · ${en}`;
}
