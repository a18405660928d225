import { describe, expect, jest, test } from '@jest/globals';
import { OfficialAccountClient } from '../../src/wechat/official-account-client.ts';
import type { ApiUnderTest } from '../support/api-under-test.ts';
import type { ScriptedBrowser } from '../support/scripted-browser.ts';
import { startAccount } from './support/official-account.ts';

const LINK = { purpose: 'link' };
const STEP_UP = { purpose: 'step-up', action: 'remove_passkey' };

/** What the account has answered last. */
function answerTo(api: ApiUnderTest, person: string): string {
  const last = api.simulator.officialAccount.chat(person).at(-1);
  return last?.from === 'account' && last.kind === 'text' ? last.text : '';
}

/** A browser in which a person has signed in by the account. */
async function signedIn(api: ApiUnderTest, person: string) {
  const browser = api.browser();
  const { watching } = await shown(api, browser, {}, person);
  await api.simulator.officialAccount.message(person, (await watching.status('scanned')).number ?? '');
  await watching.login();
  const { accessToken } = (await browser.claim()).body;
  return { browser, accessToken };
}

/** A scene of the account's code, which a person scans. */
async function shown(api: ApiUnderTest, page: ScriptedBrowser, body: object, person: string) {
  const { officialAccount } = api.simulator;
  const made = jest.spyOn(api.app.get(OfficialAccountClient), 'createCode');
  const answer = await page.register({ method: 'official-account', ...body });
  expect(answer.status).toBe(201);
  const watching = page.watch();
  await watching.status('pending');
  const url = String(await made.mock.results.at(-1)?.value);
  await officialAccount.scan(person, url);
  return { watching, url };
}

/** The same browser asks for something else than a sign-in. */
async function asking(api: ApiUnderTest, { cookie }: ScriptedBrowser, body: object, person: string) {
  const page = api.browser();
  page.cookie = cookie;
  return { page, ...(await shown(api, page, body, person)) };
}

const owners = async (api: ApiUnderTest) =>
  (await api.database().selectFrom('identities').select('user_id').execute()).map(({ user_id }) => user_id);

const proofAt = async (api: ApiUnderTest) =>
  (await api.database().selectFrom('sessions').select('authenticated_at').execute())[0]?.authenticated_at;

describe('in the chat', () => {
  test('link: the question names the account, the two digits add the WeChat, and 0 adds nothing', async () => {
    const api = await startAccount();
    const { browser } = await signedIn(api, 'lin');
    await api.database().updateTable('users').set({ nickname: '王<小>明' }).execute();
    const refused = await asking(api, browser, LINK, 'zhou');
    const question = answerTo(api, 'zhou');
    for (const part of [
      '把你的微信添加到“王＜小＞明”的账号',
      'add your WeChat to the account of 王＜小＞明',
      '两位数字',
    ])
      expect(question).toContain(part);
    await api.simulator.officialAccount.message('zhou', '0');
    expect(answerTo(api, 'zhou')).toContain('没有添加到任何账号');
    await refused.watching.status('rejected');
    expect(await owners(api)).toHaveLength(1);

    const { page, watching } = await asking(api, browser, LINK, 'zhou');
    const { number, user } = await watching.status('scanned');
    expect(user).toEqual({ nickname: null, avatarUrl: null });
    await api.simulator.officialAccount.message('zhou', number ?? '');
    expect(answerTo(api, 'zhou')).toContain('已添加');
    await watching.status('confirmed');
    const [owner, ...others] = await owners(api);
    expect(others).toEqual([owner]);
    expect((await page.claim()).body).toMatchObject({ linked: true });
  });

  test('link: a WeChat of somebody else is refused in words', async () => {
    const api = await startAccount();
    await signedIn(api, 'zhou');
    const { browser } = await signedIn(api, 'lin');
    const before = await owners(api);
    const { watching } = await asking(api, browser, LINK, 'zhou');
    expect(answerTo(api, 'zhou')).toContain('已经属于另一个账号');
    expect(watching.snapshots.at(-1)?.status).toBe('pending');
    expect(await owners(api)).toEqual(before);
  });

  test('step-up: the question names the action, for its own person alone; 0 signs that browser out', async () => {
    const api = await startAccount({ environment: { CONFIRM_MODE: 'never' } });
    const { browser } = await signedIn(api, 'lin');
    const before = await proofAt(api);
    api.clock.advance(240_000);
    const { page, watching, url } = await asking(api, browser, STEP_UP, 'zhou');
    expect(answerTo(api, 'zhou')).toContain('不属于网页上的那个账号');
    expect(await owners(api)).toHaveLength(1);
    const { officialAccount } = api.simulator;
    await officialAccount.scan('lin', url);
    for (const part of ['移除通行密钥', 'remove a passkey', '五分钟', '两位数字'])
      expect(answerTo(api, 'lin')).toContain(part);
    await officialAccount.message('lin', (await watching.status('scanned')).number ?? '');
    expect(answerTo(api, 'lin')).toContain('已确认');
    expect((await page.claim()).body).toMatchObject({ steppedUp: true });
    expect(((await proofAt(api)) ?? 0) - (before ?? 0)).toBeGreaterThanOrEqual(240_000);

    const stranger = await asking(api, page, STEP_UP, 'lin');
    await stranger.watching.status('scanned');
    await officialAccount.message('lin', '0');
    expect(answerTo(api, 'lin')).toContain('已经退出登录');
    expect((await page.refresh()).body).toMatchObject({ code: 'session_revoked' });
  });
});
