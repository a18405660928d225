import type { Page } from 'playwright-core';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { banner, demoKey } from '../../scripts/lib/demo.mjs';
import { closeChromium, openContext } from '../support/chromium.ts';
import { startStack } from '../support/stack.ts';

jest.setTimeout(60_000);
afterAll(closeChromium);

const phase = (page: Page, name: string) => page.waitForSelector(`.card[data-phase="${name}"]`);

describe('issue 13, number 9: what the demo prints', () => {
  const before = process.env.MAQIAO_LANG;
  afterAll(() => {
    if (before === undefined) delete process.env.MAQIAO_LANG;
    else process.env.MAQIAO_LANG = before;
  });

  test.each([
    ['en', ['Login page', 'Phone', 'Admin', 'API', 'Guides']],
    ['zh', ['登录页', '手机', '管理页', '接口文档', '使用文档']],
  ])('names every door, in columns (%s)', (language, names) => {
    process.env.MAQIAO_LANG = language;
    const said = banner({
      publicUrl: 'http://localhost:4000',
      phoneUrl: 'http://localhost:4001/phone/',
      key: 'the-key-of-this-start',
    });
    for (const address of [
      'http://localhost:4000',
      'http://localhost:4001/phone/',
      'http://localhost:4000/admin',
      'http://localhost:4000/api/docs',
      'docs/',
      'the-key-of-this-start',
    ])
      expect(said).toContain(address);
    const doors = said.split('\n').filter((line) => names.some((name) => line.startsWith(`  ${name} `)));
    expect(doors).toHaveLength(names.length);
    // A Chinese character is as wide as two letters.
    const columns = doors.map((line) => {
      const [name = ''] = /^ {2}.+? {2,}/.exec(line) ?? [];
      return [...name].reduce((width, sign) => width + (sign > '\u2e80' ? 2 : 1), 0);
    });
    expect(new Set(columns).size).toBe(1);
  });

  test('a key for /admin is made at each start, unless the settings have one', () => {
    expect(demoKey({})).not.toBe(demoKey({}));
    expect(demoKey({ ADMIN_KEY: 'anything' })).toBeUndefined();
  });
});

describe('issue 13, number 9: a first visit to the demo', () => {
  const key = demoKey({}) ?? '';

  /** A page of a browser that was never here, and all that its console shows in red. */
  async function visit(locale = 'en-US'): Promise<{ page: Page; errors: string[] }> {
    const page = await (await openContext({ locale })).newPage();
    const errors: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(`${message.text()} ${message.location().url}`);
    });
    page.on('response', (answer) => {
      if (answer.status() >= 400) errors.push(`${answer.status()} ${answer.url()}`);
    });
    return { page, errors };
  }

  test('shows no error in the console on any of its pages; the key opens /admin', async () => {
    const stack = await startStack({ ADMIN_KEY: key }, { demo: true });
    const login = await visit();
    await login.page.goto(stack.url);
    await phase(login.page, 'waiting');
    expect(login.errors).toEqual([]);

    const phone = await visit();
    await phone.page.goto(`${stack.simulator.publicUrl}/phone/`);
    await phone.page.click('[data-person=a]');
    await phone.page.waitForSelector('html[data-ready]');
    expect(phone.errors).toEqual([]);

    const admin = await visit();
    await admin.page.goto(`${stack.url}/admin`);
    await admin.page.fill('#key', key);
    await admin.page.click('.key-form button');
    await admin.page.waitForSelector('.key-form', { state: 'detached' });
    expect(admin.errors).toEqual([]);

    const docs = await visit();
    await docs.page.goto(`${stack.url}/api/docs`);
    await docs.page.waitForSelector('.swagger-ui .opblock');
    expect(docs.errors).toEqual([]);
  });

  test('people have names in the language of who looks, and nobody is asked twice whose phone it is', async () => {
    const stack = await startStack({}, { demo: true });
    const address = `${stack.simulator.publicUrl}/phone/`;
    for (const [locale, names] of [
      ['en-US', ['Ann', 'Bai', 'Chen']],
      ['zh-CN', ['小安', '小白', '小陈']],
    ] as const) {
      const { page } = await visit(locale);
      await page.goto(address);
      await page.waitForSelector('.person');
      expect(await page.locator('.person span:last-child').allTextContents()).toEqual(names);

      await page.click('[data-person=b]');
      await page.waitForSelector(`#person:text("${names[1]}")`);
      const next = await page.context().newPage();
      await next.goto(address);
      await next.waitForSelector(`#person:text("${names[1]}")`);
      // Another person in this tab is another phone: the first stays whose it was, also after a reload.
      await next.click('.person-part button');
      await next.click('[data-person=c]');
      await page.reload();
      await page.waitForSelector(`#person:text("${names[1]}")`);
    }
  });

  test('the phone opens the page in WeChat: a visitor of a snapshot reads what to do, and one tap signs in', async () => {
    const account = { appId: 'wxdemoaccount', token: 'demotoken', id: 'gh_demo' };
    const stack = await startStack(
      {
        WECHAT_OFFICIAL_ACCOUNT_APP_ID: account.appId,
        WECHAT_OFFICIAL_ACCOUNT_APP_SECRET: 'demo-account',
        WECHAT_OFFICIAL_ACCOUNT_TOKEN: account.token,
        WECHAT_OFFICIAL_ACCOUNT_ENCODING_AES_KEY: 'Q7mV2xKpL9cTzR4wHn6bYs8dJf1gEaU3oXi5kMqWvNt',
        WECHAT_OFFICIAL_ACCOUNT_ID: account.id,
        LOGIN_METHODS: 'mini-program,official-account-web',
      },
      {
        demo: true,
        wechat: {
          officialAccount: { ...account, appSecret: 'demo-account', webDomain: 'localhost' },
          markWechatBrowser: true,
        },
      },
    );
    const { page: phone } = await visit('zh-CN');
    await phone.goto(`${stack.simulator.publicUrl}/phone/`);
    await phone.click('[data-person=a]');
    const [page] = await Promise.all([
      phone.context().waitForEvent('page'),
      phone.locator('#open-site').click(),
    ]);
    const signIn = page.getByRole('link', { name: '用当前微信登录' });
    await signIn.click();
    await page.click('[data-answer="snapshot"]');
    await page.getByText('使用完整服务').waitFor();
    await page.getByRole('link', { name: '返回' }).click();
    await signIn.click();
    await page.click('[data-answer="allow"]');
    await phase(page, 'signed-in');
    // A tab of the same browser is none of WeChat's.
    const other = await phone.context().newPage();
    await other.goto(stack.url);
    await phase(other, 'signed-in');
    expect(await other.evaluate(() => navigator.userAgent)).not.toContain('MicroMessenger');
  });

  test('the phone says where the page is that asks, and whose it is', async () => {
    const stack = await startStack({ SITE_NAME: 'Maqiao Demo' }, { demo: true });
    const { page } = await visit();
    await page.goto(stack.url);
    await phase(page, 'waiting');
    const [phone] = await Promise.all([page.context().waitForEvent('page'), page.click('.demo-phone a')]);
    await phone.click('[data-person=a]');
    await phone.waitForSelector('#confirm');
    expect(await phone.textContent('#site-name')).toBe('Maqiao Demo');
    expect(await phone.textContent('#place')).toMatch(/^The site’s own computer/);
    expect(await phone.textContent('body')).not.toContain('Unknown');
  });
});
