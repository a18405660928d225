import { describe, expect, test } from '@jest/globals';
import { stripVTControlCharacters } from 'node:util';
import { afterThisTest } from './support/after-this-test.ts';
import { startLoggedServer } from './support/logged-server.ts';
import { ScriptedBrowser } from './support/scripted-browser.ts';
import { ScriptedPhone } from './support/scripted-phone.ts';
import { SERVER_ORIGIN } from './support/server-process.ts';
import { TestClock } from './support/test-clock.ts';

/** What a server has said of one login, and of a call that WeChat refused. */
async function logOfOneLogin(environment: Record<string, string>, terminal: boolean) {
  const server = await startLoggedServer({ LOG_LEVEL: 'info', ...environment }, { terminal });
  const browser = new ScriptedBrowser(server.url, new TestClock(), { origin: SERVER_ORIGIN });
  const phone = new ScriptedPhone(server.url, server.simulator, 'a');
  afterThisTest(() => browser.leave());
  await browser.register();
  const watching = browser.watch();
  await watching.status('pending');
  await phone.scan(browser.scene);
  await phone.confirm(browser.scene);
  const login = await watching.login();
  await watching.status('consumed');
  await browser.claim();
  server.simulator.fault('getwxacodeunlimit', { kind: 'errcode', errcode: 41030 });
  await new ScriptedBrowser(server.url, new TestClock(), { origin: SERVER_ORIGIN }).register();
  const output = await server.log();
  const secrets = [browser.verifier, login.accessToken, server.simulator.appSecret];
  for (const secret of secrets) expect(output).not.toContain(secret);
  return stripVTControlCharacters(output)
    .split('\n')
    .filter((line) => line !== '');
}

const TIMED = /^ {2}\d\d:\d\d:\d\d {2}/;
const plain = (lines: string[]) => lines.map((line) => line.replace(TIMED, ''));

describe('issue 13, number 9: the log on a terminal', () => {
  test.each([
    [
      'en',
      ['A page shows a code.', 'A code was scanned.', 'Confirmed on the phone.', 'The page is signed in.'],
      /^Error: .*WECHAT_PAGE/,
    ],
    [
      'zh',
      ['有页面显示了小程序码。', '有人扫了码。', '手机上点了确认。', '页面已登录。'],
      /^错误：.*WECHAT_PAGE/,
    ],
  ])(
    'is a quiet line in plain words for each step of a login, and cause and cure of a fault (%s)',
    async (MAQIAO_LANG, steps, fault) => {
      const lines = await logOfOneLogin({ MAQIAO_LANG }, true);
      expect(lines.every((line) => TIMED.test(line))).toBe(true);
      const said = plain(lines);
      expect(said.filter((line) => steps.includes(line))).toEqual(steps);
      expect(said).toContainEqual(expect.stringMatching(fault));
      // Nothing of it is for programs: no braces, no names of fields, no calls.
      expect(said.filter((line) => /[{}]|\/api\/|requestId|\w=\w+ \w+=|^Nest/.test(line))).toEqual([]);
      expect(said.length).toBeLessThan(steps.length + 5);
    },
    60_000,
  );

  test('is JSON without a terminal, and when the settings say so', async () => {
    for (const terminal of [false, true]) {
      const lines = await logOfOneLogin(terminal ? { LOG_FORMAT: 'json' } : {}, terminal);
      for (const line of lines) expect(JSON.parse(line)).toMatchObject({ level: expect.any(Number) });
    }
  });

  test('is plain without a terminal, too, where the settings say so, and says all to who looks for a fault', async () => {
    const lines = plain(await logOfOneLogin({ LOG_FORMAT: 'text', LOG_LEVEL: 'debug' }, false));
    expect(lines).toContain('A page shows a code.');
    expect(lines).toContainEqual(expect.stringMatching(/method=POST path=\/api\/session status=200/));
  });
});
