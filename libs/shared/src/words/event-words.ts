import type { SecurityEvent, SecurityEventKind } from '../audit-types.ts';
import type { Language } from '../error-words.ts';
import type { StepUpAction } from '../purposes.ts';
import { PHONE_WORDS } from './phone-words.ts';

/** What happened, for the person it happened to. */
export interface EventWords {
  happened: string;
  /** Whether it may have been somebody else: then the text gives advice. */
  advice?: string;
}

type Words = (event: Pick<SecurityEvent, 'by' | 'reason' | 'action'>) => EventWords;

const ZH: Record<SecurityEventKind, Words> = {
  scanned: () => ({ happened: '扫了登录码' }),
  confirmed: () => ({ happened: '确认了登录' }),
  rejected: ({ reason }) => ({ happened: reason === 'not_me' ? '你说“不是我”，已拒绝登录' : '拒绝了登录' }),
  taken: ({ by }) =>
    by === 'you'
      ? { happened: '扫了一个别人已经扫过的码', advice: '没有登录' }
      : { happened: '有人也扫了你扫过的码', advice: '对方没能登录。可能有人看到了你的屏幕' },
  number_mismatch: () => ({ happened: '数字不对，登录已取消', advice: '如果码是别人发来的，以后不要再扫' }),
  signed_in: () => ({ happened: '浏览器已登录' }),
  signed_out: ({ by, reason }) => {
    if (reason === 'not_me') return { happened: '你说“不是我”，已让浏览器退出' };
    if (by === 'all') return { happened: '全部退出' };
    if (by === 'page') return { happened: '在账号页上让浏览器退出' };
    return { happened: by === 'phone' ? '在手机上让浏览器退出' : '在浏览器里退出' };
  },
  refresh_reused: () => ({
    happened: '旧的登录凭证又被使用，已退出登录',
    advice: '凭证可能被人复制了，请在自己的电脑上重新登录',
  }),
  identity_conflict: () => ({
    happened: '微信把另一个账号也认作你，这里没有合并',
    advice: '如果不知道是怎么回事，请联系网站的管理员',
  }),
  client_allowed: () => ({ happened: '在网页上同意了一个应用知道你是谁' }),
  identity_linked: () => ({
    happened: '账号里添加了一个微信',
    advice: '如果不是你添加的，请在网站的账号页移除它',
  }),
  identity_removed: () => ({
    happened: '账号里移除了一个微信',
    advice: '如果不是你移除的，请马上联系网站的管理员',
  }),
  stepped_up: ({ action }) => ({
    happened: `确认了本人操作${doneFor(action, 'zh', '：')}`,
    advice: '如果不是你确认的，请让那个浏览器退出登录',
  }),
  app_ended: () => ({ happened: '结束了一个应用的授权' }),
  merged: () => ({
    happened: '网站把你的另一个账号和这个账号合并了',
    advice: '如果那个账号不是你的，请联系网站的管理员',
  }),
  unmerged: () => ({ happened: '网站撤销了账号的合并' }),
};

const EN: Record<SecurityEventKind, Words> = {
  scanned: () => ({ happened: 'You scanned a sign-in code' }),
  confirmed: () => ({ happened: 'You confirmed a sign-in' }),
  rejected: ({ reason }) => ({
    happened: reason === 'not_me' ? 'You said "not me" and declined a sign-in' : 'You declined a sign-in',
  }),
  taken: ({ by }) =>
    by === 'you'
      ? { happened: 'You scanned a code that someone else had scanned', advice: 'Nobody was signed in by it' }
      : {
          happened: 'Someone else scanned a code that you had scanned',
          advice: 'They could not sign in. Someone may have seen your screen',
        },
  number_mismatch: () => ({
    happened: 'The number was wrong; the sign-in was cancelled',
    advice: 'If somebody sent you the code, do not scan such codes',
  }),
  signed_in: () => ({ happened: 'A browser was signed in' }),
  signed_out: ({ by, reason }) => {
    if (reason === 'not_me') return { happened: 'You said "not me"; it was signed out' };
    if (by === 'all') return { happened: 'Signed out everywhere' };
    if (by === 'page') return { happened: 'Signed out from the account page' };
    return { happened: by === 'phone' ? 'Signed out from the phone' : 'Signed out in the browser' };
  },
  refresh_reused: () => ({
    happened: 'An old sign-in came back and was ended',
    advice: 'It may have been copied. Signing in again on your own computer is enough',
  }),
  identity_conflict: () => ({
    happened: 'WeChat named another account as you; the two were kept apart',
    advice: 'If you cannot explain it, ask whoever runs the site',
  }),
  client_allowed: () => ({ happened: 'You let an app know who you are, on the page' }),
  identity_linked: () => ({
    happened: 'A WeChat was added to your account',
    advice: 'If it was not you, remove it on the account page of the site',
  }),
  identity_removed: () => ({
    happened: 'A WeChat was removed from your account',
    advice: 'If it was not you, tell whoever runs the site at once',
  }),
  stepped_up: ({ action }) => ({
    happened: `You confirmed that it is you${doneFor(action, 'en', ': ')}`,
    advice: 'If it was not you, sign that browser out',
  }),
  app_ended: () => ({ happened: 'You ended the access of an app' }),
  merged: () => ({
    happened: 'The site merged another account of yours with this one',
    advice: 'If that account is not yours, tell whoever runs the site',
  }),
  unmerged: () => ({ happened: 'The site undid the merge of two accounts' }),
};

const OTHER: Record<Language, EventWords> = {
  zh: { happened: '其他安全事件' },
  en: { happened: 'Another security event' },
};

/** What was to be done; nothing for an action of a newer server. */
function doneFor(action: StepUpAction | undefined, language: Language, before: string): string {
  const words: Partial<Record<string, string>> = { ...PHONE_WORDS[language] };
  const found = action === undefined ? undefined : words[`action.${action}`];
  return found === undefined ? '' : before + found;
}

/** Words, never codes; a kind of a newer server is shown as "other". */
export function eventWords(
  event: Pick<SecurityEvent, 'kind' | 'by' | 'reason' | 'action'>,
  language: Language,
): EventWords {
  const words: Partial<Record<string, Words>> = language === 'zh' ? ZH : EN;
  const known = Object.prototype.hasOwnProperty.call(words, event.kind) ? words[event.kind] : undefined;
  return known ? known(event) : OTHER[language];
}

/** Of a sign-in the method says enough; these are about an identity, of which a person may have several of a kind. */
export function isAboutIdentity(kind: SecurityEvent['kind']): boolean {
  return kind === 'identity_linked' || kind === 'identity_removed' || kind === 'identity_conflict';
}
