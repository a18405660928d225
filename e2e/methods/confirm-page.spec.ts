import { afterAll, expect, jest, test } from '@jest/globals';
import { createSceneName, createVerifier } from '@maqiao/shared';
import jsQR from 'jsqr';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { phase } from '../interaction/support/person.ts';
import { watchPolicy } from '../page/support/policy-reports.ts';
import { axeFindings } from '../support/axe.ts';
import { closeChromium, openContext } from '../support/chromium.ts';
import { scanScreen } from '../support/scan-screen.ts';
import { startStack, type Stack } from '../support/stack.ts';
import { expectGoodPage } from '../page/support/good-page.ts';

jest.setTimeout(240_000);
afterAll(closeChromium);

const ACCOUNT = {
  appId: 'wx2222222222222222',
  appSecret: 'account-secret',
  token: 'pushtoken',
  encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  id: 'gh_0123456789ab',
  webDomain: 'localhost',
};
const WECHAT =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.60(0x18003c31) NetType/WIFI Language/zh_CN';

/** A service account whose chat leads to the confirm page. */
async function start(environment: Record<string, string> = {}): Promise<Stack> {
  const stack = await startStack(
    {
      WECHAT_OFFICIAL_ACCOUNT_APP_ID: ACCOUNT.appId,
      WECHAT_OFFICIAL_ACCOUNT_APP_SECRET: ACCOUNT.appSecret,
      WECHAT_OFFICIAL_ACCOUNT_TOKEN: ACCOUNT.token,
      WECHAT_OFFICIAL_ACCOUNT_ENCODING_AES_KEY: ACCOUNT.encodingAesKey,
      WECHAT_OFFICIAL_ACCOUNT_ID: ACCOUNT.id,
      WECHAT_OFFICIAL_ACCOUNT_CONFIRM: 'page',
      LOGIN_METHODS: 'official-account,mini-program',
      ...environment,
    },
    { wechat: { officialAccount: ACCOUNT }, released: false },
  );
  stack.simulator.officialAccount.configure({ pushUrl: `${stack.url}/wechat/official-account` });
  return stack;
}

test('a person follows, taps the link in the chat, sees who asks, confirms, and takes it back', async () => {
  const stack = await start();
  const page = await (await openContext()).newPage();
  await page.goto(stack.url);
  await phase(page, 'waiting');
  const phone = await openContext({ userAgent: WECHAT, viewport: { width: 390, height: 844 } });
  const chat = await phone.newPage();
  await chat.goto((await scanScreen(page)).href);
  await chat.click('[data-person=a]');
  await chat.click('#follow');
  const link = chat.locator('.bubble a').first();
  await link.waitFor();
  expect(await chat.locator('.bubble').textContent()).toContain('山前书店（localhost:');

  const [tab] = await Promise.all([phone.waitForEvent('page'), link.click()]);
  await tab.getByRole('heading', { name: '山前书店' }).waitFor();
  await phase(page, 'scanned');
  expect(await tab.locator('main').textContent()).toContain('和你在同一网络');
  await tab.getByRole('button', { name: '确认登录' }).click();
  await tab.getByRole('heading', { name: '已登录' }).waitFor();
  await phase(page, 'signed-in');
  await tab.getByRole('button', { name: '不是我要登录的，撤回' }).click();
  await tab.getByRole('heading', { name: '已撤回' }).waitFor();
});

/** A browser that asks, without a page: its code has been scanned by the first person. */
async function scanned(stack: Stack) {
  const verifier = createVerifier(globalThis.crypto);
  const scene = createSceneName(verifier, Date.now());
  const post = async (path: string, body: object) => {
    const headers = { 'content-type': 'application/json', origin: stack.url };
    const answer = await fetch(stack.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
    return (await answer.json()) as { qrcode?: { data: string }; scene?: { number?: string } };
  };
  const { qrcode } = await post('/api/scenes', { scene, method: 'official-account' });
  const { data, width, height } = PNG.sync.read(Buffer.from(qrcode?.data ?? '', 'base64'));
  const decode = jsQR as unknown as typeof jsQR.default;
  const { officialAccount } = stack.simulator;
  await officialAccount.scan('a', decode(new Uint8ClampedArray(data), width, height)?.data ?? '');
  const last = officialAccount.chat('a').at(-1);
  const [, link = ''] = /href="([^"]+)"/.exec(last?.kind === 'text' ? last.text : '') ?? [];
  return {
    link,
    number: async () => (await post(`/api/scenes/${scene}/token`, { verifier })).scene?.number ?? '',
    cancel: () => post(`/api/scenes/${scene}/cancel`, { verifier }),
  };
}

const LOOKS = [
  ['zh-CN', 'light'],
  ['en', 'dark'],
] as const;

test('every state is good for everybody at 320 px, in both languages and themes', async () => {
  const stack = await start({ CONFIRM_MODE: 'always' });
  for (const [locale, colorScheme] of LOOKS) {
    const chinese = locale === 'zh-CN';
    const look: BrowserContextOptions = { locale, colorScheme, viewport: { width: 320, height: 568 } };
    const open = async (options: BrowserContextOptions = {}, person = 'a') => {
      const context = await openContext({ userAgent: WECHAT, ...look, ...options });
      await watchPolicy(context);
      const page = await context.newPage();
      // A browser of the simulated WeChat is asked once whose it is.
      const visit = async (link: string, known = false) => {
        await page.goto(link);
        if (!known) await page.click(`[data-person=${person}]`);
        await page.locator('.confirm').waitFor();
      };
      return { page, visit };
    };
    const headline = (page: Page, text: string) => page.getByRole('heading', { name: text }).waitFor();
    const button = (page: Page, zh: string, en: string) =>
      page.getByRole('button', { name: chinese ? zh : en, exact: true });

    const first = await scanned(stack);
    const elsewhere = await open({ userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0' });
    await elsewhere.visit(first.link, true);
    await headline(elsewhere.page, chinese ? '请在微信里打开' : 'Open this in WeChat');
    await expectGoodPage(elsewhere.page);
    const stranger = await open({}, 'b');
    await stranger.visit(first.link);
    await headline(stranger.page, chinese ? '这个链接不是发给你的' : 'This link was sent to somebody else');
    await expectGoodPage(stranger.page);

    const { page, visit } = await open();
    await visit(first.link);
    await headline(page, '山前书店');
    await expectGoodPage(page);
    // Refuse comes first, and Enter in the field is not a refusal.
    const answers = page.locator('.answers button');
    expect(await answers.allTextContents()).toEqual(chinese ? ['拒绝', '确认登录'] : ['Decline', 'Confirm']);
    const [one, other] = await answers.evaluateAll((all) =>
      all.map((each) => each.getBoundingClientRect().width),
    );
    expect(one).toBe(other);
    await page.getByRole('textbox').press('Enter');
    await page.getByRole('alert').waitFor();
    await expectGoodPage(page);
    await page.getByRole('textbox').fill(await first.number());
    await page.getByRole('textbox').press('Enter');
    await headline(page, chinese ? '已登录' : 'Signed in');
    await expectGoodPage(page);

    const second = await scanned(stack);
    await visit(second.link, true);
    await headline(page, '山前书店');
    await button(page, '拒绝', 'Decline').click();
    await headline(page, chinese ? '已拒绝' : 'Declined');
    await expectGoodPage(page);

    const third = await scanned(stack);
    await visit(third.link, true);
    const number = await third.number();
    await page.getByRole('textbox').fill(number === '42' ? '24' : '42');
    await button(page, '确认登录', 'Confirm').click();
    await page.locator('.middle').waitFor();
    await expectGoodPage(page);

    const fourth = await scanned(stack);
    await scanned(stack);
    await visit(fourth.link, true);
    await headline(page, chinese ? '你后来又扫了一个码' : 'You have scanned another code since');
    await expectGoodPage(page);
    await page.goto(`${stack.url}/confirm/${'0'.repeat(32)}`);
    await headline(page, chinese ? '这个码过期了' : 'This code has expired');
    await expectGoodPage(page);
    await page.goto(`${stack.url}/confirm/callback`);
    await headline(page, chinese ? '没有打开确认页' : 'The page could not be opened');
    await expectGoodPage(page);
  }
});

test('without scripts a button opens it; the language that is chosen on the page stays', async () => {
  const stack = await start();
  const { link } = await scanned(stack);
  const context = await openContext({ userAgent: WECHAT, viewport: { width: 320, height: 568 } });
  const page = await context.newPage();
  // Only our own page has no scripts: the simulated WeChat needs them.
  await page.route(/send-form/, (route) => route.fulfill({ contentType: 'text/javascript', body: '' }));
  await page.goto(link);
  await page.click('[data-person=a]');
  await page.getByRole('heading', { name: '正在打开' }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('link', { name: 'English' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Confirm', exact: true }).click();
  await page.getByRole('heading', { name: 'Signed in' }).waitFor();
});
