import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { freePort } from '@maqiao/test-servers';
import { createServer } from 'node:http';
import type { FrameLocator, Page } from 'playwright-core';
import { eventsOf } from '../embed/support/shop.ts';
import { startSite } from '../embed/support/site.ts';
import { startClientSite } from '../interaction/support/client-site.ts';
import { phase, step, untilBack } from '../interaction/support/person.ts';
import { afterTest } from '../support/after-test.ts';
import { closeChromium, openContext } from '../support/chromium.ts';
import { startStack, type Stack } from '../support/stack.ts';

jest.setTimeout(180_000);
afterAll(closeChromium);

const WEBSITE = { appId: 'wx3333333333333333', appSecret: 'website-secret', webDomain: 'localhost' };
const ACCOUNT = {
  appId: 'wx2222222222222222',
  appSecret: 'account-secret',
  token: 'pushtoken',
  id: 'gh_0123456789ab',
  webDomain: 'localhost',
};
const WECHAT =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.60(0x18003c31) NetType/WIFI Language/zh_CN';

function startAccounts(environment: Record<string, string> = {}): Promise<Stack> {
  return startStack(
    {
      WECHAT_WEBSITE_APP_ID: WEBSITE.appId,
      WECHAT_WEBSITE_APP_SECRET: WEBSITE.appSecret,
      WECHAT_OFFICIAL_ACCOUNT_APP_ID: ACCOUNT.appId,
      WECHAT_OFFICIAL_ACCOUNT_APP_SECRET: ACCOUNT.appSecret,
      WECHAT_OFFICIAL_ACCOUNT_TOKEN: ACCOUNT.token,
      WECHAT_OFFICIAL_ACCOUNT_ID: ACCOUNT.id,
      WECHAT_OFFICIAL_ACCOUNT_ENCODING_AES_KEY: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
      LOGIN_METHODS: 'mini-program,official-account-web,website',
      ...environment,
    },
    { wechat: { website: WEBSITE, officialAccount: ACCOUNT }, released: false },
  );
}

/** WeChat on this computer signs the first person in, without a scan; a browser is asked once who that is. */
async function quick(at: Page | FrameLocator, { isKnown = false } = {}): Promise<void> {
  await at.locator('.connect-card[data-state="waiting"] button').click();
  if (!isKnown) await at.locator('[data-person="a"]').click();
}

describe('a website on a computer', () => {
  test('in a frame of our own page, as large as it has to be; then on WeChat’s own page', async () => {
    const stack = await startAccounts();
    const page = await (await openContext()).newPage();
    await page.goto(stack.url);
    await phase(page, 'waiting');
    await page.getByRole('button', { name: '用这台电脑上的微信登录' }).click();
    const frame = page.locator('iframe.website-frame');
    for (const permission of ['local-network-access', 'local-network', 'loopback-network'])
      expect(await frame.getAttribute('allow')).toContain(permission);
    // One code at a time.
    expect(await page.locator('maqiao-login').isVisible()).toBe(false);
    await page.getByRole('button', { name: '换回原来的码' }).click();
    expect(await page.locator('maqiao-login').isVisible()).toBe(true);
    await page.getByRole('button', { name: '用这台电脑上的微信登录' }).click();
    await quick(page.frameLocator('iframe.website-frame'));
    await phase(page, 'signed-in');
    expect(new URL(page.url()).origin).toBe(stack.url);

    const other = await (await openContext()).newPage();
    await other.goto(stack.url);
    await phase(other, 'waiting');
    await other.getByRole('button', { name: '用这台电脑上的微信登录' }).click();
    await other.getByRole('link', { name: '在微信的页面上登录' }).click();
    await other.waitForURL(/\/connect\/qrconnect/);
    await quick(other);
    await phase(other, 'signed-in');
  });

  test('as the only way: no code is shown, and nothing is said to be wrong', async () => {
    const stack = await startAccounts({ LOGIN_METHODS: 'website' });
    const page = await (await openContext()).newPage();
    await page.goto(stack.url);
    await page.getByRole('heading', { name: /^登录 / }).waitFor();
    expect(await page.locator('maqiao-login').count()).toBe(0);
    await page.getByRole('button', { name: '用这台电脑上的微信登录' }).click();
    await quick(page.frameLocator('iframe.website-frame'));
    await phase(page, 'signed-in');
  });

  test('for a client: the person is asked once they are known, and is back', async () => {
    const stack = await startAccounts();
    const shop = await startClientSite(stack);
    const page = await (await openContext()).newPage();
    await page.goto(shop.signInUrl());
    await phase(page, 'waiting');
    await page.getByRole('button', { name: '用这台电脑上的微信登录' }).click();
    await quick(page.frameLocator('iframe.website-frame'));
    await step(page, 'asking');
    await page.getByRole('button', { name: '继续' }).click();
    await untilBack(page);
    expect(shop.answers).toEqual([expect.objectContaining({ sub: expect.any(String) })]);
  });
});

describe('inside WeChat', () => {
  test('one tap, and WeChat’s question for somebody new; the next time nothing is asked', async () => {
    const stack = await startAccounts();
    const open = async () => {
      const context = await openContext({ userAgent: WECHAT, viewport: { width: 390, height: 844 } });
      const page = await context.newPage();
      await page.goto(stack.url);
      await page.getByRole('link', { name: '用当前微信登录' }).click();
      await page.locator('[data-person="a"]').click();
      return page;
    };
    const first = await open();
    // The silent journey has named the openid only: somebody new is asked by WeChat.
    await first.locator('[data-answer="allow"]').click();
    await phase(first, 'signed-in');
    await phase(await open(), 'signed-in');
  });

  test('a snapshot visitor reads what to do', async () => {
    const stack = await startAccounts();
    const page = await (await openContext({ userAgent: WECHAT })).newPage();
    await page.goto(stack.url);
    await page.getByRole('link', { name: '用当前微信登录' }).click();
    await page.locator('[data-person="a"]').click();
    await page.locator('[data-answer="snapshot"]').click();
    await page.getByText('使用完整服务').waitFor();
  });
});

/** A shop on a domain of its own that embeds the element, under the strictest policy that this needs. */
async function openShop(environment: Record<string, string> = {}) {
  const site = await startSite('shop.localhost');
  const stack = await startAccounts({ CORS_ORIGINS: site.origin, ...environment });
  const policy = [
    "default-src 'none'",
    `script-src 'self' ${stack.url}/maqiao.js ${stack.url}/maqiao-popup.js`,
    `connect-src ${stack.url} ${stack.url.replace('http', 'ws')}`,
    'img-src data:',
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
    'report-uri /reports',
  ].join('; ');
  site.files['/'] = {
    type: 'text/html',
    headers: { 'content-security-policy': policy },
    text: `<!doctype html><html lang="zh-CN"><title>Shop</title><script src="/shop.js" defer></script>
<script src="${stack.url}/maqiao.js" defer></script><maqiao-login site-name="山前书店"></maqiao-login></html>`,
  };
  // The same, cut off from the windows that it opens.
  site.files['/cut-off'] = {
    ...site.files['/'],
    headers: { 'content-security-policy': policy, 'cross-origin-opener-policy': 'same-origin' },
  };
  const script = `
    window.shopEvents = [];
    for (const name of ['login', 'logout', 'error'])
      document.querySelector('maqiao-login').addEventListener(name, ({ detail }) => window.shopEvents.push({ name, detail }));`;
  site.files['/shop.js'] = { type: 'text/javascript', text: script };
  const page = await (await openContext()).newPage();
  await page.goto(site.origin);
  return { site, page, stack };
}

const BUTTON = '在微信的页面上登录';
const headline = (page: Page, text: string) => page.locator(`.headline:text-is("${text}")`).waitFor();

async function tap(page: Page, name = BUTTON): Promise<Page> {
  const [popup] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('button', { name }).click(),
  ]);
  return popup;
}

describe('the pop-up of an embedding page', () => {
  /** Calls that would sign somebody in. */
  function redemptionsOf(page: Page): string[] {
    const calls: string[] = [];
    page.on('request', (call) => call.url().endsWith('/redeem') && calls.push(call.url()));
    return calls;
  }

  test('signs in as a scan does, and hears nobody but its window', async () => {
    const { site, page } = await openShop();
    await phase(page, 'waiting');
    const redemptions = redemptionsOf(page);
    const popup = await tap(page);
    await headline(page, '请在打开的窗口里登录 山前书店');
    // One code at a time.
    expect(await page.locator('maqiao-login .code').count()).toBe(0);
    // The page's own scripts, or a frame in it, say that somebody has signed in.
    await page.evaluate(() => {
      const forged = { type: 'maqiao-sign-in', code: 'c'.repeat(43) };
      window.postMessage(forged, '*');
      window.dispatchEvent(new MessageEvent('message', { data: forged, origin: location.origin }));
    });
    await Promise.all([popup.waitForEvent('close'), quick(popup)]);
    await phase(page, 'signed-in');
    expect(redemptions).toHaveLength(1);
    const [login, ...more] = await eventsOf(page);
    expect(more).toEqual([]);
    const token = String(login?.detail?.accessToken).split('.')[1] ?? '';
    expect(JSON.parse(Buffer.from(token, 'base64url').toString())).toMatchObject({ aud: site.origin });
    expect(site.reports).toEqual([]);
  });

  test('a window that is closed, declined or cut off: in words; it opens again, and another tap shows it', async () => {
    const { site, page } = await openShop();
    await phase(page, 'waiting');
    const first = await tap(page);
    await first.locator('.connect-card').waitFor();
    await page.getByRole('button', { name: '回到那个窗口' }).click();
    expect(page.context().pages()).toHaveLength(2);
    await first.close();
    await headline(page, '登录窗口关上了');

    const again = await tap(page, '再打开一次');
    await again.locator('.connect-card[data-state="waiting"] button').waitFor();
    const callback = new URL(again.url());
    const back = new URL(callback.searchParams.get('redirect_uri') ?? '');
    back.searchParams.set('state', callback.searchParams.get('state') ?? '');
    // What WeChat does after a refusal. Going there by hand would cut the window off, as an address that is typed does.
    await again.evaluate((address) => void (location.href = address), back.href);
    await again.getByText('你在微信里取消了登录').waitFor();
    await headline(page, '你在微信里取消了登录');
    await page.getByRole('button', { name: '换回原来的码' }).click();
    await page.locator('maqiao-login .code').waitFor();

    const cutOff = await (await openContext()).newPage();
    await cutOff.goto(`${site.origin}/cut-off`);
    await phase(cutOff, 'waiting');
    const lost = await tap(cutOff);
    await headline(cutOff, '登录窗口关上了');
    await cutOff.locator('.advice', { hasText: '它已经和这个网页断开' }).waitFor();
    await quick(lost);
    await lost.getByRole('heading', { name: '登录没有完成' }).waitFor();
    await phase(cutOff, 'waiting');
  });

  test('as the only way: no code is asked for, and no error is told', async () => {
    const { page } = await openShop({ LOGIN_METHODS: 'website' });
    await headline(page, '登录 山前书店');
    const popup = await tap(page);
    await Promise.all([popup.waitForEvent('close'), quick(popup)]);
    await phase(page, 'signed-in');
    expect((await eventsOf(page)).map(({ name }) => name)).toEqual(['login']);
  });
});

describe('a pop-up', () => {
  /** A page that opens one and keeps what it is told. */
  async function startSite(stack: Stack, port: number, host: string): Promise<string> {
    const script = `
      const bytes = crypto.getRandomValues(new Uint8Array(32));
      const base64url = (from) => btoa(String.fromCharCode(...new Uint8Array(from))).replace(/\\+/g, '-').replace(/\\//g, '_').replace(/=/g, '');
      const verifier = base64url(bytes);
      window.heard = [];
      window.addEventListener('message', (event) => window.heard.push(event.data));
      document.querySelector('button').onclick = async () => {
        const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
        const query = new URLSearchParams({ display: 'popup', origin: document.body.dataset.as, challenge: base64url(hash) });
        window.open('${stack.url}/sign-in/website?' + query, 'sign-in', 'popup');
      };
      window.redeem = (code) => fetch('${stack.url}/api/sign-in/redeem', {
        method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ code, verifier }),
      }).then((answer) => answer.json());
    `;
    const server = createServer((request, response) => {
      const as = new URL(request.url ?? '/', 'http://x').searchParams.get('as') ?? '';
      response
        .setHeader('content-type', 'text/html')
        .end(`<title>Shop</title><body data-as="${as}"><button>Sign in</button><script>${script}</script>`);
    });
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    afterTest(() => {
      server.closeAllConnections();
      server.close();
    });
    return `http://${host}:${port}`;
  }

  test('tells the listed page that has opened it, closes, and tells a foreign page nothing', async () => {
    const [listed, foreign] = [await freePort(), await freePort()];
    const shop = `http://shop.localhost:${listed}`;
    const stack = await startAccounts({ CORS_ORIGINS: shop });
    await startSite(stack, listed, 'shop.localhost');
    const evil = await startSite(stack, foreign, 'evil.localhost');
    const context = await openContext({}, { expected: /postMessage/ });
    const page = await context.newPage();

    await page.goto(`${shop}/?as=${encodeURIComponent(shop)}`);
    const [popup] = await Promise.all([page.waitForEvent('popup'), page.click('button')]);
    await Promise.all([popup.waitForEvent('close'), quick(popup)]);
    const [told] = await page.evaluate<{ code: string }[]>('heard');
    expect(told).toEqual({ type: 'maqiao-sign-in', code: expect.stringMatching(/^[\w-]{43}$/) });
    expect(await page.evaluate(`redeem(${JSON.stringify(told?.code)})`)).toMatchObject({
      tokenType: 'Bearer',
    });

    // It says that it is the listed page: browsers do not give the message to another one.
    await page.goto(`${evil}/?as=${encodeURIComponent(shop)}`);
    const [stolen] = await Promise.all([page.waitForEvent('popup'), page.click('button')]);
    await stolen.getByRole('button', { name: '继续' }).click();
    await Promise.all([stolen.waitForEvent('close'), quick(stolen, { isKnown: true })]);
    expect(await page.evaluate('heard')).toEqual([]);
  });
});
