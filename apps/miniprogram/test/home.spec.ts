import { describe, expect, test } from '@jest/globals';
import type { RunningMiniProgram } from '@maqiao/mini-program-host/node';
import { copyFor } from '../src/words/copy-for.ts';
import { failureWords } from '../src/words/failure-words.ts';
import { browsers, problem, signedIn } from './login-api.ts';
import { api, codes, open, openAsking } from './phone.ts';

const zh = copyFor('zh');

/** Signs in on the first page. */
async function signIn(options: Parameters<typeof open>[0] = {}): Promise<RunningMiniProgram> {
  const phone = await open({ entry: {}, ...options });
  await phone.until(() => phone.text('#sign-in'), 'the first page');
  phone.tap('#sign-in');
  return phone;
}

const listed = (phone: RunningMiniProgram, ...ids: string[]) =>
  phone.until(
    () =>
      phone
        .html()
        .match(/id="end-(?!all)[\w-]+"/g)
        ?.join() === ids.map((id) => `id="end-${id}"`).join(),
    `the browsers ${ids.join()}`,
  );

describe('signing in on the first page', () => {
  test('a login code that is refused is replaced once, silently', async () => {
    api.answer('session', problem('invalid_login_code'), signedIn());
    api.answer('sessions', browsers());
    const phone = await signIn();
    await phone.until(() => phone.text('#sessions-empty'), 'the empty list');
    expect(api.callsTo('session').map(({ body }) => body)).toEqual([
      { code: 'login-code-1' },
      { code: 'login-code-2' },
    ]);
  });

  test.each(['wechat_busy', 'wechat_unavailable', 'login_blocked', 'unavailable'] as const)(
    '%s is shown, and the page stays as it was',
    async (code) => {
      api.answer('session', problem(code), signedIn());
      api.answer('sessions', browsers());
      const phone = await signIn();
      const words = failureWords(code, 'zh');
      await phone.until(() => phone.text('#sign-in-trouble') === words.happened + words.next, 'the trouble');
      expect(phone.text('#guide')).not.toBeNull();
      phone.tap('#sign-in');
      await phone.until(() => phone.text('#sessions-empty'), 'the empty list');
    },
  );

  test('wx.login gives nothing: no call is made', async () => {
    const phone = await signIn({ login: () => Promise.reject(new Error('system error')) });
    await phone.until(
      () => phone.text('#sign-in-trouble')?.startsWith(zh.phoneFailures.login_code_missing.happened),
      'the trouble',
    );
    expect(api.calls).toEqual([]);
  });
});

describe('the list', () => {
  test('is read with the token of a scan; nobody signs in twice', async () => {
    api.answer('sessions', browsers('a'));
    const phone = await openAsking();
    phone.tap('#reject');
    await phone.until(() => phone.text('#done'), 'the outcome');
    phone.rescan({ path: 'pages/home/index', scene: 1001 });
    await listed(phone, 'a');
    expect(api.callsTo('sessions')[0]).toMatchObject({ method: 'GET', authorization: 'Bearer token-1' });
    expect(codes).toBe(1);
  });

  test('a token that ran out is renewed, and the question asked again', async () => {
    api.answer('session', signedIn('token-1'), signedIn('token-2'));
    api.answer('sessions', problem('invalid_token'), browsers('a'));
    const phone = await signIn();
    await listed(phone, 'a');
    expect(api.callsTo('sessions').map(({ authorization }) => authorization)).toEqual([
      'Bearer token-1',
      'Bearer token-2',
    ]);
  });

  test('a list that cannot be read shows an error, and can be read again', async () => {
    api.answer('session', signedIn());
    api.answer(
      'sessions',
      problem('unavailable'),
      { status: 200, body: { sessions: 'hello' } },
      browsers('a'),
    );
    const phone = await signIn();
    await phone.until(() => phone.text('#sessions-failed')?.includes('服务暂时不可用'), 'the trouble');
    phone.tap('#reload');
    await phone.until(() => phone.text('#sessions-failed')?.includes('服务器出了点问题'), 'another trouble');
    phone.tap('#reload');
    await listed(phone, 'a');
  });

  test('while it is read a placeholder is shown, and after a while a message', async () => {
    let answer = () => {};
    api.answer('session', signedIn());
    api.answer('sessions', () => new Promise((resolve) => (answer = () => resolve(browsers('a')))));
    const phone = await signIn();
    await phone.until(() => phone.html().includes('sessions-loading'), 'the shape');
    await phone.until(() => phone.text('#sessions-slow') === zh.slowSite, 'what is slow');
    answer();
    await listed(phone, 'a');
  });

  test('issue 13, number 2: each names its site, and the address where that is another', async () => {
    const { status, body } = browsers('a', 'b', 'c');
    const [a, b, c] = body;
    const named = [{ ...a, siteName: '山前书店' }, { ...b, siteName: 'b.example.com' }, c];
    api.answer('session', signedIn());
    api.answer('sessions', { status, body: named });
    const phone = await signIn();
    await listed(phone, 'a', 'b', 'c');
    const text = phone.text('#sessions') ?? '';
    for (const words of ['山前书店', 'a.example.com', 'b.example.com', 'c.example.com'])
      expect(text.split(words)).toHaveLength(2);
  });

  test('two taps on two browsers end two browsers, each by its own call', async () => {
    api.answer('session', signedIn());
    api.answer('sessions', browsers('a', 'b', 'c'));
    api.answer('a/delete', { status: 204, body: '' });
    api.answer('b/delete', { status: 204, body: '' });
    const phone = await signIn();
    await listed(phone, 'a', 'b', 'c');
    phone.tap('#end-a');
    phone.tap('#not-me-b');
    await listed(phone, 'c');
    expect(api.callsTo('a/delete')).toMatchObject([{ method: 'POST', body: {} }]);
    expect(api.callsTo('b/delete')).toMatchObject([{ method: 'POST', body: { reason: 'not_me' } }]);
  });

  test('one that is gone already counts as signed out; one that cannot be ended stays', async () => {
    api.answer('session', signedIn());
    api.answer('sessions', browsers('a', 'b'));
    api.answer('a/delete', problem('not_found'));
    api.answer('b/delete', 'lost', { status: 204, body: '' });
    const phone = await signIn();
    await listed(phone, 'a', 'b');
    phone.tap('#end-a');
    await listed(phone, 'b');
    phone.tap('#end-b');
    await phone.until(() => phone.text('#sessions-trouble')?.includes('连不上网站的服务器'), 'the trouble');
    phone.tap('#end-b');
    await phone.until(() => phone.text('#sessions-done')?.includes('b.example.com'), 'the end');
  });

  test('all at once takes a login code of its own, a fresh one for each try', async () => {
    api.answer('session', signedIn());
    api.answer('sessions', browsers('a'));
    api.answer('sessions/delete', problem('invalid_login_code'), { status: 204, body: '' });
    const phone = await signIn();
    await listed(phone, 'a');
    phone.tap('#end-all');
    await phone.until(() => phone.text('#end-all-sure'), 'the question');
    phone.tap('#end-all-sure');
    await phone.until(() => phone.text('#sessions-done')?.includes('全部退出了'), 'the end');
    expect(api.callsTo('sessions/delete').map(({ body }) => body)).toEqual([
      { loginCode: 'login-code-2' },
      { loginCode: 'login-code-3' },
    ]);
  });

  test('the next person on this phone sees only their own data', async () => {
    api.answer('session', signedIn());
    api.answer('sessions', browsers('a'), () => new Promise(() => {}));
    const phone = await signIn();
    await listed(phone, 'a');
    phone.tap('#sign-out');
    await phone.until(() => phone.text('#left'), 'the farewell');
    phone.tap('#sign-in');
    await phone.until(() => phone.html().includes('sessions-loading'), 'the shape');
    expect(phone.html()).not.toContain('end-a');
  });
});

test('in English', async () => {
  const en = copyFor('en');
  api.answer('session', signedIn());
  api.answer('sessions', browsers('a'));
  const phone = await signIn({ language: 'en' });
  await listed(phone, 'a');
  expect(phone.text('#sessions')).toContain(en.sessions.title);
  expect(phone.text('#sessions')).toContain('1 minute ago');
});

describe('issue 15, number 3: the audit log names the client', () => {
  const place = {
    origin: 'https://login.example.com',
    browser: 'Chrome',
    os: 'Windows',
    region: '上海',
    ip: null,
  };
  const event = (id: string, kind: string, more: object = {}) => ({
    id,
    kind,
    at: new Date().toISOString(),
    ...place,
    ...more,
  });
  const events = [
    event('e3', 'client_allowed', { client: '山前书店' }),
    event('e2', 'confirmed', { client: '山前书店' }),
    event('e1', 'scanned'),
  ];

  test.each([
    ['zh_CN', '应用：山前书店', '在网页上同意了一个应用知道你是谁'],
    ['en', 'App: 山前书店', 'You let an app know who you are, on the page'],
  ])('%s: where there was one', async (language, named, allowed) => {
    api.answer('session', signedIn());
    api.answer('sessions', browsers());
    api.answer('security-events', { status: 200, body: { events, next: null } });
    const phone = await signIn({ language });
    await phone.until(() => phone.text('#audit-log') !== null, 'the home page');
    phone.tap('#audit-log');
    await phone.until(() => phone.text('#audit-log-end') !== null, 'the audit log');
    expect(phone.text('#audit-log')).toContain(allowed);
    expect(phone.text('#audit-log')?.split(named)).toHaveLength(3);
  });
});

test('no page offers to be shared', async () => {
  api.answer('session', signedIn());
  api.answer('sessions', browsers());
  api.answer('security-events', { status: 200, body: { events: [], next: null } });
  const phone = await signIn();
  await phone.until(() => phone.text('#sessions-empty'), 'the empty list');
  expect(phone.navigationBar.shareable).toBe(false);
  for (const [id, route] of [
    ['#audit-log', 'pages/audit-log/index'],
    ['#profile', 'pages/profile/index'],
    ['#about', 'pages/about/index'],
  ] as const) {
    await phone.until(() => phone.route === 'pages/home/index' && phone.text(id) !== null, 'the home page');
    phone.tap(id);
    await phone.until(
      () => phone.route === route && !phone.navigationBar.shareable,
      `${route} without sharing`,
    );
    phone.back();
  }
});

test.each(['pages/profile/index', 'pages/delete-account/index'])(
  '%s without a person leads to the first page',
  async (path) => {
    const phone = await open({ entry: { path } });
    await phone.until(() => phone.route === 'pages/home/index' && phone.text('#sign-in'), 'the first page');
    expect(api.calls).toEqual([]);
  },
);
