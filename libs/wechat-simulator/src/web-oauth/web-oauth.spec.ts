import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Simulator } from '../simulator-options.ts';
import { errcodeOf, fetchSession, postJson, simulatorForTest } from '../test-support.ts';
import type { Visit } from './web-oauth.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const ACCOUNT = {
  appId: 'wx2222222222222222',
  appSecret: 'account-secret',
  token: 'pushtoken',
  id: 'gh_0123456789ab',
  webDomain: '127.0.0.1',
};
const WEBSITE = { appId: 'wx3333333333333333', appSecret: 'website-secret', webDomain: 'login.example' };

let simulator: Simulator;

beforeEach(async () => {
  simulator = await simulatorForTest({ officialAccount: ACCOUNT, website: WEBSITE, bound: true });
});

function address(kind: 'website' | 'account', changes: Record<string, string> = {}): string {
  const query = new URLSearchParams({
    appid: kind === 'website' ? WEBSITE.appId : ACCOUNT.appId,
    redirect_uri:
      kind === 'website' ? 'https://login.example/callback?x=1' : 'http://127.0.0.1:3000/callback',
    response_type: 'code',
    scope: kind === 'website' ? 'snsapi_login' : 'snsapi_userinfo',
    state: 'abc123',
    ...changes,
  });
  const path = kind === 'website' ? 'qrconnect' : 'oauth2/authorize';
  return `${simulator.url}/connect/${path}?${query}#wechat_redirect`;
}

function codeFor(
  kind: 'website' | 'account',
  changes: Record<string, string> = {},
  visit: Partial<Visit> = {},
) {
  const { location = '' } = simulator.web.visit(address(kind, changes), { person: 'a', ...visit });
  return new URL(location).searchParams.get('code') ?? '';
}

interface Tokens {
  access_token: string;
  refresh_token: string;
  openid: string;
  unionid?: string;
}

function sns(path: string, query: Record<string, string>): Promise<Response> {
  return fetch(`${simulator.url}/sns/${path}?${new URLSearchParams(query)}`);
}

function exchange(kind: 'website' | 'account', code: string, changes: Record<string, string> = {}) {
  const { appId, appSecret } = kind === 'website' ? WEBSITE : ACCOUNT;
  return sns('oauth2/access_token', {
    appid: appId,
    secret: appSecret,
    code,
    grant_type: 'authorization_code',
    ...changes,
  });
}

async function tokensFor(
  kind: 'website' | 'account',
  changes: Record<string, string> = {},
  visit: Partial<Visit> = {},
): Promise<Tokens> {
  return (await (await exchange(kind, codeFor(kind, changes, visit))).json()) as Tokens;
}

describe('the way to WeChat and back', () => {
  test('comes back with code and state, keeping the query', () => {
    const { location = '' } = simulator.web.visit(address('website'), { person: 'a' });
    expect(location).toMatch(/^https:\/\/login\.example\/callback\?x=1&code=0[0-9A-Za-z]{31}&state=abc123$/);
  });

  test('a refusal comes back without a code, or not at all; snsapi_base asks nobody', () => {
    const refused = simulator.web.visit(address('website'), { person: 'a', answer: 'refuse' });
    expect(refused).toEqual({ location: 'https://login.example/callback?x=1&state=abc123' });
    expect(simulator.web.visit(address('website'), { person: 'a', answer: 'stay' })).toEqual({});
    const silent = simulator.web.visit(address('account', { scope: 'snsapi_base' }), {
      person: 'a',
      answer: 'stay',
    });
    expect(silent.location).toContain('code=');
  });

  test.each([
    ['website', { appid: '' }, 10012],
    ['website', { appid: ACCOUNT.appId }, 40013],
    ['website', { redirect_uri: '' }, 10011],
    ['website', { redirect_uri: 'https://evil.example/callback' }, 10003],
    ['website', { redirect_uri: 'https://login.example:8443/callback' }, 10003],
    ['website', { redirect_uri: 'https://login.example.evil.example/' }, 10003],
    ['website', { redirect_uri: 'javascript://login.example/x' }, 10003],
    ['website', { response_type: 'token' }, 40002],
    ['website', { scope: '' }, 10010],
    ['website', { scope: 'snsapi_userinfo' }, 10005],
    ['account', { scope: 'snsapi_login' }, 10005],
    ['account', { state: 'with-dash' }, 10013],
    ['account', { state: 'a'.repeat(129) }, 10013],
  ] as const)('%s with %j shows an error page: %i', (kind, changes, errcode) => {
    expect(simulator.web.visit(address(kind, changes), { person: 'a' })).toEqual({ errcode });
  });

  test('subscription accounts have no right to it; a test account wants followers', async () => {
    simulator.officialAccount.configure({ kind: 'subscription' });
    expect(simulator.web.visit(address('account'), { person: 'a' })).toEqual({ errcode: 10005 });
    simulator.officialAccount.configure({ kind: 'test' });
    expect(simulator.web.visit(address('account'), { person: 'a' })).toEqual({ errcode: 10006 });
    await simulator.officialAccount.follow('a');
    expect(simulator.web.visit(address('account'), { person: 'a' }).location).toContain('code=');
  });

  test('the control calls do the same', async () => {
    const visit = await postJson(`${simulator.url}/control/web/visit`, {
      url: address('website'),
      person: 'a',
      answer: 'refuse',
    });
    expect(await visit.json()).toEqual({ location: 'https://login.example/callback?x=1&state=abc123' });
    await postJson(`${simulator.url}/control/web/website`, { webDomain: 'other.example' });
    expect(simulator.web.visit(address('website'), { person: 'a' })).toEqual({ errcode: 10003 });
    const elsewhere = await postJson(`${simulator.url}/control/web/visit`, {
      url: `${simulator.url}/phone/`,
      person: 'a',
    });
    expect(elsewhere.status).toBe(404);
  });
});

describe('access_token', () => {
  test('text/plain, openid of that app, one unionid for all apps, no token_type, no errcode', async () => {
    const answer = await exchange('website', codeFor('website'));
    expect(answer.headers.get('content-type')).toBe('text/plain');
    const website = (await answer.json()) as Tokens;
    expect(website).toEqual({
      access_token: expect.any(String),
      expires_in: 7200,
      refresh_token: expect.any(String),
      openid: simulator.people.openid('a', WEBSITE.appId),
      scope: 'snsapi_login',
      unionid: simulator.people.unionid('a'),
    });
    const account = await tokensFor('account');
    expect(account.openid).not.toBe(website.openid);
    const miniProgram = (await (await fetchSession(simulator, simulator.loginCode('a'))).json()) as Tokens;
    expect([account.unionid, miniProgram.unionid]).toEqual([website.unionid, website.unionid]);
    expect(simulator.people.unionid('b')).not.toBe(website.unionid);
    const recorded = simulator.calls().filter(({ endpoint }) => endpoint.startsWith('sns_'));
    expect(JSON.stringify(recorded)).not.toMatch(/secret|[0-9A-Za-z]{32}|refresh_token":/);
  });

  test('a code works once, for its own app, 5 minutes for an account and 10 for a website', async () => {
    const code = codeFor('account');
    expect(await errcodeOf(exchange('website', code))).toBe(40029);
    expect(await errcodeOf(exchange('account', code))).toBeUndefined();
    expect(await errcodeOf(exchange('account', code))).toBe(40163);
    const [account, website] = [codeFor('account'), codeFor('website')];
    simulator.advanceClock(5 * MINUTE);
    expect(await errcodeOf(exchange('account', account))).toBe(40029);
    expect(await errcodeOf(exchange('website', website))).toBeUndefined();
    const late = codeFor('website');
    simulator.advanceClock(10 * MINUTE);
    expect(await errcodeOf(exchange('website', late))).toBe(40029);
  });

  test.each([
    [{ appid: '' }, 41002],
    [{ secret: '' }, 41004],
    [{ code: '' }, 41008],
    [{ appid: 'wx1111111111111111' }, 40013],
    [{ secret: 'x' }, 40125],
    [{ grant_type: 'refresh_token' }, 40002],
    [{ code: 'nonsense' }, 40029],
  ])('refuses %j with %i and leaves the code unused', async (change, errcode) => {
    const code = codeFor('website');
    expect(await errcodeOf(exchange('website', code, change as Record<string, string>))).toBe(errcode);
    expect(await errcodeOf(exchange('website', code))).toBeUndefined();
  });

  test('snsapi_base has no unionid and no userinfo; visitors in snapshot mode share a virtual identity', async () => {
    const base = await tokensFor('account', { scope: 'snsapi_base' });
    expect(base).not.toHaveProperty('unionid');
    expect(await errcodeOf(sns('userinfo', { access_token: base.access_token, openid: base.openid }))).toBe(
      48001,
    );
    const [a, b] = [
      await tokensFor('account', {}, { snapshot: 'flagged' }),
      await tokensFor('account', {}, { person: 'b', snapshot: 'unflagged' }),
    ];
    expect(a).toMatchObject({ is_snapshotuser: 1, openid: b.openid, unionid: b.unionid });
    expect(a.openid).not.toBe(base.openid);
    expect(a.unionid).not.toBe(simulator.people.unionid('a'));
    expect(b).not.toHaveProperty('is_snapshotuser');
    expect(await errcodeOf(sns('userinfo', { access_token: b.access_token, openid: b.openid }))).toBe(48001);
    const virtual = await sns('userinfo', { access_token: a.access_token, openid: a.openid });
    expect(await virtual.json()).toMatchObject({
      nickname: '微信用户',
      headimgurl: '',
      unionid: a.unionid,
    });
  });
});

describe('after it', () => {
  const refresh = (refreshToken: string, appid = WEBSITE.appId) =>
    sns('oauth2/refresh_token', { appid, grant_type: 'refresh_token', refresh_token: refreshToken });
  const check = ({ openid }: Tokens, accessToken: string) =>
    errcodeOf(sns('auth', { access_token: accessToken, openid }));

  test('refreshing prolongs a live token unchanged and replaces a dead one, for 30 days in all', async () => {
    const first = await tokensFor('website');
    simulator.advanceClock(119 * MINUTE);
    const prolonged = (await (await refresh(first.refresh_token)).json()) as Tokens;
    expect(prolonged).toEqual({
      access_token: first.access_token,
      expires_in: 7200,
      refresh_token: first.refresh_token,
      openid: first.openid,
      scope: 'snsapi_login',
    });
    simulator.advanceClock(119 * MINUTE);
    expect(await check(first, first.access_token)).toBe(0);
    simulator.advanceClock(MINUTE);
    expect(await check(first, first.access_token)).toBe(42001);
    const renewed = (await (await refresh(first.refresh_token)).json()) as Tokens;
    expect(renewed.access_token).not.toBe(first.access_token);
    expect(renewed.refresh_token).toBe(first.refresh_token);
    expect([await check(first, first.access_token), await check(first, renewed.access_token)]).toEqual([
      42001, 0,
    ]);
    simulator.advanceClock(30 * DAY);
    expect(await errcodeOf(refresh(first.refresh_token))).toBe(42002);
  });

  test('refusals', async () => {
    const tokens = await tokensFor('website');
    expect(await errcodeOf(refresh('nonsense'))).toBe(40030);
    expect(await errcodeOf(refresh(tokens.refresh_token, ACCOUNT.appId))).toBe(40030);
    expect(await errcodeOf(refresh('', WEBSITE.appId))).toBe(41003);
    expect(await errcodeOf(refresh('x', 'wx1111111111111111'))).toBe(40013);
    expect(await errcodeOf(sns('auth', { access_token: 'x', openid: tokens.openid }))).toBe(40001);
    expect(await errcodeOf(sns('auth', { openid: tokens.openid }))).toBe(41001);
    expect(await errcodeOf(sns('auth', { access_token: tokens.access_token }))).toBe(41009);
    expect(await errcodeOf(sns('auth', { access_token: tokens.access_token, openid: 'o-x' }))).toBe(40003);
  });

  test('userinfo: nickname, picture and unionid, no sex, no region', async () => {
    const { access_token, openid } = await tokensFor('website');
    const answer = await sns('userinfo', { access_token, openid, lang: 'zh_CN' });
    expect(answer.headers.get('content-type')).toBe('text/plain');
    const info = (await answer.json()) as { headimgurl: string };
    expect(info).toEqual({
      openid,
      nickname: '小安',
      sex: 0,
      language: '',
      city: '',
      province: '',
      country: '',
      headimgurl: expect.stringMatching(/\/mmopen\/[\w-]{43}\/132$/),
      privilege: [],
      unionid: simulator.people.unionid('a'),
    });
    const picture = await fetch(info.headimgurl);
    expect(picture.headers.get('content-type')).toBe('image/jpeg');
    const bytes = Buffer.from(await picture.arrayBuffer());
    expect(bytes.subarray(0, 2).toString('hex')).toBe('ffd8');
    simulator.fault('headimg', { kind: 'broken-image' });
    expect(Buffer.from(await (await fetch(info.headimgurl)).arrayBuffer()).equals(bytes)).toBe(false);
    expect((await fetch(`${simulator.url}/mmopen/nonsense/132`)).status).toBe(404);
  });
});
