import { afterAll, describe, expect, jest, test } from '@jest/globals';
import type { BrowserContext, Page } from 'playwright-core';
import { startClientSite } from '../interaction/support/client-site.ts';
import { phase, scanAndConfirm, step, untilBack } from '../interaction/support/person.ts';
import { axeFindings } from '../support/axe.ts';
import { closeChromium, openContext } from '../support/chromium.ts';
import { startStack, type Stack } from '../support/stack.ts';
import { Device } from './support/device.ts';

jest.setTimeout(180_000);
afterAll(closeChromium);

const OFFER = '下次不用手机';
const MAKE = { name: '创建通行密钥' };
const USE = { name: /^用通行密钥登录/ };
const FIELD = { name: '点这里，选择通行密钥' };

/** Opens the hosted page, and signs in with the phone. */
async function withPhone(stack: Stack, page: Page): Promise<void> {
  await page.goto(stack.url);
  await phase(page, 'waiting');
  await scanAndConfirm(stack, page);
  await phase(page, 'signed-in');
}

/** Somebody who has made a passkey, signed out, and stands before a code again. */
async function withPasskey(stack: Stack, context?: BrowserContext) {
  const page = await (context ?? (await openContext())).newPage();
  const device = await Device.behind(page);
  await withPhone(stack, page);
  await page.getByRole('button', MAKE).click();
  await page.getByText('通行密钥已创建').waitFor();
  await forgetHere(page);
  await page.getByRole('button', { name: '退出登录' }).click();
  await phase(page, 'waiting');
  return { page, device };
}

/** A browser in which no passkey was used yet: without a field, the person is asked when they press the button. */
async function forgetHere(page: Page): Promise<void> {
  await page.evaluate(() => localStorage.removeItem('maqiao:passkey'));
}

describe('next time without a phone', () => {
  test('a passkey is offered after a sign-in, made, and signs in; then the browser lists it by itself', async () => {
    const stack = await startStack();
    const page = await (await openContext()).newPage();
    const device = await Device.behind(page);
    await withPhone(stack, page);
    await page.getByRole('heading', { name: OFFER }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', MAKE).click();
    await page.getByText('通行密钥已创建').waitFor();
    expect(await device.passkeys()).toMatchObject([{ isResidentCredential: true, rpId: 'localhost' }]);
    await forgetHere(page);

    await page.getByRole('button', { name: '退出登录' }).click();
    await phase(page, 'waiting');
    await page.getByRole('button', USE).click();
    await phase(page, 'signed-in');
    // They have one: nothing more is offered.
    expect(await page.getByRole('heading', { name: OFFER }).count()).toBe(0);

    await device.touch(false);
    await page.getByRole('button', { name: '退出登录' }).click();
    await page.getByRole('textbox', FIELD).waitFor();
    expect(await page.getByRole('textbox', FIELD).getAttribute('autocomplete')).toBe('username webauthn');
    await phase(page, 'waiting');
    expect(await axeFindings(page)).toEqual([]);
    // The person chooses it from the list.
    await device.touch(true);
    await page.reload();
    await phase(page, 'signed-in');
  });

  test('whoever does not want one is not asked again', async () => {
    const stack = await startStack();
    const context = await openContext();
    const page = await context.newPage();
    await Device.behind(page);
    await withPhone(stack, page);
    await page.getByRole('button', { name: '不用了' }).click();
    expect(await page.getByRole('heading', { name: OFFER }).count()).toBe(0);
    await page.reload();
    await phase(page, 'signed-in');
    await page.waitForLoadState('networkidle');
    expect(await page.getByRole('heading', { name: OFFER }).count()).toBe(0);
  });
});

/** Begins a sign-in in this tab, and finishes it: as the page does, without its view. */
const begin = (page: Page) =>
  page.evaluate(async () => {
    const answer = await fetch('/api/passkeys/sign-in/options', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    const options = PublicKeyCredential.parseRequestOptionsFromJSON(
      (await answer.json()) as PublicKeyCredentialRequestOptionsJSON,
    );
    const credential = await navigator.credentials.get({ publicKey: options });
    return (credential as PublicKeyCredential).toJSON();
  });
const finish = (page: Page, credential: object) =>
  page.evaluate(async (proof) => {
    const answer = await fetch('/api/passkeys/sign-in', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ credential: proof }),
    });
    return { status: answer.status, body: (await answer.json()) as { code?: string } };
  }, credential);

test('two tabs hold two challenges; an answer is good once, and in no other browser', async () => {
  const stack = await startStack();
  const context = await openContext();
  const { page, device } = await withPasskey(stack, context);
  const other = await context.newPage();
  await other.goto(stack.url);
  const there = await Device.behind(other);
  await there.put(await device.passkeys());
  const proof = await begin(other);
  // The other tab's sign-in does not disturb it.
  await page.getByRole('button', USE).click();
  await phase(page, 'signed-in');
  const stranger = await (await openContext()).newPage();
  await stranger.goto(stack.url);
  expect(await finish(stranger, proof)).toMatchObject({ status: 400, body: { code: 'expired_token' } });
  // The tabs share the authenticator's person, and not its counter.
  expect(await finish(other, proof)).toMatchObject({ status: 403, body: { code: 'passkey_copied' } });
  expect(await finish(other, proof)).toMatchObject({ status: 400, body: { code: 'expired_token' } });
  const [passkey] = await device.passkeys();
  if (passkey === undefined) throw new Error('no passkey');
  await there.put([{ ...passkey, signCount: passkey.signCount + 10 }]);
  const again = await begin(other);
  expect((await finish(other, again)).status).toBe(200);
  expect((await finish(other, again)).status).toBe(400);
});

describe('a passkey that does not do', () => {
  test('wrong finger, removed at the server, or copied: a sentence, the code is still there', async () => {
    const stack = await startStack();
    const { page, device } = await withPasskey(stack);
    const said = page.locator('.passkey-said');
    await device.verify(false);
    await page.getByRole('button', USE).click();
    await said.filter({ hasText: '没有用上通行密钥' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await device.verify(true);

    // A copy that was taken before the passkey was used last.
    const before = await device.passkeys();
    await page.getByRole('button', USE).click();
    await phase(page, 'signed-in');
    await forgetHere(page);
    await page.getByRole('button', { name: '退出登录' }).click();
    await phase(page, 'waiting');
    await device.put(before);
    await page.getByRole('button', USE).click();
    await said.filter({ hasText: '可能被复制过' }).waitFor();
    await phase(page, 'waiting');
  });

  test('no authenticator: while the browser looks for one, the code is there, and the phone signs in', async () => {
    const stack = await startStack();
    const page = await (await openContext()).newPage();
    await Device.behind(page, { withAuthenticator: false });
    await page.goto(stack.url);
    await phase(page, 'waiting');
    await page.getByRole('button', USE).click();
    await page.locator('.passkey [aria-disabled="true"]').waitFor();
    await scanAndConfirm(stack, page);
    await phase(page, 'signed-in');
  });
});

describe('nothing is offered', () => {
  test('where the browser has no WebAuthn, and where the page has an address in place of a name', async () => {
    const stack = await startStack();
    const old = await (await openContext()).newPage();
    await old.addInitScript(() => Reflect.deleteProperty(window, 'PublicKeyCredential'));
    await withPhone(stack, old);
    await old.waitForLoadState('networkidle');
    for (const name of [OFFER, USE.name]) expect(await old.getByText(name).count()).toBe(0);

    const wechat = await openContext({
      userAgent:
        'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.60(0x18003c31) NetType/WIFI Language/zh_CN',
    });
    const inside = await wechat.newPage();
    await inside.goto(stack.url);
    await phase(inside, 'waiting');
    await inside.waitForLoadState('networkidle');
    expect(await inside.getByText(USE.name).count()).toBe(0);
  });

  test('another name of the same server is another origin: it begins nothing', async () => {
    const stack = await startStack();
    const page = await (await openContext()).newPage();
    await Device.behind(page);
    await page.goto(stack.url.replace('localhost', '127.0.0.1'));
    await page.getByRole('button', USE).click();
    await page.locator('.passkey-said').filter({ hasText: '这个网站没有开通此登录' }).waitFor();
  });
});

test('for a client: the person signs in with the passkey, is asked, and is back', async () => {
  const stack = await startStack();
  const shop = await startClientSite(stack);
  const { page } = await withPasskey(stack);
  await page.goto(shop.url);
  await page.click('#sign-in');
  await phase(page, 'waiting');
  await page.getByRole('button', USE).click();
  await step(page, 'asking');
  await page.getByRole('button', { name: '继续' }).click();
  await untilBack(page);
  expect(shop.answers).toMatchObject([{ sub: expect.any(String) }]);
});
