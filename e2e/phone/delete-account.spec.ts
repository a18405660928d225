import { afterAll, expect, jest, test } from '@jest/globals';
import { closeChromium } from '../support/chromium.ts';
import { startStack } from '../support/stack.ts';
import {
  complaints,
  goHome,
  isSignedOut,
  listed,
  openBrowser,
  TIMEOUT_MS,
  pickUpPhone,
  untilShown,
  signBrowserIn,
  tapWhenReady,
} from './support/person.ts';

jest.setTimeout(120_000);
afterAll(closeChromium);

test('an account is deleted after two confirmations; its browsers are signed out and nothing is left', async () => {
  const stack = await startStack();
  const storage = new Map<string, string>();
  const page = await openBrowser(stack);
  const phone = await pickUpPhone(stack, { storage });
  await signBrowserIn(phone, page);
  await goHome(phone);
  phone.tap('#profile');
  await phone.until(() => phone.text('#save-nickname'), 'the profile', TIMEOUT_MS);
  phone.type('#nickname', '林间');
  await tapWhenReady(phone, '#save-nickname');
  await untilShown(phone, '#profile-done', '昵称保存了');

  await tapWhenReady(phone, '#delete-account');
  await phone.until(() => phone.text('#go-on'), 'what will be gone', TIMEOUT_MS);
  for (const words of ['每个浏览器都会马上退出', '你的昵称和头像', '全部安全记录'])
    expect(phone.text()).toContain(words);
  expect(phone.text('#delete')).toBeNull();
  await tapWhenReady(phone, '#go-on');
  await untilShown(phone, '#sure', '不能撤回');
  // Thought better of it: nothing has happened.
  await tapWhenReady(phone, '#keep');
  await phone.until(() => phone.route === 'pages/profile/index', 'the profile', TIMEOUT_MS);
  expect(await page.getAttribute('.card', 'data-phase')).toBe('signed-in');

  await tapWhenReady(phone, '#delete-account');
  await tapWhenReady(phone, '#go-on');
  await tapWhenReady(phone, '#delete');
  await untilShown(phone, '#left', '账号已删除');
  await isSignedOut(page);
  expect([...storage]).toEqual([]);

  await tapWhenReady(phone, '#sign-in');
  await listed(phone);
  expect(phone.text('#nickname')).toBe('还没有昵称');
  await tapWhenReady(phone, '#audit-log');
  await untilShown(phone, '#audit-log-empty', '还没有记录');
  expect(complaints(phone)).toEqual([]);
});

test('a deletion whose answer is lost can be asked for again', async () => {
  const stack = await startStack();
  let lose = true;
  const phone = await pickUpPhone(stack, {
    fetch: async (url, init) => {
      const answer = await fetch(url, init);
      if (url.endsWith('/api/me/delete') && lose) {
        lose = false;
        throw new TypeError('fetch failed');
      }
      return answer;
    },
  });
  await tapWhenReady(phone, '#sign-in');
  await listed(phone);
  phone.tap('#profile');
  await tapWhenReady(phone, '#delete-account');
  await tapWhenReady(phone, '#go-on');
  await tapWhenReady(phone, '#delete');
  await untilShown(phone, '#delete-account-trouble', '连不上网站的服务器');
  await tapWhenReady(phone, '#delete');
  await untilShown(phone, '#left', '账号已删除');
});
