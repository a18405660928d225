import type { Language } from '@maqiao/shared';
import { setNickname } from '../../support/set-nickname.ts';
import { prepareVisit, type Visit, type VisitOptions } from '../../page/support/hosted-page.ts';
import { ELSEWHERE, expireInteractions, startClientSite, type ClientSite } from './client-site.ts';
import { phase, scan, scanAndRefuse, signInHere, step } from './person.ts';

/** A state of the page where a client is answered, and how people get there. */
export interface InteractionStateShown {
  /** As in the names of pictures. */
  name: string;
  /** What has happened, in a sentence. */
  happens: string;
  headline: Record<Language, string>;
  /** What is said of what the client gets, where somebody decides about it. */
  told?: Record<Language, string[]>;
  /** Brings a page that was not opened yet into the state. */
  reach(visit: Visit, shop: ClientSite): Promise<unknown>;
}

/** Starts what the state needs, and brings a page there. */
export async function visitInteraction(
  state: InteractionStateShown,
  browser: NonNullable<VisitOptions['browser']> = {},
): Promise<Visit> {
  const visit = await prepareVisit({ browser });
  await state.reach(visit, await startClientSite(visit.stack));
  return visit;
}

/** The client has a host of its own, which is shown. */
const come = ({ page }: Visit, shop: ClientSite, parameters: Record<string, string> = {}) =>
  page.goto(shop.signInUrl({ redirect_uri: ELSEWHERE, ...parameters }));

async function waiting(visit: Visit, shop: ClientSite, parameters?: Record<string, string>): Promise<void> {
  await come(visit, shop, parameters);
  await phase(visit.page, 'waiting');
}

async function asking(
  visit: Visit,
  shop: ClientSite,
  nickname?: string,
  parameters?: Record<string, string>,
): Promise<void> {
  if (nickname !== undefined) await setNickname(visit.stack, nickname);
  await signInHere(visit.stack, visit.context);
  await come(visit, shop, parameters);
  await step(visit.page, 'asking');
}

/** Calls of this path get no answer of the server's. */
const answerWith = (visit: Visit, path: string, status: number | null) =>
  visit.context.route(
    (url) => url.pathname.startsWith(path),
    (route) =>
      status === null ? route.abort('internetdisconnected') : route.fulfill({ status, body: '<h1>' }),
  );

/** A request for everything that there is, also when the person is signed out. */
const EVERYTHING = { scope: 'openid profile wechat email offline_access', prompt: 'consent' };
const TOLD_PROFILE = {
  zh: ['它会知道：你在本站的编号、昵称和头像'],
  en: ['It is told: your number here, your nickname and picture'],
};
const TOLD_EVERYTHING = {
  zh: [
    '它会知道：你在本站的编号、昵称和头像、微信编号、一个收不到信的占位邮箱',
    '你在这里退出后，它还能继续使用，直到你在手机上“全部退出”',
  ],
  en: [
    'It is told: your number here, your nickname and picture, your WeChat ids, a placeholder email address',
    'Its access goes on after you sign out here, until you sign out everywhere on your phone',
  ],
};

const SIGN_IN = { zh: '登录 海边杂货', en: 'Sign in to 海边杂货' };

/** Every state that the page can be in, in the order in which people meet them. */
export const INTERACTION_STATES: InteractionStateShown[] = [
  {
    name: 'interaction-loading',
    happens: 'Who asks is being asked.',
    headline: { zh: '正在读取登录请求', en: 'Reading the request' },
    async reach(visit, shop) {
      await visit.context.route(
        (url) => url.pathname === '/api/sign-in-options',
        () => undefined,
      );
      await come(visit, shop);
      await step(visit.page, 'loading');
    },
  },
  {
    name: 'interaction-waiting',
    happens: 'Nobody is signed in here: a code.',
    headline: SIGN_IN,
    told: TOLD_PROFILE,
    reach: waiting,
  },
  {
    name: 'interaction-waiting-everything',
    happens: 'The client wants all that it can get.',
    headline: SIGN_IN,
    told: TOLD_EVERYTHING,
    reach: (visit, shop) => waiting(visit, shop, EVERYTHING),
  },
  {
    name: 'interaction-waiting-id',
    happens: 'The client wants to know nothing but who comes again.',
    headline: SIGN_IN,
    told: { zh: ['它会知道：你在本站的编号'], en: ['It is told: your number here'] },
    reach: (visit, shop) => waiting(visit, shop, { scope: 'openid' }),
  },
  {
    name: 'interaction-waiting-device',
    happens: 'The client is a program on this device, or another device.',
    headline: SIGN_IN,
    async reach({ page }, shop) {
      await page.goto(shop.signInUrl());
      await phase(page, 'waiting');
    },
  },
  {
    name: 'interaction-scanned',
    happens: 'A phone has scanned it.',
    headline: SIGN_IN,
    async reach(visit, shop) {
      await setNickname(visit.stack, '小桥');
      await waiting(visit, shop);
      await scan(visit.stack, visit.page);
      await phase(visit.page, 'scanned');
    },
  },
  {
    name: 'interaction-confirmed',
    happens: 'Confirmed on the phone; the browser goes back to the client.',
    headline: SIGN_IN,
    async reach(visit, shop) {
      await waiting(visit, shop);
      const program = await scan(visit.stack, visit.page);
      await visit.context.route(
        (url) => url.pathname === '/api/session',
        () => undefined,
      );
      program.tap('#confirm');
      await phase(visit.page, 'confirmed');
    },
  },
  {
    name: 'interaction-refused',
    happens: 'Declined on the phone.',
    headline: SIGN_IN,
    async reach(visit, shop) {
      await waiting(visit, shop);
      await scanAndRefuse(visit.stack, visit.page);
      await phase(visit.page, 'refused');
    },
  },
  {
    name: 'interaction-asking',
    happens: 'Somebody is signed in here.',
    headline: { zh: '以 小桥 的身份登录 海边杂货？', en: 'Continue to 海边杂货 as 小桥?' },
    told: TOLD_PROFILE,
    reach: (visit, shop) => asking(visit, shop, '小桥'),
  },
  {
    name: 'interaction-asking-everything',
    happens: 'Somebody is signed in here, and the client wants all that it can get.',
    headline: { zh: '以 小桥 的身份登录 海边杂货？', en: 'Continue to 海边杂货 as 小桥?' },
    told: TOLD_EVERYTHING,
    reach: (visit, shop) => asking(visit, shop, '小桥', EVERYTHING),
  },
  {
    name: 'interaction-asking-unnamed',
    happens: 'Somebody without a nickname is signed in here.',
    headline: { zh: '用当前账号登录 海边杂货？', en: 'Continue to 海边杂货 with this account?' },
    reach: (visit, shop) => asking(visit, shop),
  },
  {
    name: 'interaction-asking-failed',
    happens: 'They have pressed, and the server could not be reached.',
    headline: { zh: '以 小桥 的身份登录 海边杂货？', en: 'Continue to 海边杂货 as 小桥?' },
    async reach(visit, shop) {
      await asking(visit, shop, '小桥');
      await answerWith(visit, '/api/interactions/', null);
      await visit.page.click('.button-primary');
      await visit.page.waitForSelector('.caution');
    },
  },
  {
    name: 'interaction-another-account',
    happens: 'They would rather be somebody else.',
    headline: SIGN_IN,
    async reach(visit, shop) {
      await asking(visit, shop, '小桥');
      await visit.page.click('.choices .button-quiet');
      await phase(visit.page, 'waiting');
    },
  },
  {
    name: 'interaction-proof-wanted',
    happens: 'Signed out meanwhile, or the client wants a fresh proof.',
    headline: SIGN_IN,
    async reach(visit, shop) {
      await asking(visit, shop, '小桥');
      await visit.context.route(
        (url) => url.pathname.endsWith('/continue'),
        (route) => route.fulfill({ status: 401, json: { code: 'fresh_sign_in_needed' } }),
      );
      await visit.page.click('.button-primary');
      await phase(visit.page, 'waiting');
    },
  },
  {
    name: 'interaction-expired',
    happens: 'Too late, or answered already, or the client was removed.',
    headline: { zh: '这次登录已经过期', en: 'This sign-in has expired' },
    async reach(visit, shop) {
      await waiting(visit, shop);
      expireInteractions(visit.stack);
      await visit.page.reload();
      await step(visit.page, 'over');
    },
  },
  {
    name: 'interaction-elsewhere',
    happens: 'Begun in another browser.',
    headline: { zh: '这次登录是在另一个浏览器里开始的', en: 'This sign-in was begun in another browser' },
    async reach(visit, shop) {
      await waiting(visit, shop);
      const address = visit.page.url();
      await visit.context.clearCookies();
      await visit.page.evaluate(() => sessionStorage.clear());
      await visit.page.goto(address);
      await step(visit.page, 'over');
    },
  },
  {
    name: 'interaction-blocked',
    happens: 'A firewall in front of the server refuses the call.',
    headline: {
      zh: '请求被网站前面的防火墙拦截了',
      en: 'A firewall in front of this site refused the request',
    },
    async reach(visit, shop) {
      await answerWith(visit, '/api/sign-in-options', 403);
      await come(visit, shop);
      await step(visit.page, 'over');
    },
  },
  {
    name: 'interaction-offline',
    happens: 'The server cannot be reached.',
    headline: {
      zh: '网络断开了，连上后会自动继续',
      en: 'Offline. This continues by itself when you are back',
    },
    async reach(visit, shop) {
      await answerWith(visit, '/api/sign-in-options', null);
      await come(visit, shop);
      await step(visit.page, 'offline');
    },
  },
];
