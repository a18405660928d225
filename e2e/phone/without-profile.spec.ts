import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { closeChromium } from '../support/chromium.ts';
import { copyProgram, WEAPP_WITHOUT_PROFILE } from '../support/copy-program.ts';
import { startStack } from '../support/stack.ts';
import {
  complaints,
  goHome,
  isSignedOut,
  listed,
  openBrowser,
  openHome,
  TIMEOUT_MS,
  pickUpPhone,
  untilShown,
  signBrowserIn,
  tapWhenReady,
} from './support/person.ts';

jest.setTimeout(120_000);
afterAll(closeChromium);

const startWithoutProfile = () =>
  startStack({}, { copy: (to, base) => copyProgram(to, base, WEAPP_WITHOUT_PROFILE) });

describe('issue 13, number 4: a program that was built without the profile page', () => {
  test('signs in, shows the browsers, and lets the account be deleted from the first page', async () => {
    const stack = await startWithoutProfile();
    const page = await openBrowser(stack);
    const phone = await pickUpPhone(stack);
    await signBrowserIn(phone, page);
    await goHome(phone);
    expect(phone.text('#profile')).toBeNull();
    expect(phone.text('#nickname')).toBeNull();
    expect(phone.text()).not.toMatch(/昵称|头像/);

    await tapWhenReady(phone, '#delete-account');
    await phone.until(() => phone.text('#go-on'), 'what will be gone', TIMEOUT_MS);
    expect(phone.text()).not.toMatch(/昵称|头像/);
    await tapWhenReady(phone, '#keep');
    await listed(phone);
    await tapWhenReady(phone, '#delete-account');
    await tapWhenReady(phone, '#go-on');
    await tapWhenReady(phone, '#delete');
    await untilShown(phone, '#left', '账号已删除');
    await isSignedOut(page);
    expect(complaints(phone)).toEqual([]);
  });

  test.each([
    ['zh_CN', /昵称|头像|资料/, '也不读取微信昵称和头像'],
    ['en', /nickname|picture|profile/i, 'Not your phone number, contacts, location, WeChat name or picture.'],
  ] as const)(
    'speaks of no nickname and no picture, but to say that none is read (%s)',
    async (language, named, never) => {
      const stack = await startWithoutProfile();
      const phone = await openHome(stack, { language });
      expect(phone.text('#guide')).not.toMatch(named);
      await tapWhenReady(phone, '#about');
      await phone.until(() => phone.text()?.includes(never), 'what is never read', TIMEOUT_MS);
      expect(phone.text()?.replace(never, '')).not.toMatch(named);
      expect(complaints(phone)).toEqual([]);
    },
  );

  test('signs out of the program, and has no other way to the page that is not there', async () => {
    const stack = await startWithoutProfile();
    const phone = await openHome(stack);
    await tapWhenReady(phone, '#audit-log');
    await untilShown(phone, '#audit-log-empty', '还没有记录');
    phone.back();
    await listed(phone);
    await tapWhenReady(phone, '#sign-out');
    await untilShown(phone, '#left', '已退出小程序的登录');
    expect(complaints(phone)).toEqual([]);
  });
});
