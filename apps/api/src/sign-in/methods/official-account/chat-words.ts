import type { Language, LoginRequestDetails, PurposeKind, StepUpAction } from '@maqiao/shared';
import { PHONE_WORDS } from '@maqiao/shared/words/phone';

// What people read in the chat with the account. WeChat does not say which language they read, so every answer has both.

/** A text may have 2,048 bytes (WeChat: passive reply); a longer one would not be shown at all. */
const MOST_BYTES = 2_000;

const inBoth = (zh: string, en: string): string => `${zh}\n\n${en}`;

export const CHAT_WORDS = {
  mismatch: inBoth(
    '数字不对，这次请求已取消。要再试，请在网页上换一个新的码；如果不是你本人在操作，不用理会。',
    'That was another number, so this request has ended. To try again, get a new code on the page. If it was not you, there is nothing to do.',
  ),
  identityTaken: inBoth(
    '你的微信已经属于另一个账号，没有添加。如果两个账号都是你的，请联系网站合并。',
    'Your WeChat belongs to another account, so it was not added. If both are yours, ask the site to merge them.',
  ),
  notSamePerson: inBoth(
    '你的微信不属于网页上的那个账号，不能确认。请用那个账号自己的微信。',
    'Your WeChat is not one of the account on that page, so it cannot confirm this. Use one of that account.',
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

interface Ending {
  confirmed: string;
  refused: string;
}

/** The end of a question, by what was asked. A refused step-up ends the session that asked: it is a stranger's. */
export const ENDINGS: Readonly<Record<PurposeKind | 'sign-in', Ending>> = {
  'sign-in': {
    confirmed: inBoth('已登录。请回到浏览器继续。', 'You are signed in. Go on in the browser.'),
    refused: inBoth('已拒绝，浏览器不会登录。', 'Refused: the browser is not signed in.'),
  },
  link: {
    confirmed: inBoth(
      '已添加。以后可以用这个微信登录那个账号。',
      'Added. You can sign in to that account with this WeChat from now on.',
    ),
    refused: inBoth('已拒绝，没有添加到任何账号。', 'Refused: your WeChat was added nowhere.'),
  },
  'step-up': {
    confirmed: inBoth('已确认。请回到浏览器继续。', 'Confirmed. Go on in the browser.'),
    refused: inBoth('已拒绝，那个浏览器已经退出登录。', 'Refused: that browser has been signed out.'),
  },
};

/** Who asks: what the person reads before they decide, and how they answer. */
export function questionOf(request: LoginRequestDetails): string {
  const { client, siteName, siteUrl, region, ip, knownBrowser } = request;
  const place = [region, ip].filter((part) => part !== null);
  const system = [request.browser, request.os].filter((name) => name !== 'unknown').join(' · ');
  const host = new URL(siteUrl).host;
  const time = timeOf(request.createdAt);
  const asks = asksOf(request);
  const zh = [
    asks.zh,
    ...(client ? [`应用：${client.name}（${client.host ?? '设备或本机程序，无法核实'}）`] : []),
    `网页：${siteName}（${host}）`,
    `浏览器：${system || '未知'}`,
    `地点：${place.join('，') || '未知'}`,
    `时间：${time}（北京时间）`,
    ...(knownBrowser === false ? ['你没有用这个浏览器登录过。'] : []),
    '',
    ...asks.told.zh,
    '是你本人：请回复浏览器上显示的两位数字。',
    '不是你：请回复 0。不要把数字告诉别人，也不要输入别人发给你的数字。',
  ];
  const en = [
    asks.en,
    ...(client ? [`App: ${client.name} (${client.host ?? 'a device or local program, not verified'})`] : []),
    `Page: ${siteName} (${host})`,
    `Browser: ${system || 'unknown'}`,
    `Place: ${place.join(', ') || 'unknown'}`,
    `Time: ${time} (Beijing)`,
    ...(knownBrowser === false ? ['You have not signed in with this browser before.'] : []),
    '',
    ...asks.told.en,
    'If it is you, reply with the two digits that the browser shows. If not, reply 0. Never type digits that somebody sent you.',
  ];
  return fitting(withoutMarkup(zh.join('\n')), withoutMarkup(en.join('\n')));
}

/** The first line, and what the person has to know before they answer. */
function asksOf({
  purpose,
  action,
  account,
}: LoginRequestDetails): Record<Language, string> & { told: Record<Language, string[]> } {
  const nickname = account?.nickname ?? null;
  if (purpose === 'link')
    return {
      zh: `有人请求把你的微信添加到${nickname === null ? '网页上已登录的' : `“${nickname}”的`}账号：`,
      en: `Somebody asks to add your WeChat to the account ${nickname === null ? 'that is signed in on their page' : `of ${nickname}`}:`,
      told: {
        zh: ['添加后，用这个微信登录，就是登录那个账号。如果那不是你的账号，请拒绝。'],
        en: ['Signing in with this WeChat will sign in to that account. If it is not yours, refuse.'],
      },
    };
  if (purpose === 'step-up')
    return {
      zh: `有人请你本人确认账号${nickname === null ? '' : `“${nickname}”`}的操作：${actionIn('zh', action)}`,
      en: `Somebody asks you to confirm, for ${nickname === null ? 'your account' : `the account of ${nickname}`}: ${actionIn('en', action)}`,
      told: {
        zh: ['确认后五分钟内，那个浏览器可以更改这个账号。'],
        en: ['For five minutes after it, that browser can change the account.'],
      },
    };
  return {
    zh: '有人请求用你的微信登录：',
    en: 'Somebody asks to sign in with your WeChat:',
    told: { zh: [], en: [] },
  };
}

const actionIn = (language: Language, action: StepUpAction | undefined): string =>
  action === undefined ? '' : PHONE_WORDS[language][`action.${action}`];

/** What a scene is for, in the message that leads to the confirm page. */
const LINK_ASKS: Record<PurposeKind | 'sign-in', Record<Language, string>> = {
  'sign-in': { zh: '请求用你的微信登录。', en: 'asks to sign in with your WeChat.' },
  link: { zh: '请求把你的微信添加到一个账号。', en: 'asks to add your WeChat to an account.' },
  'step-up': {
    zh: '请你本人确认一次账号操作。',
    en: 'asks you to confirm a change of your account.',
  },
};

/** Who asks, and the link to the confirm page, which says the rest. */
export function linkTo(request: LoginRequestDetails, address: string): string {
  const { client, siteName, siteUrl, purpose } = request;
  const host = new URL(siteUrl).host;
  const zhWho = client
    ? `${client.name}（${client.host ?? '设备或本机程序，无法核实'}）`
    : `${siteName}（${host}）`;
  const enWho = client
    ? `${client.name} (${client.host ?? 'a device or local program, not verified'})`
    : `${siteName} (${host})`;
  const { zh: zhAsks, en: enAsks } = LINK_ASKS[purpose ?? 'sign-in'];
  return inBoth(
    `${withoutMarkup(zhWho)}${zhAsks}\n<a href="${address}">点这里看清是谁，再决定</a>`,
    `${withoutMarkup(enWho)} ${enAsks}\n<a href="${address}">See who it is, and decide</a>`,
  );
}

/** For somebody who answers in the chat what the page asks. */
export function reminderOf(address: string): string {
  return inBoth(
    `请不要在对话里回复数字。<a href="${address}">点这里看清是谁，再决定</a>`,
    `Please do not reply with digits here. <a href="${address}">See who it is, and decide</a>`,
  );
}

/** WeChat draws `<a href>` in a text as a link. */
function withoutMarkup(text: string): string {
  return text.replaceAll('<', '＜').replaceAll('>', '＞');
}

function fitting(zh: string, en: string): string {
  const both = inBoth(zh, en);
  // Names that are very long: Chinese alone says all that is needed.
  return Buffer.byteLength(both) <= MOST_BYTES ? both : zh;
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
