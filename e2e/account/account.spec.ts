import { afterAll, expect, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { startClientSite, type ClientSite } from '../interaction/support/client-site.ts';
import { phase, scan, scanAndConfirm, step, untilBack } from '../interaction/support/person.ts';
import { closeChromium, openContext } from '../support/chromium.ts';
import { endSessionsFromPhone } from '../support/phone-calls.ts';
import { scanInNode } from '../support/phone-in-node.ts';
import { scanScreen, sceneOf } from '../support/scan-screen.ts';
import { startStack } from '../support/stack.ts';
import { ageProofs, openAccount, part, rowsOf, untilAsked, untilRead } from './support/account-page.ts';

jest.setTimeout(300_000);
afterAll(closeChromium);

const WEBSITE = { appId: 'wx3333333333333333', appSecret: 'website-secret', webDomain: 'localhost' };

const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' });

async function signInAt(page: Page, shop: ClientSite): Promise<void> {
  await page.goto(shop.signInUrl());
  await step(page, 'asking');
  await page.locator('.choices .button-primary').click();
  await untilBack(page);
}

test('a person by the mini program looks after everything of theirs', async () => {
  const stack = await startStack();
  const context = await openContext();
  const page = await context.newPage();

  // Nobody is signed in: the way in is here, and comes back here.
  await page.goto(`${stack.url}/account`);
  await phase(page, 'waiting');
  await scanAndConfirm(stack, page);
  await untilRead(page);
  expect(new URL(page.url()).pathname).toBe('/account');

  // Name and picture. What was typed and not saved is there after a reload.
  await page.fill('#nickname', '小桥');
  await page.reload();
  await untilRead(page);
  expect(await page.inputValue('#nickname')).toBe('小桥');
  await button(page, '保存昵称').click();
  await page.getByText('昵称保存了').waitFor();
  expect(await page.locator('.who .name').textContent()).toBe('小桥');
  // A photograph of a phone is larger than the server takes.
  const photograph = await sharp({
    create: {
      width: 3000,
      height: 2000,
      channels: 3,
      background: '#a33',
      noise: { type: 'gaussian', mean: 120, sigma: 60 },
    },
  })
    .jpeg({ quality: 95 })
    .toBuffer();
  expect(photograph.length).toBeGreaterThan(2 * 1024 * 1024);
  await page.setInputFiles('input[type=file]', {
    name: 'me.jpg',
    mimeType: 'image/jpeg',
    buffer: photograph,
  });
  await page.locator('.who img').waitFor();
  await button(page, '去掉头像').click();
  await page.getByText('头像去掉了').waitFor();

  // Apps: listed, and ended with a proof that is still fresh.
  const shop = await startClientSite(stack);
  const other = await context.newPage();
  await signInAt(other, shop);
  await openAccount(page, stack);
  const apps = part(page, '应用和网站');
  await apps.getByText('海边杂货').waitFor();
  expect(await apps.textContent()).toContain('它会知道：你在本站的编号、昵称和头像');
  await button(page, '结束授权 海边杂货').click();
  await button(page, '确定结束').click();
  await apps.getByText('授权结束了').waitFor();
  await apps.getByText('还没有应用').waitFor();
  expect(rowsOf(stack, 'consents')).toBe(0);

  // Another browser is signed out from here, and hears of it at once.
  const elsewhere = await (await openContext()).newPage();
  await elsewhere.goto(`${stack.url}/account`);
  await phase(elsewhere, 'waiting');
  await scanAndConfirm(stack, elsewhere);
  await untilRead(elsewhere);
  await page.reload();
  await untilRead(page);
  const browsers = part(page, '已登录的浏览器');
  await button(page, /^退出登录 Chrom/).click();
  await browsers.getByText('那个浏览器已退出').waitFor();
  await phase(elsewhere, 'signed-out');
  await elsewhere.getByText('登录后，可以查看和管理你的账号').waitFor();
  await part(page, '安全记录').getByText('在账号页上让浏览器退出').waitFor();

  // Another WeChat: the proof is too old, so the first one confirms; then the other one scans. A reload loses neither.
  ageProofs(stack);
  await page.fill('#nickname', '还没存');
  await button(page, '添加另一个微信').click();
  await page.getByRole('heading', { name: '请确认是你本人' }).waitFor();
  await page.reload();
  await untilAsked(page);
  await scanAndConfirm(stack, page);
  await page.getByRole('heading', { name: '添加另一个微信' }).waitFor();
  await phase(page, 'waiting');
  await page.reload();
  await untilAsked(page);
  await scanAndConfirm(stack, page, 'b');
  const ways = part(page, '登录方式');
  await ways.getByText('添加好了').waitFor();
  expect(await page.inputValue('#nickname')).toBe('还没存');
  expect(rowsOf(stack, 'identities')).toBe(2);
  // The one that has just come cannot push the older one out, and says from when on.
  await ways.getByText(/之后才能移除这一个/).waitFor();
  await ways.locator('.row', { hasNotText: '之后才能移除' }).getByRole('button', { name: /^移除/ }).click();
  await button(page, '确定移除').click();
  await ways.getByText('移除了').waitFor();
  await ways.getByText('这是最后一个微信，不能移除').waitFor();
  expect(rowsOf(stack, 'identities')).toBe(1);

  // Given up: nothing happens, and all is as it was.
  ageProofs(stack);
  await button(page, '全部退出').click();
  await button(page, '全部退出').click();
  await untilAsked(page);
  await button(page, '返回，不做了').click();
  await untilRead(page);
  // Somebody else's phone is no proof.
  await button(page, '全部退出').click();
  await button(page, '全部退出').click();
  await untilAsked(page);
  const stranger = await scanInNode(stack, sceneOf(await scanScreen(page)), { person: 'c' });
  await stranger.until(
    () => stranger.text('#happened')?.includes('这个微信不属于正在操作的账号'),
    'the refusal',
  );
  expect(await page.locator('.proof').count()).toBe(1);
  // Ended from the phone: said at once, also in the middle of a proof, and in the other tab.
  await other.goto(`${stack.url}/account`);
  await untilRead(other);
  await endSessionsFromPhone(stack);
  for (const tab of [page, other]) await phase(tab, 'signed-out');

  // Deletion, with a proof of its own.
  await page.bringToFront();
  await page.getByRole('button', { name: '重新登录' }).click();
  await phase(page, 'waiting');
  await scanAndConfirm(stack, page);
  await openAccount(page, stack);
  ageProofs(stack);
  await button(page, '删除账号').click();
  await part(page, '退出和删除').getByText('全部安全记录').waitFor();
  await button(page, '删除账号').click();
  await untilAsked(page);
  expect(rowsOf(stack, 'users')).toBe(1);
  await scanAndConfirm(stack, page);
  await page.getByRole('heading', { name: '账号已删除' }).waitFor();
  expect(rowsOf(stack, 'users')).toBe(0);
});

test('a person by the website app has the same, by journeys to WeChat’s page', async () => {
  const stack = await startStack(
    {
      WECHAT_WEBSITE_APP_ID: WEBSITE.appId,
      WECHAT_WEBSITE_APP_SECRET: WEBSITE.appSecret,
      LOGIN_METHODS: 'website,mini-program',
    },
    { wechat: { website: WEBSITE } },
  );
  const page = await (await openContext()).newPage();
  const atWechat = async (isKnown: boolean): Promise<void> => {
    await page.waitForURL(/\/connect\/qrconnect/);
    await page.locator('.connect-card[data-state="waiting"] button').click();
    if (!isKnown) await page.locator('[data-person="a"]').click();
  };
  await page.goto(`${stack.url}/account`);
  await phase(page, 'waiting');
  await button(page, '用这台电脑上的微信登录').click();
  await page.getByRole('link', { name: '在微信的页面上登录' }).click();
  await atWechat(false);
  await untilRead(page);
  expect(new URL(page.url()).pathname).toBe('/account');
  expect(await part(page, '登录方式').textContent()).toContain('微信网页登录');

  // What WeChat shows of them changes nothing until they take it.
  await page.getByRole('heading', { name: '要用微信里的资料吗？' }).waitFor();
  expect(await page.locator('.who').textContent()).toContain('还没有昵称');
  await page.getByLabel('微信头像').uncheck();
  await button(page, '采用选中的').click();
  await page.getByText('已采用微信里的资料').waitFor();
  await page.locator('.who .name').waitFor();

  // A step-up on WeChat's page comes back, and asks whether they still want it.
  ageProofs(stack);
  await button(page, '全部退出').click();
  await button(page, '全部退出').click();
  await page.getByRole('heading', { name: '请确认是你本人' }).waitFor();
  await button(page, '用这台电脑上的微信登录').click();
  await atWechat(true);
  await page.getByRole('heading', { name: '已确认是你' }).waitFor();
  expect(page.url()).toBe(`${stack.url}/account`);
  await button(page, '先不').click();
  await untilRead(page);

  // Another WeChat by a scan: the mini program of the same person.
  await button(page, '添加另一个微信').click();
  await untilAsked(page);
  await scan(stack, page, 'b');
  await page.waitForSelector('.card[data-phase="scanned"]');
  await button(page, '返回，不做了').click();
  await untilRead(page);

  await button(page, '删除账号').click();
  await button(page, '删除账号').click();
  await page.getByRole('heading', { name: '账号已删除' }).waitFor();
  expect(rowsOf(stack, 'users')).toBe(0);
});
