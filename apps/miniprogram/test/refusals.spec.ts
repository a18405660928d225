import { describe, expect, test } from '@jest/globals';
import { ERROR_STATUS, ERROR_WORDS, type ErrorCode } from '@maqiao/shared';
import { moved, problem, scanned } from './login-api.ts';
import { api, happened, open, openAsking } from './phone.ts';
import { program, testWith } from './program-under-test.ts';

const { failureWords, recoveryAction } = program;
const zh = program.copyFor('zh');

describe('what the server refuses', () => {
  const codesShown = (Object.keys(ERROR_STATUS) as ErrorCode[]).filter(
    (code) => code !== 'invalid_login_code',
  );

  test.each(codesShown)('%s has its text and its button', async (code) => {
    api.answer('scan', problem(code));
    const phone = await open();
    await happened(phone, failureWords(code, 'zh'));
    if (program.has('home')) expect(phone.text('#happened')).toBe(ERROR_WORDS[code].zh.happened);
    expect(phone.text('#retry')).toBe(recoveryAction(code) === 'retry' ? zh.retry : null);
    expect(phone.text('#home')).toBe(program.has('home') ? zh.home : null);
    expect(phone.text()).not.toContain('for developers only');
    if (!program.has('home')) return;
    phone.tap('#home');
    await phone.until(() => phone.route === 'pages/home/index', 'the home page');
  });

  test('a retry takes a fresh login code and goes on', async () => {
    api.answer('scan', problem('wechat_busy'), scanned());
    const phone = await open();
    await phone.until(() => phone.text('#retry'), 'a way to try again');
    phone.tap('#retry');
    await phone.until(() => phone.text('#confirm'), 'the request');
    expect(api.callsTo('scan').map((call) => call.body)).toMatchObject([
      { code: 'login-code-1', entry: 1047 },
      { code: 'login-code-2', entry: 1047 },
    ]);
  });

  testWith('retry-after')('a retry waits as long as the server asks', async () => {
    let refusedAt = 0;
    api.answer(
      'scan',
      () => {
        refusedAt = performance.now();
        return problem('rate_limited', { 'Retry-After': '1' });
      },
      () => scanned({ siteName: `${performance.now() - refusedAt >= 950}` }),
    );
    const phone = await open();
    await phone.until(() => phone.text('#retry'), 'a way to try again');
    phone.tap('#retry');
    await phone.until(() => phone.text('#confirm'), 'the request');
    expect(phone.text('#site-name')).toBe('true');
  });

  test('a login code that is no longer good is replaced silently once, then by the person', async () => {
    api.answer(
      'scan',
      problem('invalid_login_code'),
      problem('invalid_login_code'),
      problem('invalid_login_code'),
      scanned(),
    );
    const phone = await open();
    await happened(phone, failureWords('invalid_login_code', 'zh'));
    expect(api.callsTo('scan')).toHaveLength(2);
    phone.tap('#retry');
    await phone.until(() => phone.text('#confirm'), 'the request');
    expect(new Set(api.callsTo('scan').map((call) => JSON.stringify(call.body))).size).toBe(4);
  });

  test.each(['<html>Bad Gateway</html>', '', '[]', '{"code":"nonsense"}'])(
    'an answer that is none of ours: %p',
    async (body) => {
      api.answer('scan', { status: 500, body });
      await happened(await open(), failureWords('internal', 'zh'));
    },
  );

  test.each([403, 405])('issue 12, number 12: a firewall in front answers %i', async (status) => {
    api.answer('scan', { status, body: '<html>Forbidden</html>' });
    await happened(await open(), failureWords('blocked_by_firewall', 'zh'));
  });

  test('a captive portal’s page under status 200 signs nobody in', async () => {
    api.answer('confirm', { status: 200, body: '<html>Welcome to our network</html>' });
    const phone = await openAsking();
    phone.tap('#confirm');
    await phone.until(
      () => phone.text('#trouble')?.includes(failureWords('internal', 'zh').happened),
      'the trouble',
    );
  });

  test('a token that ran out is renewed silently and the decision goes on', async () => {
    api.answer('scan', scanned(), scanned({}, { token: 'token-2' }));
    api.answer('confirm', problem('invalid_token'), moved('confirmed'));
    const phone = await openAsking();
    phone.tap('#confirm');
    await happened(phone, zh.signedIn.screen);
    expect(api.callsTo('scan').map((call) => (call.body as { code: string }).code)).toEqual([
      'login-code-1',
      'login-code-2',
    ]);
    expect(api.callsTo('confirm').map((call) => call.authorization)).toEqual([
      'Bearer token-1',
      'Bearer token-2',
    ]);
  });

  test.each(['scene_expired', 'scene_closed', 'not_scanner', 'login_blocked'] as const)(
    '%s on confirm ends it',
    async (code) => {
      api.answer('confirm', problem(code));
      const phone = await openAsking();
      phone.tap('#confirm');
      await happened(phone, failureWords(code, 'zh'));
    },
  );
});

describe('what the network does', () => {
  test('a confirm whose answer was lost is repeated by the same button', async () => {
    api.answer('confirm', 'lost', moved('confirmed'));
    const phone = await openAsking();
    phone.tap('#confirm');
    const { happened: words } = failureWords('unreachable', 'zh');
    await phone.until(() => phone.text('#trouble')?.startsWith(words), 'the trouble');
    expect(phone.text('#site-name')).toBe('Reading club');
    phone.tap('#confirm');
    await happened(phone, zh.signedIn.screen);
    expect(api.callsTo('confirm')).toHaveLength(2);
  });

  test('no connection', async () => {
    const phone = await open({
      fetch: () => Promise.reject(new Error('errcode:-106 net::ERR_INTERNET_DISCONNECTED')),
    });
    await happened(phone, zh.phoneFailures.offline);
    expect(phone.text('#retry')).toBe(zh.retry);
  });

  test('a host that is not listed in the console', async () => {
    const phone = await open({ requestDomains: ['https://other.example.com'] });
    await happened(phone, zh.phoneFailures.host_not_allowed);
    expect(phone.text('#retry')).toBeNull();
    expect(api.calls).toEqual([]);
  });

  test('wx.login fails, then works', async () => {
    let tries = 0;
    const phone = await open({
      login: () =>
        ++tries === 1 ? Promise.reject(new Error('login failed')) : Promise.resolve({ code: 'fresh' }),
    });
    await happened(phone, zh.phoneFailures.login_code_missing);
    expect(api.calls).toEqual([]);
    phone.tap('#retry');
    await phone.until(() => phone.text('#confirm'), 'the request');
    expect(api.callsTo('scan')).toMatchObject([{ body: { code: 'fresh' } }]);
  });

  test('while it waits nothing of a login is shown; after a while it says what is slow', async () => {
    let answer = () => {};
    api.answer('scan', () => new Promise((resolve) => (answer = () => resolve(scanned()))));
    const phone = await open();
    await phone.until(() => phone.text('#reading') === '', 'the shape of what will come');
    await phone.until(() => phone.text('#slow') === zh.slowSite, 'what is slow');
    answer();
    await phone.until(() => phone.text('#confirm'), 'the request');
    expect(phone.text('#slow')).toBeNull();
  });
});
