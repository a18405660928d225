import { afterAll, expect, jest, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { phase } from '../interaction/support/person.ts';
import { drawCode } from '../page/support/freeze-page.ts';
import { afterTest } from '../support/after-test.ts';
import { closeChromium, openContext } from '../support/chromium.ts';
import { scanScreen } from '../support/scan-screen.ts';
import { startStack, type Stack } from '../support/stack.ts';

jest.setTimeout(180_000);
afterAll(closeChromium);

const KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
const ACCOUNT = {
  appId: 'wx2222222222222222',
  appSecret: 'account-secret',
  token: 'pushtoken',
  encodingAesKey: KEY,
  id: 'gh_0123456789ab',
};

/** A mini program and an official account, which tells this server what people do in its chat. */
async function start(): Promise<Stack> {
  const folder = mkdtempSync(join(tmpdir(), 'maqiao-account-'));
  afterTest(() => rmSync(folder, { recursive: true, force: true }));
  const code = join(folder, 'code.jpg');
  const [, picture = ''] = (await drawCode()).split(',');
  writeFileSync(code, Buffer.from(picture, 'base64'));
  const stack = await startStack(
    {
      SITE_NAME: '山前书店',
      WECHAT_OFFICIAL_ACCOUNT_APP_ID: ACCOUNT.appId,
      WECHAT_OFFICIAL_ACCOUNT_APP_SECRET: ACCOUNT.appSecret,
      WECHAT_OFFICIAL_ACCOUNT_TOKEN: ACCOUNT.token,
      WECHAT_OFFICIAL_ACCOUNT_ENCODING_AES_KEY: KEY,
      WECHAT_OFFICIAL_ACCOUNT_ID: ACCOUNT.id,
      WECHAT_OFFICIAL_ACCOUNT_NAME: '山前书店',
      WECHAT_OFFICIAL_ACCOUNT_CODE_FILE: code,
      LOGIN_METHODS: 'mini-program,official-account,message',
    },
    { wechat: { officialAccount: ACCOUNT } },
  );
  stack.simulator.officialAccount.configure({ pushUrl: `${stack.url}/wechat/official-account` });
  return stack;
}

const way = (page: Page, name: string) => page.getByRole('button', { name });
const numberOn = (page: Page) => page.locator('.card[data-phase="scanned"] .number').textContent();

test('people choose a way, scan the code of the account, and answer in its chat; the way is remembered', async () => {
  const stack = await start();
  const { officialAccount } = stack.simulator;
  const context = await openContext();
  const page = await context.newPage();
  await page.goto(stack.url);
  await phase(page, 'waiting');
  await way(page, '扫公众号二维码').click();
  await page.getByRole('img', { name: '公众号二维码' }).waitFor();
  // Which of them is shown is not offered again.
  expect(await way(page, '扫公众号二维码').count()).toBe(0);
  expect(await way(page, '扫小程序码').count()).toBe(1);

  const again = await context.newPage();
  await again.goto(stack.url);
  await again.getByRole('img', { name: '公众号二维码' }).waitFor();
  await again.close();

  await officialAccount.scan('a', (await scanScreen(page)).href);
  await officialAccount.message('a', (await numberOn(page)) ?? '');
  await phase(page, 'signed-in');
  expect(await page.locator('.methods').count()).toBe(0);
});

test('six digits to the account do the same; a wrong pair of digits refuses', async () => {
  const stack = await start();
  const { officialAccount } = stack.simulator;
  await officialAccount.follow('b');
  const page = await (await openContext()).newPage();
  const ask = async (): Promise<string> => {
    await officialAccount.message('b', (await page.locator('.digits').textContent()) ?? '');
    return (await numberOn(page)) ?? '';
  };
  await page.goto(stack.url);
  await way(page, '给公众号发数字').click();
  await page.getByText('把这六位数字发给公众号“山前书店”').first().waitFor();

  const number = await ask();
  await officialAccount.message('b', number === '42' ? '24' : '42');
  await phase(page, 'refused');
  await page.getByRole('button', { name: '换一个码' }).click();
  await officialAccount.message('b', await ask());
  await phase(page, 'signed-in');
});
