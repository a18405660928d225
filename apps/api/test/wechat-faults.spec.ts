import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { until } from '@maqiao/test-servers';
import type { FaultInput } from '@maqiao/wechat-simulator';
import { startApi, type ApiUnderTest } from './support/api-under-test.ts';

/** What the operator reads from now on, up to the line of the call that was answered with this status. */
function operatorLines(): (status: number) => Promise<string> {
  let said = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    said += String(chunk);
    return true;
  });
  return (status) =>
    until(
      () => (said.includes(`"status":${status},`) ? said : undefined),
      () => `the line of a call answered with ${status} in: ${said}`,
    );
}

afterEach(() => void jest.restoreAllMocks());

const LOGGED = { environment: { LOG_LEVEL: 'info' } };

describe('while the picture is asked for', () => {
  test.each<[string, FaultInput, number, string, RegExp]>([
    ['-1', { kind: 'errcode', errcode: -1 }, 503, 'wechat_busy', /-1/],
    ['45009', { kind: 'errcode', errcode: 45009 }, 503, 'wechat_busy', /45009/],
    [
      '41030',
      { kind: 'errcode', errcode: 41030 },
      502,
      'wechat_misconfigured',
      /41030.*WECHAT_PAGE|WECHAT_PAGE.*41030/,
    ],
    ['HTML', { kind: 'html' }, 502, 'wechat_unavailable', /getwxacodeunlimit/],
    [
      'an empty body',
      { kind: 'broken-image', content: 'empty' },
      502,
      'wechat_unavailable',
      /getwxacodeunlimit/,
    ],
    ['a broken image', { kind: 'broken-image' }, 502, 'wechat_unavailable', /getwxacodeunlimit/],
    ['a connection that breaks', { kind: 'disconnect' }, 502, 'wechat_unavailable', /getwxacodeunlimit/],
    ['an unknown number', { kind: 'errcode', errcode: 99999 }, 502, 'wechat_unavailable', /99999/],
  ])('%s', async (_name, fault, status, code, hint) => {
    const api = await startApi(LOGGED);
    const said = operatorLines();
    api.simulator.fault('getwxacodeunlimit', fault, null);
    const answer = await api.browser().register();
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    if (status === 503) expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await said(status)).toMatch(hint);
    expectNoSecrets(api, await said(status), JSON.stringify(answer.body));
    api.simulator.reset();
    expect((await api.browser().register()).status).toBe(201);
  });

  test.each([40001, 40014, 42001])(
    '%i once: a new access token, one retry, and nobody notices',
    async (errcode) => {
      const api = await startApi();
      expect((await api.browser().register()).status).toBe(201);
      api.simulator.fault('getwxacodeunlimit', { kind: 'errcode', errcode });
      expect((await api.browser().register()).status).toBe(201);
      expect(api.simulator.calls('stable_token')).toHaveLength(2);
    },
  );

  test('a wrong AppSecret is reported as misconfigured, and the log says how to fix it', async () => {
    const api = await startApi({ environment: { LOG_LEVEL: 'info', WECHAT_APP_SECRET: 'f'.repeat(32) } });
    const said = operatorLines();
    const answer = await api.browser().register();
    expect([answer.status, answer.body.code]).toEqual([502, 'wechat_misconfigured']);
    expect(await said(502)).toMatch(/40125/);
    expect(await said(502)).not.toContain('f'.repeat(32));
  });
});

describe('while the login code is asked for', () => {
  test.each<[string, FaultInput, number, string]>([
    ['-1', { kind: 'errcode', errcode: -1 }, 503, 'wechat_busy'],
    ['40029', { kind: 'errcode', errcode: 40029 }, 401, 'invalid_login_code'],
    ['40163', { kind: 'errcode', errcode: 40163 }, 401, 'invalid_login_code'],
    ['40226', { kind: 'errcode', errcode: 40226 }, 403, 'login_blocked'],
    ['45011', { kind: 'errcode', errcode: 45011 }, 503, 'wechat_busy'],
    ['HTML', { kind: 'html' }, 502, 'wechat_unavailable'],
    [
      'a body without openid',
      { kind: 'body', contentType: 'text/plain', body: '{"session_key":"x"}' },
      502,
      'wechat_unavailable',
    ],
    [
      'an openid that is a number',
      { kind: 'body', contentType: 'text/plain', body: '{"openid":1,"session_key":"x"}' },
      502,
      'wechat_unavailable',
    ],
  ])('%s', async (_name, fault, status, code) => {
    const api = await startApi(LOGGED);
    const said = operatorLines();
    const [browser, phone] = [api.browser(), api.phone()];
    await browser.register();
    api.simulator.fault('jscode2session', fault);
    const loginCode = api.simulator.loginCode('a');
    const answer = await phone.scan(browser.scene, { code: loginCode });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expectNoSecrets(api, await said(status), JSON.stringify(answer.body));
    expect(await said(status)).not.toContain(loginCode);
    // The same code never goes out twice; a fresh one is all it takes.
    expect((await phone.scan(browser.scene, { code: loginCode })).body.code).toBe('invalid_login_code');
    expect(api.simulator.calls('jscode2session')).toHaveLength(1);
    expect((await phone.scan(browser.scene)).status).toBe(200);
  });

  test('extra members and errcode 0 are a success', async () => {
    const api = await startApi();
    const browser = api.browser();
    await browser.register();
    const body = '{"openid":"oExtra","session_key":"AAAAAAAAAAAAAAAAAAAAAA==","errcode":0,"new_field":[1]}';
    api.simulator.fault('jscode2session', { kind: 'body', contentType: 'text/plain', body });
    expect((await api.phone().scan(browser.scene)).status).toBe(200);
  });

  test('no answer for ten seconds: the phone gets an error before its own timeout', async () => {
    const api = await startApi();
    const [browser, phone] = [api.browser(), api.phone()];
    await browser.register();
    api.simulator.fault('jscode2session', { kind: 'hang' });
    const answer = await phone.scan(browser.scene);
    expect([answer.status, answer.body.code]).toEqual([502, 'wechat_unavailable']);
    expect((await phone.scan(browser.scene)).status).toBe(200);
  });
});

function expectNoSecrets(api: ApiUnderTest, logged: string, answer: string): void {
  expect(logged + answer).not.toContain(api.simulator.appSecret);
  expect(logged + answer).not.toMatch(/session_key|access_token=|"secret"/);
  expect(answer).not.toMatch(/rid:|errmsg|errcode/);
}
