import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';
import { WechatPictures } from '../../src/wechat/wechat-pictures.ts';
import type { ApiUnderTest } from '../support/api-under-test.ts';
import { testSettings } from '../test-settings.ts';
import { startWithAccounts, Traveller } from './support/journey.ts';

const SHOP = 'https://shop.example';

/** Plays WeChat's host for pictures, which a test server's own address stands for. */
let pictures: Server;
let base: string;
let asked: string[];

beforeEach(async () => {
  asked = [];
  const jpeg = await sharp({ create: { width: 132, height: 132, channels: 3, background: '#b23a22' } })
    .jpeg()
    .toBuffer();
  pictures = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (request.url === '/away') response.writeHead(302, { Location: '/picture' }).end();
    else if (request.url === '/large') response.end(Buffer.alloc(3 * 1024 * 1024));
    else if (request.url === '/picture') response.end(jpeg);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => pictures.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(pictures.address() as AddressInfo).port}`;
});
afterEach(
  () =>
    new Promise((resolve) => {
      pictures.close(resolve);
      pictures.closeAllConnections();
    }),
);

async function signedIn() {
  const api = await startWithAccounts({ environment: { CORS_ORIGINS: SHOP } });
  const browser = new Traveller(api);
  await browser.travel('website');
  const { body } = await browser.call<{ accessToken: string }>('/api/session/refresh', {});
  const call = async (method: string, path: string, sent?: object) => {
    const answer = await fetch(api.url + path, {
      method,
      headers: {
        Authorization: `Bearer ${body.accessToken}`,
        ...(sent !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(sent !== undefined && { body: JSON.stringify(sent) }),
    });
    const text = await answer.text();
    return {
      status: answer.status,
      body: (text === '' ? null : JSON.parse(text)) as Record<string, unknown>,
    };
  };
  return { api, browser, call };
}

const propose = (api: ApiUnderTest, values: { proposed_nickname?: string; proposed_picture?: string }) =>
  api.database().updateTable('wechat_grants').set(values).execute();

describe('the name and picture that WeChat shows', () => {
  test('are proposed, and not written; accepted, the name is theirs, and is not proposed again', async () => {
    const { api, browser, call } = await signedIn();
    expect((await call('GET', '/api/me')).body).toMatchObject({ nickname: null, avatarUrl: null });
    expect((await call('GET', '/api/me/proposal')).body).toEqual({ nickname: '小安', picture: true });
    expect((await call('POST', '/api/me/proposal', { nickname: true })).status).toBe(204);
    expect((await call('GET', '/api/me')).body).toMatchObject({ nickname: '小安' });
    // What they choose later stays, whatever WeChat says at the next sign-in.
    await api.database().updateTable('users').set({ nickname: '安安' }).execute();
    await browser.travel('website');
    expect((await call('GET', '/api/me')).body).toMatchObject({ nickname: '安安' });
    expect((await call('GET', '/api/me/proposal')).body).toEqual({ nickname: null, picture: false });
    expect(await call('POST', '/api/me/proposal', { nickname: true })).toMatchObject({
      status: 404,
      body: { code: 'not_found' },
    });
  });

  test('declined, nothing changes', async () => {
    const { call } = await signedIn();
    expect((await call('DELETE', '/api/me/proposal')).status).toBe(204);
    expect((await call('GET', '/api/me/proposal')).body).toEqual({ nickname: null, picture: false });
    expect((await call('GET', '/api/me')).body).toMatchObject({ nickname: null });
    expect((await call('POST', '/api/me/proposal/delete', {})).status).toBe(204);
  });

  test('at another host, it is not asked: the profile is asked for anew, and has one of WeChat’s', async () => {
    const { api, call } = await signedIn();
    await propose(api, { proposed_picture: `${base}/picture` });
    api.simulator.fault('sns_auth', { kind: 'errcode', errcode: -1 });
    const refused = await call('POST', '/api/me/proposal', { nickname: true, picture: true });
    expect(refused).toMatchObject({ status: 502, body: { code: 'wechat_unavailable' } });
    expect((await call('GET', '/api/me')).body).toMatchObject({ nickname: null, avatarUrl: null });
    expect((await call('GET', '/api/me/proposal')).body).toEqual({ nickname: '小安', picture: true });

    expect((await call('POST', '/api/me/proposal', { picture: true })).status).toBe(204);
    expect((await call('GET', '/api/me')).body.avatarUrl).not.toBeNull();
    expect(asked).toEqual([]);
  });

  test('whose token has ended: it is renewed, and kept', async () => {
    const { api, call } = await signedIn();
    await propose(api, { proposed_picture: `${base}/picture` });
    const before = await api.database().selectFrom('wechat_grants').select('tokens_sealed').execute();
    api.simulator.advanceClock(7_200_000);
    await call('POST', '/api/me/proposal', { picture: true });
    expect(api.simulator.calls('sns_refresh_token')).toHaveLength(1);
    expect(await api.database().selectFrom('wechat_grants').select('tokens_sealed').execute()).not.toEqual(
      before,
    );
  });

  test('a picture of WeChat’s is drawn anew before anybody sees it', async () => {
    const { call } = await signedIn();
    expect((await call('POST', '/api/me/proposal', { picture: true })).status).toBe(204);
    const { avatarUrl, nickname } = (await call('GET', '/api/me')).body as {
      avatarUrl: string;
      nickname: null;
    };
    expect(nickname).toBeNull();
    const shown = await sharp(Buffer.from(await (await fetch(avatarUrl)).arrayBuffer())).metadata();
    expect([shown.format, shown.width, shown.height]).toEqual(['jpeg', 256, 256]);
  });

  test('are no business of a site that shows the login', async () => {
    const { browser } = await signedIn();
    const shops = await browser.call<{ accessToken?: string }>('/api/session/refresh', {}, { Origin: SHOP });
    expect(shops.body.accessToken).toBeDefined();
    const answer = await fetch(`${browser.at}/api/me/proposal`, {
      headers: { Authorization: `Bearer ${shops.body.accessToken ?? ''}`, Origin: SHOP },
    });
    expect(answer.status).toBe(401);
  });
});

describe('pictures', () => {
  test.each([
    'http://127.0.0.1:9/a',
    'https://thirdwx.qlogo.cn.evil.example/a',
    'https://evilqlogo.cn/a',
    'https://thirdwx.qlogo.cn:8443/a',
    'https://user:password@thirdwx.qlogo.cn/a',
    'ftp://thirdwx.qlogo.cn/a',
    'file:///etc/passwd',
    'nonsense',
  ])('%s is not asked', async (url) => {
    const fetched = jest.spyOn(globalThis, 'fetch');
    const real = new WechatPictures(testSettings({ WECHAT_API_BASE_URL: 'https://api.weixin.qq.com' }));
    await expect(real.fetch(url)).rejects.toMatchObject({ code: 'wechat_unavailable' });
    expect(fetched).not.toHaveBeenCalled();
    fetched.mockRestore();
  });

  test('redirects are not followed, and what is too large, or not there, is none', async () => {
    const real = new WechatPictures(testSettings({ WECHAT_API_BASE_URL: base }));
    for (const path of ['/away', '/large', '/none'])
      await expect(real.fetch(base + path)).rejects.toMatchObject({ code: 'wechat_unavailable' });
    expect(asked).toEqual(['/away', '/large', '/none']);
  });
});
