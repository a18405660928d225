import type { LoginRequestDetails } from '@maqiao/shared';

// What people read in the chat with the account. WeChat does not say which language they read, so every answer has both.

/** A text may have 2,048 bytes (WeChat: passive reply); a longer one would not be shown at all. */
const MOST_BYTES = 2_000;

const inBoth = (zh: string, en: string): string => `${zh}\n\n${en}`;

export const CHAT_WORDS = {
  confirmed: inBoth('已登录。请回到浏览器继续。', 'You are signed in. Go on in the browser.'),
  refused: inBoth('已拒绝，浏览器不会登录。', 'Refused: the browser is not signed in.'),
  mismatch: inBoth(
    '数字不对，这次登录已取消。要登录，请在网页上换一个新的码再试；如果不是你本人在操作，不用理会。',
    'That was another number, so this sign-in has ended. To sign in, get a new code on the page. If it was not you, there is nothing to do.',
  ),
  wantsTwoDigits: inBoth(
    '请回复浏览器上显示的两位数字；不是你本人操作，请回复 0。',
    'Reply with the two digits that the browser shows, or with 0 if it was not you.',
  ),
  ended: inBoth('这个码已失效，请在网页上换一个新的。', 'This code has ended. Get a new one on the page.'),
  taken: inBoth(
    '这个码已被别人扫过，请在网页上换一个新的。',
    'Somebody else has scanned this code. Get a new one on the page.',
  ),
  /** The same for digits that are wrong, spent or not looked at: it tells a guesser nothing. */
  wrongDigits: inBoth(
    '没有找到这六位数字。请核对网页上的数字；如果已过期，请换一个新的。',
    'These six digits were not found. Compare them with the page; if they have expired, get new ones.',
  ),
  blocked: inBoth('你不能登录这里，请联系网站。', 'You cannot sign in here. Please contact the site.'),
  tooOften: inBoth('操作太频繁，请过一分钟再试。', 'Too many tries. Please try again in a minute.'),
  tryAgain: inBoth('暂时没能完成，请再试一次。', 'This could not be done just now. Please try again.'),
} as const;

/** Who asks: what the person reads before they decide, and how they answer. */
export function questionOf(request: LoginRequestDetails): string {
  const { client, siteName, siteUrl, region, ip, knownBrowser } = request;
  const place = [region, ip].filter((part) => part !== null);
  const system = [request.browser, request.os].filter((name) => name !== 'unknown').join(' · ');
  const host = new URL(siteUrl).host;
  const time = timeOf(request.createdAt);
  const zh = [
    '有人请求用你的微信登录：',
    ...(client ? [`应用：${client.name}（${client.host ?? '设备或本机程序，无法核实'}）`] : []),
    `网页：${siteName}（${host}）`,
    `浏览器：${system || '未知'}`,
    `地点：${place.join('，') || '未知'}`,
    `时间：${time}（北京时间）`,
    ...(knownBrowser === false ? ['你没有用这个浏览器登录过。'] : []),
    '',
    '是你本人：请回复浏览器上显示的两位数字。',
    '不是你：请回复 0。不要把数字告诉别人，也不要输入别人发给你的数字。',
  ];
  const en = [
    'Somebody asks to sign in with your WeChat:',
    ...(client ? [`App: ${client.name} (${client.host ?? 'a device or local program, not verified'})`] : []),
    `Page: ${siteName} (${host})`,
    `Browser: ${system || 'unknown'}`,
    `Place: ${place.join(', ') || 'unknown'}`,
    `Time: ${time} (Beijing)`,
    ...(knownBrowser === false ? ['You have not signed in with this browser before.'] : []),
    '',
    'If it is you, reply with the two digits that the browser shows. If not, reply 0. Never type digits that somebody sent you.',
  ];
  return fitting(withoutMarkup(inBoth(zh.join('\n'), en.join('\n'))));
}

/** WeChat draws `<a href>` in a text as a link. */
function withoutMarkup(text: string): string {
  return text.replaceAll('<', '＜').replaceAll('>', '＞');
}

function fitting(text: string): string {
  if (Buffer.byteLength(text) <= MOST_BYTES) return text;
  // Names that are very long: Chinese alone says all that is needed.
  const [zh = ''] = text.split('\n\nSomebody asks');
  return zh;
}

const BEIJING = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
});

/** `2026-11-29 22:41` */
function timeOf(iso: string): string {
  return BEIJING.format(new Date(iso));
}
