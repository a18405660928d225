import { afterAll, describe, expect, jest, test } from '@jest/globals';
import type { RunningMiniProgram } from '@maqiao/mini-program-host/node';
import { PNG } from 'pngjs';
import { closeChromium } from '../support/chromium.ts';
import { startStack, type Stack } from '../support/stack.ts';
import {
  complaints,
  openBrowser,
  openHome,
  TIMEOUT_MS,
  untilShown,
  signBrowserIn,
  tapWhenReady,
} from './support/person.ts';

jest.setTimeout(120_000);
afterAll(closeChromium);

function picture(): Uint8Array {
  const png = new PNG({ width: 300, height: 200 });
  png.data.fill(0x7f);
  return PNG.sync.write(png);
}

async function openProfile(
  stack: Stack,
  options: Parameters<typeof openHome>[1] = {},
): Promise<RunningMiniProgram> {
  const phone = await openHome(stack, options);
  phone.tap('#profile');
  await phone.until(() => phone.text('#save-nickname'), 'the profile', TIMEOUT_MS);
  return phone;
}

async function nameIs(phone: RunningMiniProgram, name: string): Promise<void> {
  phone.type('#nickname', name);
  await tapWhenReady(phone, '#save-nickname');
}

test('a name and a picture: consent first, then they are on the phone and on the page that is signed in', async () => {
  const stack = await startStack();
  const phone = await openProfile(stack, {
    privacyAgreed: false,
    chooseAvatar: () => Promise.resolve(picture()),
  });
  phone.tap('#choose-picture');
  await untilShown(phone, '#privacy', '不同意也能登录');
  await tapWhenReady(phone, '#privacy-agree');
  await untilShown(phone, '#profile-done', '头像换好了');
  const [, avatarUrl = ''] = /src="([^"]*\/api\/avatars\/[^"]+)"/.exec(phone.html()) ?? [];
  const served = await fetch(avatarUrl);
  expect([served.status, served.headers.get('content-type')]).toEqual([200, 'image/jpeg']);

  await nameIs(phone, '  林间 ');
  await untilShown(phone, '#profile-done', '昵称保存了');
  const page = await openBrowser(stack);
  await signBrowserIn(phone, page);
  expect(await page.textContent('.card')).toContain('林间');
  expect(complaints(phone)).toEqual([]);
});

test('both can be taken away again', async () => {
  const stack = await startStack();
  const phone = await openProfile(stack, { chooseAvatar: () => Promise.resolve(picture()) });
  phone.tap('#choose-picture');
  await untilShown(phone, '#profile-done', '头像换好了');
  await tapWhenReady(phone, '#remove-picture');
  await untilShown(phone, '#profile-done', '头像去掉了');
  expect(phone.html()).not.toContain('/api/avatars/');
  await nameIs(phone, '林间');
  await untilShown(phone, '#profile-done', '昵称保存了');
  await tapWhenReady(phone, '#remove-nickname');
  await untilShown(phone, '#profile-done', '昵称去掉了');
  phone.back();
  await untilShown(phone, '#nickname', '还没有昵称');
});

describe('failures are shown, and everything else works', () => {
  test('a person who declines the privacy guide keeps everything else', async () => {
    const stack = await startStack();
    const phone = await openProfile(stack, {
      privacyAgreed: false,
      chooseAvatar: () => Promise.reject(new Error('must not be asked')),
    });
    phone.tap('#choose-picture');
    await phone.until(() => phone.text('#privacy'), 'the question', TIMEOUT_MS);
    await tapWhenReady(phone, '#privacy-decline');
    await untilShown(phone, '#profile-trouble', '不设头像也能正常登录');
    // Entering the field asks again; declined, a name can still be typed by hand.
    phone.focus('#nickname');
    await phone.until(() => phone.text('#privacy'), 'the question', TIMEOUT_MS);
    await tapWhenReady(phone, '#privacy-decline');
    await nameIs(phone, '林间');
    await untilShown(phone, '#profile-done', '昵称保存了');
    const page = await openBrowser(stack);
    await signBrowserIn(phone, page);
    expect(complaints(phone)).toEqual([]);
  });

  test('an owner who has not declared pictures in the console', async () => {
    const stack = await startStack();
    const phone = await openProfile(stack, {
      privacyDeclared: false,
      chooseAvatar: () => Promise.reject(new Error('must not be asked')),
    });
    phone.tap('#choose-picture');
    await untilShown(phone, '#profile-trouble', '请告诉站长');
    await nameIs(phone, '林间');
    await untilShown(phone, '#profile-done', '昵称保存了');
  });

  test('pictures that are none, or too large', async () => {
    const stack = await startStack();
    const chosen = [
      Buffer.from('GIF89a, and nothing more'),
      Buffer.concat([picture(), Buffer.alloc(2 * 1024 * 1024)]),
      // A PNG by its first bytes alone: the server finds out.
      Buffer.concat([picture().subarray(0, 30), Buffer.alloc(500, 7)]),
    ];
    const phone = await openProfile(stack, { chooseAvatar: () => Promise.resolve(chosen.shift() ?? null) });
    for (const words of ['这张图片用不了', '这张图片太大了', '这张图片用不了']) {
      await tapWhenReady(phone, '#choose-picture');
      await untilShown(phone, '#profile-trouble', words);
    }
    // Turned away: as if nothing had been tapped.
    await tapWhenReady(phone, '#choose-picture');
    await nameIs(phone, '林间');
    await untilShown(phone, '#profile-done', '昵称保存了');
  });

  test('names that are none, and one that WeChat empties', async () => {
    const stack = await startStack();
    const phone = await openProfile(stack, { acceptNickname: (name) => name !== '微信官方' });
    await nameIs(phone, '   ');
    await untilShown(phone, '#profile-trouble', '昵称是空的');
    await nameIs(phone, '字'.repeat(40));
    await untilShown(phone, '#profile-trouble', '1 到 32 个可见的字符');
    phone.type('#nickname', '微信官方');
    phone.blur('#nickname');
    await phone.until(() => phone.value('#nickname') === '', 'the check', TIMEOUT_MS);
    await tapWhenReady(phone, '#save-nickname');
    await untilShown(phone, '#profile-trouble', '昵称是空的');
  });

  test('an old WeChat offers no pictures, and says so', async () => {
    const stack = await startStack();
    const phone = await openProfile(stack, {
      lacking: ['button.open-type.chooseAvatar', 'onNeedPrivacyAuthorization', 'openPrivacyContract'],
    });
    expect(phone.text('#choose-picture')).toBeNull();
    expect(phone.text('#picture-too-old')).toContain('更新微信');
    await nameIs(phone, '林间');
    await untilShown(phone, '#profile-done', '昵称保存了');
    expect(complaints(phone)).toEqual([]);
  });
});
