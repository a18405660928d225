import { loginResult, registerSceneResponse } from '@maqiao/shared/schemas';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { ApiUnderTest } from '../support/api-under-test.ts';
import { SceneStore } from '../../src/sign-in/scenes/store/scene-store.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { startAccount } from './support/official-account.ts';

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

/** A server with a personal account: it has no secret, and a picture of its code. */
async function startPersonal(environment: Record<string, string> = {}) {
  const file = join(temporaryFolder('account'), 'code.png');
  writeFileSync(file, PNG);
  const api = await startAccount({
    account: { kind: 'subscription' },
    environment: {
      WECHAT_OFFICIAL_ACCOUNT_APP_SECRET: '',
      WECHAT_OFFICIAL_ACCOUNT_NAME: '山前书店',
      WECHAT_OFFICIAL_ACCOUNT_CODE_FILE: file,
      LOGIN_METHODS: 'message,mini-program',
      ...environment,
    },
  });
  for (const person of ['lin', 'zhou']) await api.simulator.officialAccount.follow(person);
  const say = async (person: string, text: string) => {
    await api.simulator.officialAccount.message(person, text);
    const last = api.simulator.officialAccount.chat(person).at(-1);
    return last?.from === 'account' && last.kind === 'text' ? last.text : '';
  };
  const page = async () => {
    const browser = api.browser();
    const { body } = await browser.register();
    const { digits = '', account } = registerSceneResponse.parse(body);
    return { browser, digits, account };
  };
  return { api, say, page };
}

const statusOf = async (api: ApiUnderTest, scene: string) =>
  (await api.app.get(SceneStore).read(scene)).record?.status;
const wrongFor = (digits: string) => (digits === '123456' ? '654321' : '123456');

test('six digits open the question, and the two digits of the browser answer it', async () => {
  const { api, say, page } = await startPersonal({ WECHAT_UNIONID: 'expected' });
  const { browser, digits, account } = await page();
  expect(digits).toMatch(/^\d{6}$/);
  expect(account).toEqual({
    name: '山前书店',
    code: { mediaType: 'image/png', data: PNG.toString('base64') },
  });
  const watching = browser.watch();
  await watching.status('pending');
  const spaced = [...digits].map((digit) => '０１２３４５６７８９'[Number(digit)]).join(' ');
  expect(await say('lin', spaced)).toContain('两位数字');
  const { number } = await watching.status('scanned');
  expect(await say('lin', '1')).toContain('两位数字');
  expect(await say('lin', number ?? '')).toContain('已登录');
  loginResult.parse(await watching.login());
  const rows = await api.database().selectFrom('security_events').select(['method', 'provider']).execute();
  expect(rows.length).toBeGreaterThanOrEqual(2);
  for (const row of rows) expect(row).toEqual({ method: 'message', provider: 'wechat-official-account' });
  // A personal account cannot be asked for unionids.
  expect(api.simulator.calls('user_info')).toHaveLength(0);
});

test('wrong, spent and limited digits get one and the same sentence', async () => {
  const { api, say, page } = await startPersonal();
  const first = await page();
  const wrong = await say('zhou', wrongFor(first.digits));
  expect(wrong).toContain('没有找到');
  expect(await say('lin', first.digits)).toContain('两位数字');
  expect(await say('zhou', first.digits)).toBe(wrong);
  expect(await say('lin', first.digits)).toBe(wrong);
  const cancelled = await page();
  await cancelled.browser.cancel();
  expect(await say('zhou', cancelled.digits)).toBe(wrong);
  // Three were wrong so far; after two more nothing is looked at for an hour, the right ones neither.
  for (let count = 0; count < 2; count += 1) expect(await say('zhou', wrongFor(''))).toBe(wrong);
  const open = await page();
  expect(await say('zhou', open.digits)).toBe(wrong);
  expect(await statusOf(api, open.browser.scene)).toBe('pending');
  expect(await say('lin', open.digits)).toContain('两位数字');
});

describe('the picture of the account’s code', () => {
  test.each([
    ['is no picture', 'hello', /neither PNG nor JPEG/],
    ['is too large', Buffer.concat([PNG, Buffer.alloc(256 * 1024)]), /larger than 256 KB/],
    ['is not there', undefined, /cannot be read \(ENOENT\)/],
  ])('that %s stops the start', async (_name, content, sentence) => {
    const file = join(temporaryFolder('account'), 'code.png');
    if (content !== undefined) writeFileSync(file, content);
    await expect(startPersonal({ WECHAT_OFFICIAL_ACCOUNT_CODE_FILE: file })).rejects.toThrow(sentence);
  });
});

test('six digits add a WeChat to an account as well; one of somebody else is refused in words', async () => {
  const { api, say, page } = await startPersonal();
  const { browser, digits } = await page();
  const first = browser.watch();
  await first.status('pending');
  await say('lin', digits);
  await say('lin', (await first.status('scanned')).number ?? '');
  await first.login();
  await browser.claim();
  const linking = async () => {
    const next = api.browser();
    next.cookie = browser.cookie;
    const { body } = await next.register({ purpose: 'link' });
    const watching = next.watch();
    await watching.status('pending');
    return { digits: body.digits ?? '', watching };
  };
  const link = await linking();
  expect(await say('zhou', link.digits)).toContain('把你的微信添加到网页上已登录的账号');
  expect(await say('zhou', (await link.watching.status('scanned')).number ?? '')).toContain('已添加');
  const owners = await api.database().selectFrom('identities').select('user_id').execute();
  expect(new Set(owners.map(({ user_id }) => user_id)).size).toBe(1);
  expect(owners).toHaveLength(2);
  // Somebody who has an account of their own.
  api.simulator.people.add({ id: 'wu', label: 'wu' });
  await api.simulator.officialAccount.follow('wu');
  const own = await page();
  await say('wu', own.digits);
  expect(await say('wu', (await linking()).digits)).toContain('已经属于另一个账号');
});
