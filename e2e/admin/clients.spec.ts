import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { OwnerClient, OwnerClients } from '@maqiao/shared';
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { ADMIN_KEY, startMaqiao, type Maqiao } from '../recipes/support/maqiao.ts';
import { closeChromium } from '../support/chromium.ts';
import { openAdmin, SCREENS, unlock } from './support/open-admin.ts';
import { isWide, violations } from './support/usable.ts';

const TIMEOUT_MS = 120_000;
const CALLBACK = 'https://shop.example.com/callback';
const PUBLIC = { token_endpoint_auth_method: 'none' };

let maqiao: Maqiao;
beforeAll(async () => {
  maqiao = await startMaqiao();
}, TIMEOUT_MS);
afterAll(async () => {
  await closeChromium();
  await maqiao.stop();
}, TIMEOUT_MS);

async function openClients(options: BrowserContextOptions = {}): Promise<Page> {
  const page = await openAdmin(maqiao, options);
  await unlock(page);
  await page.getByRole('button', { name: /^(接入应用|Clients)$/ }).click();
  await page.getByRole('heading', { name: /^(接入应用|Clients)$/ }).waitFor();
  return page;
}

async function call<T>(path: string, body: object): Promise<T> {
  const answer = await fetch(`${maqiao.url}/api/clients${path}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${ADMIN_KEY}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (answer.status === 204 ? undefined : await answer.json()) as T;
}

async function read(id: string): Promise<OwnerClient> {
  const answer = await fetch(`${maqiao.url}/api/clients/${id}`, {
    headers: { Authorization: `Bearer ${ADMIN_KEY}` },
  });
  return (await answer.json()) as OwnerClient;
}

/** The texts that a screen reader says with a control. */
function described(control: Locator): Promise<string> {
  return control.evaluate((element) =>
    (element.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent)
      .join(' '),
  );
}

async function registered() {
  const answer = await fetch(`${maqiao.url}/api/clients`, {
    headers: { Authorization: `Bearer ${ADMIN_KEY}` },
  });
  return ((await answer.json()) as OwnerClients).clients;
}

afterEach(async () => {
  for (const { client_id: id } of await registered()) await call(`/${id}/delete`, {});
});

describe('issue 15, number 2: /admin, Clients', () => {
  test.each(SCREENS)(
    'on %s: register, take the secret, see what to enter, and anybody can use it',
    async (_name, options) => {
      const page = await openClients(options);
      const usable = async () => {
        expect(await violations(page)).toEqual([]);
        expect(await isWide(page)).toBe(false);
      };
      await page.getByText(/还没有登记任何应用|No client is registered yet/).waitFor();
      await usable();

      await page.getByRole('button', { name: /^(登记应用|Register a client)$/ }).click();
      await page.locator('summary').click();
      await usable();
      await page.locator('#client-name').fill('山前书店');
      await page.locator('#client-id').fill('shop');
      await page.getByRole('checkbox', { name: /只读 ID 令牌|reads the ID token only/ }).check();
      await page.locator('#client-uris').fill(`http://shop.example.com/cb\n${CALLBACK}`);
      await page.getByRole('button', { name: /^(登记|Register)$/ }).click();
      await page
        .getByRole('alert')
        .getByText(/^(回调地址 1 是 http|Redirect URI 1 is http)/)
        .waitFor();
      await usable();
      await page.locator('#client-uris').fill(CALLBACK);
      await page.getByRole('button', { name: /^(登记|Register)$/ }).click();

      const secret = page.locator('.client-secret');
      await secret.waitFor();
      expect(await secret.locator('code').textContent()).toMatch(/^[\w-]{43}$/);
      expect(await page.evaluate(() => document.activeElement?.className)).toBe('client-secret');
      await usable();
      await secret.getByRole('button', { name: /^(已保存好|I have it)$/ }).click();
      await secret.waitFor({ state: 'detached' });
      expect(await registered()).toMatchObject([{ client_id: 'shop', claims_in_id_token: true }]);

      await page.getByRole('button', { name: /^(查看|Show) / }).click();
      const block = page.locator('.client-blocks');
      const chosen = block.locator('select');
      const names = await chosen.locator('option').allTextContents();
      expect(names).toHaveLength(17);
      for (const name of names) {
        await chosen.selectOption({ label: name });
        const text = (await block.locator('code').textContent()) ?? '';
        expect([name, text.includes(maqiao.url), text.includes('shop')]).toEqual([name, true, true]);
        expect(text).not.toMatch(/undefined|\[object/);
        expect(await isWide(page)).toBe(false);
      }
      await usable();
    },
    TIMEOUT_MS,
  );

  test('with the keyboard alone: a new secret and a removal, each after one more question', async () => {
    const first = await call<{ client_secret: string }>('', {
      client_id: 'shop',
      client_name: 'Shop',
      redirect_uris: [CALLBACK],
    });
    const page = await openClients({ locale: 'en' });
    await page.getByRole('button', { name: 'Show Shop shop' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'New secret' }).focus();
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Cancel');
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const secret = page.locator('.client-secret code');
    await secret.waitFor();
    expect(await secret.textContent()).not.toBe(first.client_secret);
    await page.getByText(/The secret before: until/).waitFor();
    expect(await page.content()).not.toContain(first.client_secret);

    await page.getByRole('button', { name: 'Remove Shop', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Nobody could sign in to Shop any more').waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Cancel');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('No client is registered yet.').waitFor();
    expect(await page.locator('.client-secret').count()).toBe(0);
  }, 120_000);

  test('a secret is copied, is in no storage, and is gone with the view', async () => {
    const page = await openClients({ locale: 'en', permissions: ['clipboard-read', 'clipboard-write'] });
    await page.getByRole('button', { name: 'Register a client' }).click();
    await page.locator('#client-name').fill('Shop');
    await page.locator('#client-uris').fill(CALLBACK);
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: 'Register', exact: true }).click();
    const secret = (await page.locator('.client-secret code').textContent()) ?? '';
    await page.getByRole('button', { name: 'Copy The secret of Shop' }).click();
    await page.getByText('Copied').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(secret);
    const kept = await page.evaluate(() =>
      JSON.stringify([location.href, { ...localStorage }, { ...sessionStorage }, document.cookie]),
    );
    expect(kept).not.toContain(secret);
    await page.getByRole('button', { name: 'Overview' }).click();
    await page.getByRole('button', { name: 'Clients' }).click();
    await page.getByRole('button', { name: /^Show Shop/ }).click();
    expect(await page.content()).not.toContain(secret);
  }, 120_000);

  test.each(SCREENS)(
    'on %s: change a client; what the server refuses is said at its field, and nothing typed is lost',
    async (_name, options) => {
      await call('', { client_id: 'shop', client_name: 'Shop', redirect_uris: [CALLBACK] });
      const page = await openClients(options);
      const form = page.getByRole('form', { name: /^(修改|Change) Shop$/ });
      const field = (name: RegExp) => form.getByLabel(name);
      const name = field(/^(名称|Name)$/);
      const uris = field(/^(回调地址|Redirect URIs)$/);
      const save = form.getByRole('button', { name: /^(保存|Save)$/ });
      const usable = async () => {
        expect(await violations(page)).toEqual([]);
        expect(await isWide(page)).toBe(false);
      };
      await page.getByRole('button', { name: /^(查看|Show) / }).click();
      await page.getByRole('button', { name: /^(修改|Change) Shop shop$/ }).click();
      await form.waitFor();
      expect(await name.inputValue()).toBe('Shop');
      expect(await uris.inputValue()).toBe(CALLBACK);
      await form.getByText(/客户端 ID shop 不能修改|The client ID shop cannot be changed/).waitFor();
      await usable();

      const typed = `${CALLBACK}\nhttp://shop.example.com/cb`;
      await name.fill('');
      await uris.fill(typed);
      await field(/^(退出后的地址|Addresses after sign-out)$/).fill('https://shop.example.com/bye');
      await field(/^(退出通知地址|Address that is told of sign-outs)$/).fill('ftp://shop.example.com');
      await field(/^email/).check();
      await field(/^wechat/).check();
      for (const grant of [/^authorization_code/, /^refresh_token/]) await field(grant).uncheck();
      await save.click();
      await form
        .getByRole('alert')
        .getByText(/没有保存|Nothing was saved/)
        .waitFor();
      // What the schema refuses field by field comes first; what members mean together is checked after it.
      expect(await described(name)).toMatch(/^(名称应为用户认得的名称|Name must be the name that people)/);
      expect(await described(field(/^(退出通知地址|Address that is told)/))).toMatch(/ https /);
      expect(await described(form.locator('.client-choices').last())).toMatch(
        /^(授权类型应包含|Grant types must contain)/,
      );
      expect(await name.evaluate((input) => input === document.activeElement)).toBe(true);
      expect(await uris.inputValue()).toBe(typed);
      await usable();

      await name.fill('海边杂货');
      await field(/^(退出通知地址|Address that is told)/).fill('https://shop.example.com/out');
      await field(/^authorization_code/).check();
      await save.click();
      await form.getByText(/^(回调地址 2 是 http|Redirect URI 2 is http)/).waitFor();
      expect(await described(field(/^(占位邮箱的域名|Domain of the placeholder)/))).toMatch(/scope/);
      expect(await name.getAttribute('aria-invalid')).toBeNull();
      expect(await name.inputValue()).toBe('海边杂货');
      expect((await read('shop')).client_name).toBe('Shop');
      await usable();

      await uris.fill(`${CALLBACK}\nhttps://shop.example.com/cb`);
      await field(/^(占位邮箱的域名|Domain of the placeholder)/).fill('users.example.com');
      await field(/^(程序不支持 PKCE|The program cannot do PKCE)$/).check();
      await field(/^(程序只读 ID 令牌|The program reads the ID token only)/).check();
      await field(/^(ID 令牌的签名算法|Signature of ID tokens)$/).selectOption('ES256');
      await save.click();
      await form.waitFor({ state: 'detached' });
      await page.getByText(/^(已保存|Saved)$/).waitFor();
      expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toMatch(
        /^(修改|Change) 海边杂货 shop$/,
      );
      await usable();
      expect(await read('shop')).toMatchObject({
        client_name: '海边杂货',
        redirect_uris: [CALLBACK, 'https://shop.example.com/cb'],
        post_logout_redirect_uris: ['https://shop.example.com/bye'],
        backchannel_logout_uri: 'https://shop.example.com/out',
        scope: 'openid profile offline_access wechat email',
        email_domain: 'users.example.com',
        grant_types: ['authorization_code'],
        require_pkce: false,
        claims_in_id_token: true,
        id_token_signed_response_alg: 'ES256',
        token_endpoint_auth_method: 'client_secret_basic',
        secrets: [{ expires_at: 0 }],
      });
    },
    TIMEOUT_MS,
  );

  test('only what was changed is sent, and a secret that is shown stays there', async () => {
    await call('', { client_id: 'page', client_name: 'Page', redirect_uris: [CALLBACK], ...PUBLIC });
    const page = await openClients({ locale: 'en' });
    const sent: string[] = [];
    page.on('request', (request) => {
      if (/api\/clients\/page$/.test(request.url())) sent.push(request.postData() ?? '');
    });
    const change = page.getByRole('button', { name: 'Change Page page' });
    const save = page.getByRole('button', { name: 'Save' });
    await page.getByRole('button', { name: /^Show / }).click();
    await change.click();
    // A public client has neither a way to send its secret nor a choice about PKCE.
    expect(await page.getByLabel('The program cannot do PKCE').count()).toBe(0);
    expect(await page.getByLabel('How the secret is sent').count()).toBe(0);
    await page.keyboard.press('Enter');
    await page.getByText('Saved', { exact: true }).waitFor();
    expect(sent).toEqual([]);

    await change.click();
    await call('/page', { scope: 'openid' });
    await page.getByLabel('Address that is told of sign-outs').fill('https://shop.example.com/out');
    await page.context().setOffline(true);
    await save.click();
    await page.getByRole('alert').getByText('The server cannot be reached').waitFor();
    await page.context().setOffline(false);
    // Out of sight, and back.
    await page.getByRole('button', { name: /^Hide / }).click();
    await page.getByRole('button', { name: /^Show / }).click();
    await save.click();
    await page.getByText('Saved', { exact: true }).waitFor();
    expect(sent.at(-1)).toBe('{"backchannel_logout_uri":"https://shop.example.com/out"}');
    expect(await read('page')).toMatchObject({ scope: 'openid' });

    await call('/page', { backchannel_logout_uri: null });
    await page.getByRole('button', { name: 'Register a client' }).click();
    await page.locator('#client-name').fill('Shop');
    await page.locator('#client-uris').fill(CALLBACK);
    await page.getByRole('button', { name: 'Register', exact: true }).click();
    await page.locator('.client-secret').waitFor();
    await change.click();
    await page.getByLabel('Name', { exact: true }).fill('Page of the shop');
    await save.click();
    await page.getByText('Page of the shop').first().waitFor();
    expect(await page.locator('.client-secret').count()).toBe(1);
  }, 120_000);
});
