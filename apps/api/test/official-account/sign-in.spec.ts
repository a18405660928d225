import { loginResult, registerSceneResponse, signInOptions } from '@maqiao/shared/schemas';
import { describe, expect, jest, test } from '@jest/globals';
import jsQR from 'jsqr';
import { PNG } from 'pngjs';
import { AuditLog } from '../../src/people/audit/audit-log.ts';
import { SceneStore } from '../../src/sign-in/scenes/store/scene-store.ts';
import { OfficialAccountClient } from '../../src/wechat/official-account-client.ts';
import type { ApiUnderTest } from '../support/api-under-test.ts';
import { startAccount, startOwnProgram } from './support/official-account.ts';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

/** What a phone reads in the picture of a code. */
function addressIn(picture: { data: string } | undefined): string {
  const { data, width, height } = PNG.sync.read(Buffer.from(picture?.data ?? '', 'base64'));
  return jsQR.default(new Uint8ClampedArray(data), width, height)?.data ?? '';
}

/** What the account has answered last. */
function answerTo(api: ApiUnderTest, person: string): string {
  const last = api.simulator.officialAccount.chat(person).at(-1);
  return last?.from === 'account' && last.kind === 'text' ? last.text : '';
}

/** A page with a code, and a person who has scanned it. */
async function scannedBy(api: ApiUnderTest, person: string) {
  const browser = api.browser({ userAgent: FIREFOX });
  const made = jest.spyOn(api.app.get(OfficialAccountClient), 'createCode');
  await browser.register({ method: 'official-account' });
  const url = String(await made.mock.results.at(-1)?.value);
  const watching = browser.watch();
  await watching.status('pending');
  await api.simulator.officialAccount.scan(person, url);
  return { browser, watching, url };
}

const statusOf = async (api: ApiUnderTest, scene: string) =>
  (await api.app.get(SceneStore).read(scene)).record?.status;

const users = (api: ApiUnderTest) => api.database().selectFrom('users').select('id').execute();

const other = (number: string | undefined) => (number === '42' ? '24' : '42');

describe('a code of the account', () => {
  test('is scanned by somebody new, who follows by it, reads who asks, and types the digits', async () => {
    const api = await startAccount({ environment: { SITE_NAME: '山前书店', CONFIRM_MODE: 'never' } });
    const options = signInOptions.parse(await (await fetch(`${api.url}/api/sign-in-options`)).json());
    expect(options.methods.slice(0, 2)).toEqual([
      { id: 'mini-program', kind: 'scene' },
      { id: 'official-account', kind: 'scene' },
    ]);
    const browser = api.browser({ userAgent: FIREFOX });
    const registered = await browser.register({ method: 'official-account' });
    expect(registered.status).toBe(201);
    const answer = registerSceneResponse.parse(registered.body);
    expect(answer).toMatchObject({ status: 'pending', qrcode: { mediaType: 'image/png' } });
    expect(answer).not.toHaveProperty('wxacode');
    const { officialAccount } = api.simulator;
    expect(officialAccount.codes.find(addressIn(answer.qrcode))?.scene).toBe(`mq_${browser.scene}`);
    const watching = browser.watch();
    await watching.status('pending');

    await officialAccount.scan('lin', addressIn(answer.qrcode));
    const question = answerTo(api, 'lin');
    for (const part of [
      '山前书店',
      new URL(api.url).host,
      'Firefox',
      'Linux',
      '北京时间',
      '两位数字',
      'two digits',
    ])
      expect(question).toContain(part);
    const { number, user } = await watching.status('scanned');
    expect(number).toMatch(/^\d\d$/);
    expect(question).not.toContain(`${number} `);
    expect(user).toEqual({ nickname: null, avatarUrl: null });

    await officialAccount.message('lin', '1');
    expect(await statusOf(api, browser.scene)).toBe('scanned');
    expect(answerTo(api, 'lin')).toContain('两位数字');
    // As a Chinese keyboard may write it.
    await officialAccount.message(
      'lin',
      ` ${[...(number ?? '')].map((digit) => '０１２３４５６７８９'[Number(digit)]).join('　')}`,
    );
    expect(answerTo(api, 'lin')).toContain('已登录');
    loginResult.parse(await watching.login());
    expect((await browser.claim()).status).toBe(200);
    const [identity] = await api.database().selectFrom('identities').selectAll().execute();
    expect(identity).toMatchObject({
      provider: 'wechat-official-account',
      subject: officialAccount.openid('lin'),
      session_key_sealed: null,
    });
    const { events } = await api.app.get(AuditLog).read(identity?.user_id ?? '', 10);
    expect(events.map(({ kind, method, identity: named }) => [kind, method, named?.provider])).toEqual(
      ['signed_in', 'confirmed', 'scanned'].map((kind) => [
        kind,
        'official-account',
        'wechat-official-account',
      ]),
    );

    // The same person again, now a follower: the same user.
    const again = await scannedBy(api, 'lin');
    const second = await again.watching.status('scanned');
    await officialAccount.message('lin', second.number ?? '');
    loginResult.parse(await again.watching.login());
    expect(await users(api)).toHaveLength(1);
  });

  test('a scan alone signs nobody in, and a wrong pair ends it', async () => {
    const api = await startAccount();
    const { browser, watching } = await scannedBy(api, 'lin');
    const { number } = await watching.status('scanned');
    await api.simulator.officialAccount.message('lin', other(number));
    expect(answerTo(api, 'lin')).toContain('数字不对');
    expect(await statusOf(api, browser.scene)).toBe('rejected');
    await api.simulator.officialAccount.message('lin', number ?? '');
    expect(await statusOf(api, browser.scene)).toBe('rejected');
    expect(await api.sessions()).toEqual([]);
    const kinds = await api.database().selectFrom('security_events').select('kind').execute();
    expect(kinds.map(({ kind }) => kind)).toContain('number_mismatch');
  });

  test('0 refuses', async () => {
    const api = await startAccount();
    const { browser } = await scannedBy(api, 'lin');
    await api.simulator.officialAccount.message('lin', '０');
    expect(answerTo(api, 'lin')).toContain('已拒绝');
    expect(await statusOf(api, browser.scene)).toBe('rejected');
  });

  test('an answer counts for the newest question: a newer scan rejects the older scene', async () => {
    const api = await startAccount();
    const first = await scannedBy(api, 'lin');
    const { number: older } = await first.watching.status('scanned');
    const second = await scannedBy(api, 'lin');
    const { number } = await second.watching.status('scanned');
    expect(await statusOf(api, first.browser.scene)).toBe('rejected');
    await api.simulator.officialAccount.message('lin', number ?? '');
    loginResult.parse(await second.watching.login());
    expect(await statusOf(api, first.browser.scene)).toBe('rejected');
    expect(older).toMatch(/^\d\d$/);
  });

  test('belongs to whoever scans first; what has ended says so', async () => {
    const api = await startAccount();
    const { browser, url } = await scannedBy(api, 'lin');
    await api.simulator.officialAccount.scan('zhou', url);
    expect(answerTo(api, 'zhou')).toContain('已被别人扫过');
    // The other’s answers are nobody’s.
    await api.simulator.officialAccount.message('zhou', '42');
    expect(await statusOf(api, browser.scene)).toBe('scanned');
    await browser.cancel();
    await api.simulator.officialAccount.scan('lin', url);
    expect(answerTo(api, 'lin')).toContain('已失效');
  });

  test('the blocked are told so', async () => {
    const api = await startAccount();
    await scannedBy(api, 'lin');
    await api.database().updateTable('users').set({ blocked: 1 }).execute();
    await scannedBy(api, 'lin');
    expect(answerTo(api, 'lin')).toContain('不能登录');
  });

  test('a page of another method is not opened by it, and codes of the owner’s own are theirs', async () => {
    const own = await startOwnProgram();
    const api = await startAccount({ environment: { WECHAT_OFFICIAL_ACCOUNT_FORWARD_URL: own.url } });
    const browser = api.browser();
    await browser.register();
    const { officialAccount } = api.simulator;
    const scan = officialAccount.prepare('lin', {
      MsgType: 'event',
      Event: 'SCAN',
      EventKey: `mq_${browser.scene}`,
    });
    expect((await officialAccount.deliver(scan.body, scan.query)).status).toBe(200);
    expect(await statusOf(api, browser.scene)).toBe('pending');
    for (const EventKey of ['shop_1', `mq_${browser.scene}x`, '']) {
      const foreign = officialAccount.prepare('zhou', {
        MsgType: 'event',
        Event: 'SCAN',
        EventKey,
        CreateTime: EventKey.length,
      });
      await officialAccount.deliver(foreign.body, foreign.query);
    }
    await officialAccount.follow('zhou');
    await officialAccount.message('zhou', '42');
    expect(own.received).toHaveLength(5);
  });
});

describe('where the accounts are bound', () => {
  const environment = { WECHAT_UNIONID: 'expected' };

  test('a person of the mini program is the same person here', async () => {
    const api = await startAccount({ environment, bound: true });
    const phone = api.phone('lin');
    expect((await phone.signIn()).status).toBe(200);
    const { watching } = await scannedBy(api, 'lin');
    const { number } = await watching.status('scanned');
    await api.simulator.officialAccount.message('lin', number ?? '');
    await watching.login();
    expect(await users(api)).toHaveLength(1);
    const identities = await api.database().selectFrom('identities').select('unionid').execute();
    expect(new Set(identities.map(({ unionid }) => unionid)).size).toBe(1);
  });

  test('nobody is made before WeChat has said who they are', async () => {
    const api = await startAccount({ environment, bound: true });
    api.simulator.fault('user_info', { kind: 'errcode', errcode: -1 });
    const { browser, url } = await scannedBy(api, 'lin');
    expect(answerTo(api, 'lin')).toContain('请再试一次');
    expect(await users(api)).toEqual([]);
    expect(await statusOf(api, browser.scene)).toBe('pending');
    await api.simulator.officialAccount.scan('lin', url);
    expect(answerTo(api, 'lin')).toContain('两位数字');
    expect(await statusOf(api, browser.scene)).toBe('scanned');
  });

  test('a slow WeChat is not waited for, and its answer serves the next try', async () => {
    const api = await startAccount({ environment, bound: true });
    api.simulator.fault('user_info', { kind: 'delay', milliseconds: 3_000 });
    const { url } = await scannedBy(api, 'lin');
    expect(answerTo(api, 'lin')).toContain('请再试一次');
    await api.simulator.officialAccount.scan('lin', url);
    expect(answerTo(api, 'lin')).toContain('两位数字');
    expect(api.simulator.calls('user_info')).toHaveLength(1);
  });
});

test('who no longer follows is told to the site’s backend, and the owner’s own program', async () => {
  const own = await startOwnProgram();
  const api = await startAccount({
    environment: {
      WECHAT_OFFICIAL_ACCOUNT_FORWARD_URL: own.url,
      WEBHOOK_URL: 'http://127.0.0.1:9/hooks',
      WEBHOOK_SECRET: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    },
  });
  await scannedBy(api, 'lin');
  await api.simulator.officialAccount.follow('zhou');
  await api.simulator.officialAccount.unfollow('zhou');
  await api.simulator.officialAccount.unfollow('lin');
  const [user] = await users(api);
  const events = await api.database().selectFrom('webhook_outbox').select('body').execute();
  const unsubscribed = events.map(({ body }) => JSON.parse(body) as unknown);
  expect(unsubscribed).toEqual([
    expect.objectContaining({
      type: 'user.unsubscribed',
      data: { sub: user?.id, provider: 'wechat-official-account', appId: 'wx1111111111111111' },
    }),
  ]);
  expect(own.received).toHaveLength(3);
});
