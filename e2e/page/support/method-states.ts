import type { Language } from '@maqiao/shared';
import type { Page } from 'playwright-core';
import { openContext } from '../../support/chromium.ts';
import { DEVICES, type Device } from './devices.ts';
import { phase } from './hosted-page.ts';
import type { MethodStack } from './method-stack.ts';

/** Somebody's browser on the way to a state. */
interface MethodVisit extends MethodStack {
  readonly page: Page;
  readonly language: Language;
}

/** What people see of a way to sign in. */
export interface MethodState {
  /** As in the names of pictures. */
  readonly name: string;
  /** What has happened, in a sentence. */
  readonly happens: string;
  /** The first is what the state is reached with. */
  readonly devices: readonly [Device, ...Device[]];
  /** Brings a page there. @returns the page to look at, where it is another one */
  reach(visit: MethodVisit): Promise<Page | void>;
}

const BOTH = ['desktop', 'phone'] as const;

/** The words of a button, link or line, in either language. */
const either = (zh: string, en: string) => new RegExp(`^(${zh}|${en})`);

const WAYS = {
  program: either('扫小程序码', 'Scan a mini-program code'),
  account: either('扫公众号二维码', 'Scan the code of the official account'),
  message: either('给公众号发数字', 'Send digits to the official account'),
  website: either('用这台电脑上的微信登录', 'Sign in with WeChat on this computer'),
  popup: either('在微信的页面上登录', "Sign in on WeChat's page"),
  here: either('用当前微信登录', 'Sign in with this WeChat'),
};

async function chooser({ stack, page }: MethodVisit): Promise<void> {
  await page.goto(stack.url);
  await phase(page, 'waiting');
  await page.locator('.methods').waitFor();
}

async function choose(visit: MethodVisit, name: RegExp): Promise<void> {
  await chooser(visit);
  await visit.page.getByRole('button', { name }).click();
  await visit.page.getByRole('button', { name: WAYS.program }).waitFor();
}

async function digits(visit: MethodVisit): Promise<string> {
  await choose(visit, WAYS.message);
  return (await visit.page.locator('.digits').textContent()) ?? '';
}

/** WeChat's page for a website, and the address that it comes back to. */
async function atWechat(page: Page): Promise<URL> {
  await page.waitForURL(/\/connect\/qrconnect/);
  const { searchParams } = new URL(page.url());
  const back = new URL(searchParams.get('redirect_uri') ?? '');
  back.searchParams.set('state', searchParams.get('state') ?? '');
  return back;
}

/** What WeChat sends the browser back with. */
async function comeBack({ stack, page }: MethodVisit, code?: string): Promise<void> {
  await page.goto(stack.url);
  await page.evaluate(() => void (location.href = '/sign-in/website'));
  const back = await atWechat(page);
  if (code !== undefined) back.searchParams.set('code', code);
  await page.goto(back.href);
  await page.locator('main h1').waitFor();
}

async function embedded({ shop, page, language }: MethodVisit, path = ''): Promise<void> {
  await page.goto(`${shop}${path}${language === 'en' ? '/en' : path === '' ? '/' : ''}`);
  await phase(page, 'waiting');
  await page.getByRole('button', { name: WAYS.popup }).waitFor();
}

async function openPopup(visit: MethodVisit, path?: string): Promise<Page> {
  await embedded(visit, path);
  const [popup] = await Promise.all([
    visit.page.context().waitForEvent('page'),
    visit.page.getByRole('button', { name: WAYS.popup }).click(),
  ]);
  return popup;
}

/** Brings a new browser into the state. @returns the page to look at */
export async function visitMethod(
  state: MethodState,
  started: MethodStack,
  language: Language,
  device: Device,
): Promise<Page> {
  const locale = { zh: 'zh-CN', en: 'en-US' }[language];
  const context = await openContext(
    { ...DEVICES[device], locale, reducedMotion: 'reduce' },
    { expected: /./ },
  );
  const page = await context.newPage();
  await page.clock.install();
  return (await state.reach({ ...started, page, language })) ?? page;
}

/** The chat of the account in the simulated phone, of somebody who has just followed it. */
async function openChat({ stack, page }: MethodVisit): Promise<void> {
  stack.simulator.reset();
  // As long as the account's question, which is in both languages.
  await page.setViewportSize({ width: DEVICES.phone.viewport.width, height: 1300 });
  await page.goto(`${stack.simulator.publicUrl}/phone/?account`);
  await page.click('[data-person=a]');
  await page.click('#follow');
  await page.waitForSelector('#message');
}

/** Sends that, and waits for the answer. */
async function send(page: Page, text: string): Promise<void> {
  const bubbles = await page.locator('.bubble').count();
  await page.fill('#message', text);
  await page.click('#send');
  await page
    .locator('.bubble')
    .nth(bubbles + 1)
    .waitFor();
}

/** A page of another browser that waits for digits. */
async function waitingElsewhere(visit: MethodVisit): Promise<{ page: Page; digits: string }> {
  const browser = visit.page.context().browser();
  const page = await (await browser?.newContext({ viewport: { width: 1280, height: 800 } }))?.newPage();
  if (page === undefined) throw new Error('the browser has gone');
  return { page, digits: await digits({ ...visit, page }) };
}

/** Every way to sign in beside the mini program, in the order in which people may meet them. */
export const METHOD_STATES: readonly MethodState[] = [
  {
    name: 'chooser',
    happens: 'The page offers several ways; below the code are the others.',
    devices: BOTH,
    reach: chooser,
  },
  {
    name: 'chooser-in-wechat',
    happens: 'Inside WeChat one tap is enough.',
    devices: ['wechat'],
    reach: chooser,
  },
  {
    name: 'official-account',
    happens: 'The code of the official account.',
    devices: BOTH,
    async reach(visit) {
      await choose(visit, WAYS.account);
      await visit.page.locator('img.code').waitFor();
    },
  },
  {
    name: 'message',
    happens: 'Six digits to send to the account, and its code for those who do not follow it.',
    devices: BOTH,
    reach: (visit) => digits(visit).then(() => undefined),
  },
  {
    name: 'message-sent',
    happens: 'They were sent: the page shows two digits to answer with.',
    devices: BOTH,
    async reach(visit) {
      const { officialAccount } = visit.stack.simulator;
      await officialAccount.follow('b');
      await officialAccount.message('b', await digits(visit));
      await phase(visit.page, 'scanned');
    },
  },
  {
    name: 'chat-asks',
    happens: 'The chat on the phone says who asks.',
    devices: ['phone'],
    async reach(visit) {
      const other = await waitingElsewhere(visit);
      await openChat(visit);
      await send(visit.page, other.digits);
      await other.page.context().close();
    },
  },
  {
    name: 'chat-answered',
    happens: 'The two digits of the page were sent.',
    devices: ['phone'],
    async reach(visit) {
      const other = await waitingElsewhere(visit);
      await openChat(visit);
      await send(visit.page, other.digits);
      await send(visit.page, (await other.page.locator('.number').textContent()) ?? '');
      await other.page.context().close();
    },
  },
  {
    name: 'website',
    happens: 'WeChat’s page for a website app, in a frame of our page.',
    devices: ['desktop'],
    async reach(visit) {
      await chooser(visit);
      await visit.page.getByRole('button', { name: WAYS.website }).click();
      const frame = visit.page.frameLocator('iframe.website-frame');
      await frame.locator('.connect-card[data-state="waiting"]').waitFor();
    },
  },
  {
    name: 'wechat-asks',
    happens: 'Inside WeChat somebody new is asked by WeChat. The demo’s page stands in for it.',
    devices: ['wechat'],
    async reach(visit) {
      await chooser(visit);
      await visit.page.getByRole('link', { name: WAYS.here }).click();
      await visit.page.click('[data-person=c]');
      await visit.page.locator('[data-answer=allow]').waitFor();
    },
  },
  {
    name: 'snapshot-visitor',
    happens: 'WeChat shows a snapshot of the page, whose visitors it does not name.',
    devices: ['wechat'],
    async reach(visit) {
      await chooser(visit);
      await visit.page.getByRole('link', { name: WAYS.here }).click();
      await visit.page.click('[data-person=c]');
      await visit.page.click('[data-answer=snapshot]');
      await visit.page.waitForURL(/\/callback/);
    },
  },
  {
    name: 'begin',
    happens: 'The address was opened from elsewhere: nothing begins without a tap.',
    devices: BOTH,
    reach: ({ stack, page }) => page.goto(`${stack.url}/sign-in/website`).then(() => undefined),
  },
  {
    name: 'declined',
    happens: 'Declined at WeChat.',
    devices: BOTH,
    reach: (visit) => comeBack(visit),
  },
  {
    name: 'failed',
    happens: 'WeChat does not know the code that it has sent.',
    devices: BOTH,
    reach: (visit) => comeBack(visit, 'unknown'),
  },
  {
    name: 'unknown',
    happens: 'The sign-in is over, or was begun in another browser.',
    devices: BOTH,
    reach: ({ stack, page }) =>
      page.goto(`${stack.url}/sign-in/website/callback?code=x&state=${'0'.repeat(32)}`).then(() => undefined),
  },
  {
    name: 'embedded',
    happens: 'On a page of another site, the element has a button for WeChat’s page.',
    devices: BOTH,
    reach: (visit) => embedded(visit),
  },
  {
    name: 'embedded-popup-open',
    happens: 'WeChat’s page is open in a window of its own.',
    devices: BOTH,
    reach: (visit) => openPopup(visit).then(() => undefined),
  },
  {
    name: 'embedded-popup-blocked',
    happens: 'The browser opens no window.',
    devices: BOTH,
    async reach(visit) {
      await visit.page.addInitScript(() => (window.open = () => null));
      await embedded(visit);
      await visit.page.getByRole('button', { name: WAYS.popup }).click();
      await visit.page.locator('.gap').waitFor();
    },
  },
  {
    name: 'embedded-popup-declined',
    happens: 'Declined in the window, which says so too.',
    devices: BOTH,
    async reach(visit) {
      const popup = await openPopup(visit);
      const back = await atWechat(popup);
      await popup.evaluate((address) => void (location.href = address), back.href);
      await visit.page.locator('.gap').waitFor();
    },
  },
  {
    name: 'embedded-popup-severed',
    happens: 'The page cuts itself off from its windows (`Cross-Origin-Opener-Policy`).',
    devices: BOTH,
    async reach(visit) {
      await openPopup(visit, '/cut-off');
      await visit.page.locator('.gap').waitFor();
    },
  },
  {
    name: 'popup-severed',
    happens: 'What the window itself says then, after the sign-in.',
    devices: BOTH,
    async reach({ stack, shop, page }) {
      const query = { display: 'popup', origin: shop, challenge: 'c'.repeat(43) };
      await page.goto(`${stack.url}/sign-in/website?${new URLSearchParams(query)}`);
      await page.locator('.connect-card[data-state="waiting"] button').click();
      await page.click('[data-person=a]');
      await page.waitForURL(/\/callback/);
      await page.locator('main h1').waitFor();
    },
  },
];
