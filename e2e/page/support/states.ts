import type { LoginState } from '@maqiao/browser';
import type { Language } from '@maqiao/shared';
import { openContext } from '../../support/chromium.ts';
import { endSessionsFromPhone } from '../../support/phone-calls.ts';
import { scan } from '../../support/scan.ts';
import { setNickname } from '../../support/set-nickname.ts';
import { openPage, phase, prepareVisit, signIn, type Visit, type VisitOptions } from './hosted-page.ts';

/** A state of the page, and how people get there. */
export interface PageState {
  /** As in the names of pictures. */
  name: string;
  /** What has happened, in a sentence. */
  happens: string;
  phase: LoginState['phase'];
  /** Its headline at a desk. */
  headline: Record<Language, string>;
  environment?: Record<string, string>;
  demo?: boolean;
  /** Brings a page that was not opened yet into the state. */
  reach(visit: Visit): Promise<unknown>;
}

/** Starts what the state needs, and brings a page there. */
export async function visitState(
  state: PageState,
  browser: NonNullable<VisitOptions['browser']> = {},
): Promise<Visit> {
  const visit = await prepareVisit({ ...state, browser });
  await state.reach(visit);
  await phase(visit.page, state.phase);
  return visit;
}

/** Calls of this kind get no answer from now on. */
const hold = (visit: Visit, path: string) =>
  visit.context.route(
    (url) => url.pathname === path,
    (route) => (route.request().method() === 'POST' ? undefined : route.fallback()),
  );

const open = ({ stack, page }: Visit) => page.goto(stack.url);

async function scanned(visit: Visit) {
  await openPage(visit);
  const program = await scan(visit, visit.page);
  await phase(visit.page, 'scanned');
  return program;
}

async function confirmed(visit: Visit): Promise<void> {
  const program = await scanned(visit);
  await hold(visit, '/api/session');
  program.tap('#confirm');
  await phase(visit.page, 'confirmed');
}

async function signedIn(visit: Visit): Promise<void> {
  await openPage(visit);
  await signIn(visit);
}

/** Long enough for the page to say that something takes its time. */
const LONG_MS = 6000;

const WAITING = {
  zh: '用微信扫一扫，登录 山前书店',
  en: 'Scan with WeChat to sign in to 山前书店',
};
const SCANNED = { zh: '已扫码，请在手机上确认', en: 'Scanned. Confirm on your phone' };
const LOADING = { zh: '正在准备登录码', en: 'Preparing the code' };
const CONFIRMED = { zh: '正在登录', en: 'Signing in' };
const SIGNED_IN = { zh: '已登录', en: 'Signed in' };

/** Every state that the page can be in, in the order in which people meet them. */
export const PAGE_STATES: PageState[] = [
  {
    name: 'loading',
    happens: 'The code is being asked for.',
    phase: 'loading',
    headline: LOADING,
    async reach(visit) {
      await hold(visit, '/api/scenes');
      await open(visit);
    },
  },
  {
    name: 'loading-slow',
    happens: 'WeChat takes longer than five seconds to draw it.',
    phase: 'loading',
    headline: LOADING,
    async reach(visit) {
      const asked = visit.page.waitForRequest(/\/api\/scenes$/);
      await hold(visit, '/api/scenes');
      await open(visit);
      await asked;
      await visit.page.clock.fastForward(LONG_MS);
      await visit.page.waitForSelector('.card .slow:text-matches("比平时慢|Slower than")');
    },
  },
  {
    name: 'waiting',
    happens: 'The code can be scanned; the line around the card empties with the time left.',
    phase: 'waiting',
    headline: WAITING,
    reach: openPage,
  },
  {
    name: 'waiting-demo',
    happens: 'The same in the demo of `npm start`, which has a phone to open.',
    phase: 'waiting',
    headline: WAITING,
    demo: true,
    reach: openPage,
  },
  {
    name: 'renewing',
    happens: 'The code ended before the next one came.',
    phase: 'expired',
    headline: { zh: '这个码过期了，正在换新码', en: 'This code has expired. Getting a new one' },
    environment: { SCENE_TTL_SECONDS: '5' },
    async reach(visit) {
      await openPage(visit);
      await hold(visit, '/api/scenes');
    },
  },
  {
    name: 'offline',
    happens: 'The server cannot be reached.',
    phase: 'offline',
    headline: {
      zh: '网络断开了，连上后会自动继续',
      en: 'Offline. This continues by itself when you are back',
    },
    async reach(visit) {
      await openPage(visit);
      await visit.context.setOffline(true);
    },
  },
  {
    name: 'scanned',
    happens: 'A phone has scanned the code. Its person has set no nickname.',
    phase: 'scanned',
    headline: SCANNED,
    reach: scanned,
  },
  {
    name: 'scanned-named',
    happens: 'Its person has set one: before they confirm, the first character is all that is shown.',
    phase: 'scanned',
    headline: SCANNED,
    async reach(visit) {
      await setNickname(visit.stack, '小满');
      await scanned(visit);
    },
  },
  {
    name: 'scanned-number',
    happens: 'Phone and browser are far apart: number match.',
    phase: 'scanned',
    headline: SCANNED,
    environment: { CONFIRM_MODE: 'always' },
    reach: scanned,
  },
  {
    name: 'confirmed',
    happens: 'Confirmed; the session is being taken.',
    phase: 'confirmed',
    headline: CONFIRMED,
    reach: confirmed,
  },
  {
    name: 'confirmed-slow',
    happens: 'That takes longer than five seconds.',
    phase: 'confirmed',
    headline: CONFIRMED,
    async reach(visit) {
      await setNickname(visit.stack, '小满');
      await confirmed(visit);
      await visit.page.clock.fastForward(LONG_MS);
      await visit.page.waitForSelector('.card .slow:text-matches("比平时慢|Slower than")');
    },
  },
  {
    name: 'signed-in',
    happens: 'Signed in by somebody without a nickname.',
    phase: 'signed-in',
    headline: SIGNED_IN,
    reach: signedIn,
  },
  {
    name: 'signed-in-named',
    happens: 'Signed in by somebody with one.',
    phase: 'signed-in',
    headline: SIGNED_IN,
    async reach(visit) {
      await setNickname(visit.stack, '小满');
      await signedIn(visit);
    },
  },
  {
    name: 'signing-out',
    happens: 'The sign-out is under way.',
    phase: 'signed-in',
    headline: SIGNED_IN,
    async reach(visit) {
      await signedIn(visit);
      await hold(visit, '/api/session/delete');
      await visit.page.click('.card .button');
      await visit.page.waitForSelector('.card .button[aria-disabled=true]');
    },
  },
  {
    name: 'sign-out-failed',
    happens: 'It did not reach the server.',
    phase: 'signed-in',
    headline: SIGNED_IN,
    async reach(visit) {
      await signedIn(visit);
      await visit.context.setOffline(true);
      await visit.page.click('.card .button');
      await visit.page.waitForSelector('.card .caution');
    },
  },
  {
    name: 'signed-out-remotely',
    happens: 'Ended from the phone, or in another tab.',
    phase: 'signed-out',
    headline: { zh: '已退出登录', en: 'This browser was signed out' },
    async reach(visit) {
      await signedIn(visit);
      await endSessionsFromPhone(visit.stack);
    },
  },
  {
    name: 'refused',
    happens: 'Declined on the phone.',
    phase: 'refused',
    headline: { zh: '你在手机上取消了登录', en: 'You declined on your phone' },
    async reach(visit) {
      const program = await scanned(visit);
      program.tap('#reject');
    },
  },
  {
    name: 'expired',
    happens: 'Nobody confirmed in time, or nobody scanned six codes.',
    phase: 'expired',
    headline: { zh: '这个码过期了', en: 'This code has expired' },
    environment: { CONFIRM_TTL_SECONDS: '5' },
    async reach(visit) {
      await openPage(visit);
      await scan(visit, visit.page);
    },
  },
  {
    name: 'replaced',
    happens: 'Another tab took over, in a browser without Web Locks.',
    phase: 'replaced',
    headline: { zh: '登录在另一个标签页里继续', en: 'This sign-in continues in another tab' },
    async reach(visit) {
      // As at an http address in a home network, where tabs have no Web Locks.
      await visit.context.addInitScript(() => {
        Object.defineProperty(Navigator.prototype, 'locks', { get: () => undefined });
      });
      await openPage(visit);
      const copied = visit.context.waitForEvent('page');
      await visit.page.evaluate(() => void window.open(location.href));
      await phase(await copied, 'waiting');
      await visit.page.bringToFront();
    },
  },
  {
    name: 'failed-busy',
    happens: 'WeChat says that it is busy.',
    phase: 'failed',
    headline: { zh: '微信正忙', en: 'WeChat is busy' },
    reach: (visit) => failing(visit, { kind: 'errcode', errcode: -1 }),
  },
  {
    name: 'failed-wechat-away',
    happens: 'WeChat does not answer sensibly.',
    phase: 'failed',
    headline: { zh: '暂时连不上微信', en: 'WeChat cannot be reached right now' },
    reach: (visit) => failing(visit, { kind: 'html', status: 502 }),
  },
  {
    name: 'failed-misconfigured',
    happens: 'AppID, secret, list of addresses or page are wrong; the log says which.',
    phase: 'failed',
    headline: { zh: '这个网站的微信设置有误', en: 'This site is not set up correctly with WeChat' },
    reach: (visit) => failing(visit, { kind: 'errcode', errcode: 41030 }),
  },
  {
    name: 'failed-too-often',
    happens: 'Too many codes from one address.',
    phase: 'failed',
    headline: { zh: '操作太频繁了', en: 'That was too often' },
    environment: { SCENES_PER_MINUTE: '1' },
    async reach(visit) {
      const other = await (await openContext()).newPage();
      await openPage({ ...visit, page: other });
      await open(visit);
    },
  },
  {
    name: 'failed-unavailable',
    happens: 'The server is being replaced, or its store is away.',
    phase: 'failed',
    headline: { zh: '服务暂时不可用', en: 'The service is not available right now' },
    async reach(visit) {
      // What a proxy in front says while the server behind it is being replaced.
      await visit.context.route(
        (url) => url.pathname.startsWith('/api/'),
        (route) => route.fulfill({ status: 503, contentType: 'text/html', body: '<h1>503</h1>' }),
      );
      await open(visit);
    },
  },
  {
    name: 'failed-foreign-address',
    happens: 'The page was opened at another address than `PUBLIC_URL`.',
    phase: 'failed',
    headline: { zh: '这个网站没有开通此登录', en: 'This site may not use this sign-in' },
    reach: ({ stack, page }) => page.goto(stack.url.replace('localhost', '127.0.0.1')),
  },
];

async function failing({ stack, page }: Visit, fault: Parameters<Visit['stack']['simulator']['fault']>[1]) {
  stack.simulator.fault('getwxacodeunlimit', fault, null);
  await page.goto(stack.url);
}
