import { describe, expect, jest, test } from '@jest/globals';
import { loginResult, problem, registerSceneResponse, signInOptions } from '@maqiao/shared/schemas';
import type { SceneMethod } from '../src/sign-in/methods/scene-method.ts';
import { SignInMethods } from '../src/sign-in/methods/sign-in-methods.ts';
import { SceneDecisions } from '../src/sign-in/scenes/scene-decisions.ts';
import { SceneStore } from '../src/sign-in/scenes/store/scene-store.ts';
import { WechatClient } from '../src/wechat/wechat-client.ts';
import { startApi } from './support/api-under-test.ts';

describe('GET /api/sign-in-options', () => {
  test('names the only method, for our own pages and listed ones, and is not cached', async () => {
    const shop = 'https://shop.example';
    const api = await startApi({ environment: { CORS_ORIGINS: shop } });
    const answer = await fetch(`${api.url}/api/sign-in-options`, { headers: { Origin: shop } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('access-control-allow-origin')).toBe(shop);
    const body: unknown = await answer.json();
    expect(signInOptions.parse(body)).toEqual(body);
    expect(body).toEqual({ methods: [{ id: 'mini-program', kind: 'scene' }] });

    const foreign = await fetch(`${api.url}/api/sign-in-options`, {
      headers: { Origin: 'https://evil.example' },
    });
    expect(problem.parse(await foreign.json())).toMatchObject({ status: 403, code: 'origin_not_allowed' });
  });
});

describe('POST /api/scenes', () => {
  test.each([
    ['named', { method: 'mini-program' }],
    ['not named: the first that is offered', {}],
  ])('the method %s', async (_case, body) => {
    const api = await startApi();
    const browser = api.browser();
    const registered = await browser.register(body);
    expect(registered.status).toBe(201);
    expect(registerSceneResponse.parse(registered.body).wxacode?.data).toMatch(/./);
    const { record } = await api.app.get(SceneStore).read(browser.scene);
    expect(record?.method).toBe('mini-program');
  });

  test.each(['passkey', 'Mini Program', '', 7, 'a'.repeat(33)])(
    'the unknown method %j is refused: nothing is stored, and WeChat is not called',
    async (method) => {
      const api = await startApi();
      const fetchWxacode = jest.spyOn(api.app.get(WechatClient), 'fetchWxacode');
      const browser = api.browser();
      const refused = await browser.register({ method });
      expect(problem.parse(refused.body)).toMatchObject({ status: 400, code: 'invalid_request' });
      expect(problem.parse(refused.body).detail).toMatch(/^method: /);
      expect(fetchWxacode).not.toHaveBeenCalled();
      expect((await api.app.get(SceneStore).read(browser.scene)).record).toBeUndefined();
      // The name is not used up.
      expect((await browser.register()).status).toBe(201);
    },
  );
});

test('another method brings its own code, and shares everything else of a scene', async () => {
  const api = await startApi({ environment: { CONFIRM_MODE: 'always' } });
  const another: SceneMethod = {
    id: 'another',
    kind: 'scene',
    makeCode: (scene) =>
      Promise.resolve({
        wxacode: { mediaType: 'image/png', data: Buffer.from(scene).toString('base64') },
      }),
  };
  const methods = api.app.get(SignInMethods);
  jest.replaceProperty(methods, 'offered', [another, ...methods.offered]);
  const fetchWxacode = jest.spyOn(api.app.get(WechatClient), 'fetchWxacode');
  const options = await fetch(`${api.url}/api/sign-in-options`);
  expect(await options.json()).toEqual({
    methods: [
      { id: 'another', kind: 'scene' },
      { id: 'mini-program', kind: 'scene' },
    ],
  });

  const [browser, phone] = [api.browser(), api.phone()];
  await phone.signIn();
  const { id } = await api.database().selectFrom('users').select('id').executeTakeFirstOrThrow();
  const registered = await browser.register();
  expect(Buffer.from(registered.body.wxacode?.data ?? '', 'base64').toString()).toBe(browser.scene);
  expect(fetchWxacode).not.toHaveBeenCalled();

  const watching = browser.watch();
  await watching.status('pending');
  const decisions = api.app.get(SceneDecisions);
  const found = await decisions.findOpen(browser.scene, 'another');
  expect(found.method).toBe('another');
  const ofAnother = await phone.scan(browser.scene);
  expect(ofAnother).toMatchObject({ status: 404, body: { code: 'scene_not_found' } });
  const provenBy = { id: 'i', provider: 'wechat-website', appId: 'wx1' } as const;
  const person = { id, nickname: null, avatarUrl: null, isNew: false, provenBy };
  const { request } = await decisions.scan(found, person, { near: 'unknown', entry: null });
  expect(request).toMatchObject({ siteUrl: api.url, match: 'number', near: 'unknown' });
  const { number } = await watching.status('scanned');
  await decisions.confirm(browser.scene, id, number);
  expect(loginResult.parse(await watching.login()).user).toEqual({ nickname: null, avatarUrl: null });
});
