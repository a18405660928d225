import { afterAll, expect, jest, test } from '@jest/globals';
import { closeChromium } from '../support/chromium.ts';
import { startStack } from '../support/stack.ts';
import {
  browsersOf,
  complaints,
  goHome,
  isSignedOut,
  listed,
  openBrowser,
  openHome,
  pickUpPhone,
  TIMEOUT_MS,
  untilShown,
  signBrowserIn,
  tapWhenReady,
} from './support/person.ts';

jest.setTimeout(120_000);
afterAll(closeChromium);

/** Every page asks how the site looks, which says nothing of a person. */
const isNoLook = ({ url }: { url: string }): boolean => new URL(url).pathname !== '/api/site';

test('who has scanned finds the browser in the list, says "not me", and it is signed out for good', async () => {
  const stack = await startStack();
  const page = await openBrowser(stack);
  const phone = await pickUpPhone(stack);
  await signBrowserIn(phone, page);
  await tapWhenReady(phone, '#my-sign-ins');
  await listed(phone);
  expect(phone.text('#sign-in')).toBeNull();
  const [id] = browsersOf(phone);
  expect(browsersOf(phone)).toHaveLength(1);
  const card = phone.text('#sessions');
  for (const words of [new URL(stack.url).host, 'Chrome', 'Linux', '127.0.0.1', '登录于 刚刚'])
    expect(card).toContain(words);

  await tapWhenReady(phone, `#not-me-${id}`);
  await untilShown(phone, '#sessions-done', '别人发来的码不要扫');
  expect(browsersOf(phone)).toEqual([]);
  await isSignedOut(page);

  await tapWhenReady(phone, '#audit-log');
  await untilShown(phone, '#audit-log', '你说“不是我”，已让浏览器退出');
  for (const words of ['今天', '扫了登录码', '确认了登录', '浏览器已登录'])
    expect(phone.text('#audit-log')).toContain(words);
  expect(complaints(phone)).toEqual([]);
});

test('one browser is signed out and the other stays; then all at once, with a fresh login code', async () => {
  const stack = await startStack();
  const [one, other] = [await openBrowser(stack), await openBrowser(stack)];
  const phone = await pickUpPhone(stack);
  await signBrowserIn(phone, one);
  await goHome(phone);
  const [first = ''] = browsersOf(phone);
  await signBrowserIn(phone, other);
  await goHome(phone);
  expect(browsersOf(phone)).toHaveLength(2);

  await tapWhenReady(phone, `#end-${first}`);
  await untilShown(phone, '#sessions-done', '已退出');
  await isSignedOut(one);
  expect(await other.getAttribute('.card', 'data-phase')).toBe('signed-in');

  await signBrowserIn(phone, one);
  await goHome(phone);
  await tapWhenReady(phone, '#end-all');
  await untilShown(phone, '#all-asked', '让这 2 个浏览器都退出');
  await tapWhenReady(phone, '#keep-all');
  await phone.until(() => phone.text('#all-asked') === null, 'the question to go', TIMEOUT_MS);
  expect(browsersOf(phone)).toHaveLength(2);

  // WeChat is busy once: an error is shown, nothing is signed out, and the same buttons work later.
  stack.simulator.fault('jscode2session', { kind: 'errcode', errcode: -1 });
  await tapWhenReady(phone, '#end-all');
  await tapWhenReady(phone, '#end-all-sure');
  await untilShown(phone, '#sessions-trouble', '微信正忙');
  expect(browsersOf(phone)).toHaveLength(2);
  await tapWhenReady(phone, '#end-all');
  await tapWhenReady(phone, '#end-all-sure');
  await untilShown(phone, '#sessions-done', '全部退出了');
  await Promise.all([isSignedOut(one), isSignedOut(other)]);
  expect(browsersOf(phone)).toEqual([]);
  expect(complaints(phone)).toEqual([]);
});

test('the first page works before any sign-in; then the person is remembered until they sign out', async () => {
  const stack = await startStack();
  const storage = new Map<string, string>();
  const phone = await pickUpPhone(stack, { storage });
  await phone.until(() => phone.text('#guide'), 'the guide', TIMEOUT_MS);
  expect(phone.text('#who')).toContain(new URL(stack.url).host.replace(/:\d+$/, ''));
  expect(phone.requests.filter(isNoLook)).toEqual([]);
  phone.tap('#sign-in');
  await listed(phone);
  expect(phone.text('#sessions-empty')).toContain('现在没有已登录的浏览器');
  phone.close();
  // No token, no name: only that somebody was here.
  expect([...storage]).toEqual([['signed-in', '1']]);

  const again = await pickUpPhone(stack, { storage });
  await listed(again);
  await tapWhenReady(again, '#sign-out');
  await untilShown(again, '#left', '网页上的登录不受影响');
  expect([...storage]).toEqual([]);
  again.close();

  const third = await pickUpPhone(stack, { storage });
  await third.until(() => third.text('#sign-in'), 'the first page', TIMEOUT_MS);
  expect(third.requests.filter(isNoLook)).toEqual([]);
});

test('pulled down, the list is read again; when the server is away an error is shown, and the list stays', async () => {
  const stack = await startStack();
  const page = await openBrowser(stack);
  const phone = await openHome(stack);
  const scanner = await pickUpPhone(stack);
  await signBrowserIn(scanner, page);
  phone.pullDown();
  await phone.until(() => browsersOf(phone).length === 1 && !phone.pulledDown, 'the new browser', TIMEOUT_MS);

  await stack.kill('SIGKILL');
  phone.pullDown();
  await phone.until(() => phone.text('#sessions-trouble') && !phone.pulledDown, 'the trouble', TIMEOUT_MS);
  expect(browsersOf(phone)).toHaveLength(1);
});

test('a person whom WeChat blocks, and one whose phone is offline, see that on the first page', async () => {
  const stack = await startStack();
  stack.simulator.people.add({ id: 'a', label: 'A', blocked: true });
  const phone = await pickUpPhone(stack);
  await tapWhenReady(phone, '#sign-in');
  await untilShown(phone, '#sign-in-trouble', '这个微信号现在不能登录');
  stack.simulator.people.add({ id: 'a', label: 'A', blocked: false });
  await tapWhenReady(phone, '#sign-in');
  await listed(phone);

  const offline = await pickUpPhone(stack, {
    fetch: () => Promise.reject(new Error('errcode:-106 net::ERR_INTERNET_DISCONNECTED')),
  });
  await tapWhenReady(offline, '#sign-in');
  await untilShown(offline, '#sign-in-trouble', '手机没有连上网络');
});
