import { beforeEach, describe, expect, test } from '@jest/globals';
import jpeg from 'jpeg-js';
import jsQR from 'jsqr';
import type { Simulator } from '../simulator-options.ts';
import {
  accessToken,
  errcodeOf,
  fetchStableToken,
  fetchWxacode,
  postJson,
  simulatorForTest,
} from '../test-support.ts';

const ACCOUNT = {
  appId: 'wx2222222222222222',
  appSecret: 'account-secret',
  token: 'pushtoken',
  id: 'gh_0123456789ab',
};

/** The declaration of jsqr says `default` for what is exported as a whole. */
const find = jsQR as unknown as typeof jsQR.default;

let simulator: Simulator;
let token: string;

beforeEach(async () => {
  simulator = await simulatorForTest({ officialAccount: ACCOUNT });
  const answer = await fetchStableToken(simulator, { appid: ACCOUNT.appId, secret: ACCOUNT.appSecret });
  token = ((await answer.json()) as { access_token: string }).access_token;
});

function create(body: unknown, accessToken = token): Promise<Response> {
  return postJson(`${simulator.url}/cgi-bin/qrcode/create?access_token=${accessToken}`, body);
}

const order = (scene: unknown, more: Record<string, unknown> = {}) => ({
  expire_seconds: 90,
  action_name: 'QR_STR_SCENE',
  action_info: { scene: { scene_str: scene } },
  ...more,
});

interface Created {
  ticket: string;
  url: string;
  expire_seconds: number;
}

const get = (path: string, query: Record<string, string>) =>
  fetch(`${simulator.url}/cgi-bin/${path}?${new URLSearchParams(query)}`);

test('every account has tokens of its own', async () => {
  const miniProgram = await accessToken(simulator);
  expect(miniProgram).not.toBe(token);
  expect(await errcodeOf(create(order('x'), miniProgram))).toBe(48001);
  expect(await errcodeOf(fetchWxacode(simulator, token, { scene: 'x', check_path: false }))).toBe(48001);
  const crossed = { appid: ACCOUNT.appId, secret: simulator.appSecret };
  expect(await errcodeOf(fetchStableToken(simulator, crossed))).toBe(40125);
  simulator.expireAccessToken();
  expect(await errcodeOf(create(order('x')))).toBe(42001);
});

describe('qrcode/create', () => {
  test('a ticket, the seconds, and what the picture of showqrcode carries', async () => {
    const created = (await (await create(order('mq_abc'))).json()) as Created;
    expect(created).toEqual({
      ticket: expect.stringMatching(/^gQ.*\/\+==$/),
      expire_seconds: 90,
      url: expect.stringMatching(/\/q\/02[\w-]{22}$/),
    });
    expect(created.url.startsWith(simulator.publicUrl)).toBe(true);
    const picture = await get('showqrcode', { ticket: created.ticket });
    expect(picture.headers.get('content-type')).toBe('image/jpg');
    const { data, width, height } = jpeg.decode(Buffer.from(await picture.arrayBuffer()), {
      useTArray: true,
    });
    expect(find(new Uint8ClampedArray(data), width, height)?.data).toBe(created.url);
    const phone = await fetch(created.url, { redirect: 'manual' });
    expect(phone.headers.get('location')).toBe(`/phone/?q=${created.url.split('/q/')[1]}`);
    // The plus of an unencoded ticket is a space.
    expect((await fetch(`${simulator.url}/cgi-bin/showqrcode?ticket=${created.ticket}`)).status).toBe(404);
    expect(JSON.stringify(simulator.calls())).not.toContain(created.ticket);
    expect(simulator.calls('qrcode_create')[0]?.parameters).toEqual(order('mq_abc'));
  });

  test('60 s unless asked otherwise; without the level scene the key is 0', async () => {
    const action_info = { scene_str: 'mq_abc' };
    const created = (await (await create({ action_name: 'QR_STR_SCENE', action_info })).json()) as Created;
    expect(created.expire_seconds).toBe(60);
    await simulator.officialAccount.follow('a');
    await simulator.officialAccount.scan('a', created.ticket);
    expect(simulator.officialAccount.chat('a').at(-1)).toMatchObject({ event: 'SCAN', key: '0' });
  });

  test.each([
    [order(''), 40053],
    [order('x'.repeat(65)), 40053],
    [order(7), 40053],
    [order('x', { action_name: 'QR_SCENE' }), 40052],
    [order('x', { expire_seconds: 2_592_001 }), 40097],
    [order('x', { expire_seconds: '60' }), 40097],
    [[], 47001],
  ])('refuses %j with %i', async (body, errcode) => {
    expect(await errcodeOf(create(body))).toBe(errcode);
  });

  test('test accounts may, subscription accounts may not; the token is checked first', async () => {
    simulator.officialAccount.configure({ kind: 'test' });
    expect(await errcodeOf(create(order('x'.repeat(64), { expire_seconds: 2_592_000 })))).toBeUndefined();
    simulator.officialAccount.configure({ kind: 'subscription' });
    expect(await errcodeOf(create(order('x')))).toBe(48001);
    expect(await errcodeOf(create(order('x'), 'nonsense'))).toBe(40001);
    expect(await errcodeOf(get('qrcode/create', {}))).toBe(43002);
    const without = await simulatorForTest();
    const call = `${without.url}/cgi-bin/qrcode/create`;
    expect(await errcodeOf(postJson(call, order('x')))).toBe(41001);
    expect(await errcodeOf(postJson(`${call}?access_token=x`, order('x')))).toBe(40001);
  });
});

describe('user/info', () => {
  const info = async (id: string): Promise<unknown> => {
    const openid = simulator.officialAccount.openid(id);
    return (await get('user/info', { access_token: token, openid, lang: 'en' })).json();
  };

  test('who does not follow is subscribe 0; a follower has the time and the scene; unionid when bound', async () => {
    simulator.people.add({ id: 'd', label: 'D', unionid: 'u-of-d' });
    const openid = simulator.officialAccount.openid('d');
    expect(await info('d')).toEqual({ subscribe: 0, openid, unionid: 'u-of-d' });
    const { ticket } = simulator.officialAccount.codes.create('mq_1', 60);
    await simulator.officialAccount.scan('d', ticket);
    await simulator.officialAccount.follow('a');
    expect(await info('d')).toMatchObject({
      subscribe: 1,
      openid,
      nickname: '',
      language: 'en',
      unionid: 'u-of-d',
      subscribe_time: expect.closeTo(simulator.now() / 1000, -1),
      subscribe_scene: 'ADD_SCENE_QR_CODE',
      qr_scene_str: 'mq_1',
    });
    expect(await info('a')).toMatchObject({ subscribe: 1, qr_scene_str: '' });
    expect(await info('a')).not.toHaveProperty('unionid');
    await simulator.officialAccount.unfollow('d');
    expect(await info('d')).toMatchObject({ subscribe: 0 });
  });

  test('refusals and faults', async () => {
    expect(await errcodeOf(get('user/info', { access_token: token, openid: 'o-x' }))).toBe(40003);
    const foreign = { access_token: token, openid: simulator.people.openid('a') };
    expect(await errcodeOf(get('user/info', foreign))).toBe(40003);
    simulator.fault('user_info', { kind: 'errcode', errcode: -1 });
    expect(await info('a')).toMatchObject({ errcode: -1 });
    simulator.officialAccount.configure({ kind: 'subscription' });
    expect(await info('a')).toMatchObject({ errcode: 48001 });
  });
});

test('what the console holds', async () => {
  const asked = async (name: string): Promise<unknown> => (await get(name, { access_token: token })).json();
  expect(await asked('get_current_autoreply_info')).toEqual({
    is_add_friend_reply_open: 0,
    is_autoreply_open: 0,
  });
  expect(await asked('get_current_selfmenu_info')).toEqual({ is_menu_open: 0 });
  const menu = [
    { name: 'Shop', sub_button: { list: [{ type: 'view', name: 'A', url: 'https://a' }] } },
  ] as const;
  simulator.officialAccount.console = { greeting: 'Welcome', keywords: { hi: 'hello' }, menu };
  expect(await asked('get_current_autoreply_info')).toMatchObject({
    is_add_friend_reply_open: 1,
    add_friend_autoreply_info: { type: 'text', content: 'Welcome' },
    is_autoreply_open: 1,
    keyword_autoreply_info: { list: [{ reply_list_info: [{ content: 'hello' }] }] },
  });
  expect(await asked('get_current_selfmenu_info')).toEqual({
    is_menu_open: 1,
    selfmenu_info: { button: menu },
  });
});
