import type { Page } from 'playwright-core';
import { startClientSite } from '../../interaction/support/client-site.ts';
import { phase, scan, scanAndConfirm, step, untilBack } from '../../interaction/support/person.ts';
import type { Visit } from '../../page/support/hosted-page.ts';
import { setNickname } from '../../support/set-nickname.ts';
import { ageProofs, openAccount, part, untilAsked, untilRead } from './account-page.ts';

/** A state of the account page, and how people get there from the state before it. */
export interface AccountState {
  readonly name: string;
  /** What has happened, in a sentence. */
  readonly happens: string;
  /** What is read in it, in both languages. */
  readonly shown: readonly [zh: string, en: string];
  reach(visit: Visit): Promise<unknown>;
}

const byPath = (path: string) => (url: URL) => url.pathname === path;

/** Signs the browser in at a client, which then is in the list of apps. */
async function signInAtClient({ stack, context }: Visit): Promise<void> {
  const shop = await startClientSite(stack);
  const page = await context.newPage();
  await page.goto(shop.signInUrl());
  await step(page, 'asking');
  await page.locator('.choices .button-primary').click();
  await untilBack(page);
  await page.close();
}

const press = (page: Page, name: string) =>
  page.getByRole('button', { name: new RegExp(`^${name}`) }).click();

/** In the order in which one visit, in Chinese, meets them, in one browser at one server. */
export const ACCOUNT_STATES: readonly AccountState[] = [
  {
    name: 'account-sign-in',
    happens: 'Nobody is signed in here.',
    shown: ['登录后，可以查看和管理你的账号', 'Sign in to see and manage your account'],
    async reach({ page, stack }) {
      await page.goto(`${stack.url}/account`);
      await phase(page, 'waiting');
    },
  },
  {
    name: 'account-new',
    happens: 'Somebody new is signed in: nothing of theirs is here yet.',
    shown: ['还没有应用', 'No apps yet'],
    async reach({ page, stack }) {
      await scanAndConfirm(stack, page);
      await untilRead(page);
    },
  },
  {
    name: 'account-loading',
    happens: 'The lists are being read, and that takes long.',
    shown: ['比平时慢一些，还在等服务器响应', 'Slower than usual: still waiting for the server'],
    async reach({ page, stack, context }) {
      for (const path of [
        '/api/me',
        '/api/me/identities',
        '/api/sessions',
        '/api/me/apps',
        '/api/security-events',
      ])
        await context.route(byPath(path), () => undefined);
      await page.goto(`${stack.url}/account`);
      await page.waitForSelector('.account .shapes');
      await page.clock.runFor(6000);
    },
  },
  {
    name: 'account-failed',
    happens: 'The lists cannot be read.',
    shown: ['连不上服务器', 'The server cannot be reached'],
    async reach({ page, stack, context }) {
      await context.unrouteAll();
      for (const path of [
        '/api/me',
        '/api/me/identities',
        '/api/sessions',
        '/api/me/apps',
        '/api/security-events',
      ])
        await context.route(byPath(path), (route) => route.abort('internetdisconnected'));
      await page.goto(`${stack.url}/account`);
      await page.waitForFunction(() => document.querySelectorAll('.account .failed').length === 5);
    },
  },
  {
    name: 'account-full',
    happens: 'Somebody with a name, two browsers and an app.',
    shown: ['海边杂货', '海边杂货'],
    async reach(visit) {
      const { page, stack, context } = visit;
      await context.unrouteAll();
      await setNickname(stack, '小桥');
      await signInAtClient(visit);
      const elsewhere = await (await context.browser()?.newContext({ locale: 'zh-CN' }))?.newPage();
      if (elsewhere === undefined) throw new Error('no browser');
      await elsewhere.goto(stack.url);
      await phase(elsewhere, 'waiting');
      await scanAndConfirm(stack, elsewhere);
      await phase(elsewhere, 'signed-in');
      await elsewhere.context().close();
      await openAccount(page, stack);
    },
  },
  {
    name: 'account-questions',
    happens:
      'A nickname is too long; an app and the account are about to be ended, and a second press is asked for.',
    shown: ['这是最后一步', 'This is the last step'],
    async reach({ page }) {
      await page.fill('#nickname', '桥'.repeat(33));
      await press(page, '保存昵称');
      await page.getByText('请用 1 到 32 个可见的字符').waitFor();
      await press(page, '结束授权');
      await press(page, '删除账号');
    },
  },
  {
    name: 'account-proof',
    happens: 'The last proof is too old for that: a card asks for another.',
    shown: ['请确认是你本人', 'Confirm that it is you'],
    async reach({ page, stack }) {
      ageProofs(stack);
      await part(page, '退出和删除').locator('.button-primary').click();
      await untilAsked(page);
    },
  },
  {
    name: 'account-proof-scanned',
    happens: 'A phone has scanned it.',
    shown: ['已扫码，请在手机上确认', 'Scanned. Confirm on your phone'],
    async reach({ page, stack }) {
      await scan(stack, page);
      await phase(page, 'scanned');
    },
  },
  {
    name: 'account-resume',
    happens: 'The proof was given on a page of WeChat’s: whether the person still wants it.',
    shown: ['已确认是你', 'It is you'],
    async reach({ page, stack }) {
      await page.goto(`${stack.url}/account?step_up=done`);
      await page.waitForSelector('#resume');
    },
  },
  {
    name: 'account-link',
    happens: 'Another WeChat is to be added.',
    shown: ['换成要添加的那个微信来扫', 'Scan with the WeChat that is to be added'],
    async reach(visit) {
      const { page, stack } = visit;
      await press(page, '先不');
      ageProofs(stack, 0);
      await press(page, '添加另一个微信');
      await untilAsked(page);
    },
  },
  {
    name: 'account-left',
    happens: 'Signed out here.',
    shown: ['已退出登录', 'Signed out'],
    async reach({ page }) {
      await press(page, '返回，不做了');
      await part(page, '退出和删除').getByRole('button', { name: '退出登录', exact: true }).click();
      await page.waitForSelector('#farewell');
    },
  },
];
