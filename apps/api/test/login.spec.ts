import { describe, expect, test } from '@jest/globals';
import { loginResult, registerSceneResponse, scanResponse, sceneSnapshot } from '@maqiao/shared/schemas';
import { startApi } from './support/api-under-test.ts';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

describe('a login', () => {
  test('goes from the page through WeChat and the phone back to the page', async () => {
    const api = await startApi({ environment: { SITE_NAME: '山前书店' } });
    const browser = api.browser({ userAgent: FIREFOX });
    const phone = api.phone();

    const registered = await browser.register();
    expect(registered.status).toBe(201);
    expect(registerSceneResponse.parse(registered.body)).toMatchObject({ status: 'pending', interval: 2 });
    expect(Buffer.from(registered.body.wxacode?.data ?? '', 'base64').subarray(0, 2)).toEqual(
      Buffer.from([0xff, 0xd8]),
    );

    const watching = browser.watch();
    await watching.status('pending');
    const scanned = await phone.scan(browser.scene);
    expect(scanResponse.parse(scanned.body)).toMatchObject({
      scene: { status: 'scanned', user: { nickname: null, avatarUrl: null } },
      request: {
        siteName: '山前书店',
        siteUrl: api.url,
        browser: 'Firefox',
        os: 'Linux',
        near: 'same-network',
        match: 'none',
        display: 'screen',
        ip: '127.0.0.0/16',
      },
    });
    await watching.status('scanned');

    const confirmed = await phone.confirm(browser.scene);
    expect(sceneSnapshot.parse(confirmed.body).status).toBe('confirmed');
    const login = loginResult.parse(await watching.login());
    expect(login).toMatchObject({ tokenType: 'Bearer', expiresIn: 600 });
    await watching.status('consumed');

    const me = await browser.get<{ id: string }>('/api/me', login.accessToken);
    expect(me.body).toMatchObject({ nickname: null, avatarUrl: null });
    const claimed = await browser.claim();
    expect(claimed.status).toBe(200);
    expect(claimed.headers.getSetCookie()[0]).toMatch(/^maqiao=.+; .*Path=\/; .*HttpOnly/i);
    expect(await api.sessions()).toHaveLength(1);
    expect((await browser.refresh()).status).toBe(200);
  });

  test('is refused on the phone', async () => {
    const api = await startApi();
    const [browser, phone] = [api.browser(), api.phone()];
    await browser.register();
    const watching = browser.watch();
    await phone.scan(browser.scene);
    expect((await phone.reject(browser.scene)).body.status).toBe('rejected');
    await watching.status('rejected');
    expect((await browser.poll()).body.code).toBe('access_denied');
    expect((await browser.claim()).body.code).toBe('access_denied');
    expect((await phone.confirm(browser.scene)).body.code).toBe('scene_closed');
    expect(await api.sessions()).toEqual([]);
  });

  test('is cancelled by the browser', async () => {
    const api = await startApi();
    const [browser, phone] = [api.browser(), api.phone()];
    await browser.register();
    const watching = browser.watch();
    await phone.scan(browser.scene);
    expect((await browser.cancel()).body.status).toBe('cancelled');
    await watching.status('cancelled');
    const late = await phone.confirm(browser.scene);
    expect([late.status, late.body.code]).toEqual([409, 'scene_closed']);
    expect((await browser.cancel()).status).toBe(200);
  });

  test('expires, and the server sends that by itself', async () => {
    const api = await startApi({ change: { lifetimes: { pending: 150, scanned: 150, delivery: 60_000 } } });
    const [browser, phone] = [api.browser(), api.phone()];
    await browser.register();
    const watching = browser.watch();
    await watching.status('expired');
    const lateScan = await phone.scan(browser.scene);
    expect([lateScan.status, lateScan.body.code]).toEqual([410, 'scene_expired']);
    // It is sent once, not again and again.
    await browser.poll();
    expect(watching.snapshots.filter(({ status }) => status === 'expired')).toHaveLength(1);
  });

  test('expires once it is scanned, too', async () => {
    const api = await startApi({
      change: { lifetimes: { pending: 60_000, scanned: 150, delivery: 60_000 } },
    });
    const [browser, phone] = [api.browser(), api.phone()];
    await browser.register();
    const watching = browser.watch();
    expect((await phone.scan(browser.scene)).status).toBe(200);
    await watching.status('expired');
    await browser.poll();
    expect(watching.snapshots.filter(({ status }) => status === 'expired')).toHaveLength(1);
    expect((await phone.confirm(browser.scene)).body.code).toBe('scene_expired');
    expect((await browser.poll()).body.code).toBe('expired_token');
  });

  test('belongs to the first who scans', async () => {
    const api = await startApi();
    const browser = api.browser();
    const [first, second] = [api.phone('a'), api.phone('b')];
    await browser.register();
    await first.scan(browser.scene);
    const taken = await second.scan(browser.scene);
    expect([taken.status, taken.body.code]).toEqual([409, 'scene_taken']);
    await second.signIn();
    for (const answer of [await second.confirm(browser.scene), await second.reject(browser.scene)]) {
      expect([answer.status, answer.body.code]).toEqual([403, 'not_scanner']);
    }
    expect((await first.scan(browser.scene)).body.scene.status).toBe('scanned');
    expect((await first.confirm(browser.scene)).status).toBe(200);
  });

  test('confirmed twice is one login', async () => {
    const api = await startApi();
    const [browser, phone] = [api.browser(), api.phone()];
    await browser.register();
    const watching = browser.watch();
    await phone.scan(browser.scene);
    const answers = await Promise.all([1, 2, 3].map(() => phone.confirm(browser.scene)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    await watching.login();
    await browser.claim();
    expect((await phone.confirm(browser.scene)).body.status).toBe('consumed');
    expect(watching.logins).toHaveLength(1);
    expect(await api.sessions()).toHaveLength(1);
  });

  test('cannot be confirmed before it was scanned', async () => {
    const api = await startApi();
    const [browser, phone] = [api.browser(), api.phone()];
    await browser.register();
    await phone.signIn();
    expect((await phone.confirm(browser.scene)).body.code).toBe('not_scanner');
  });

  test('shows one character of who scanned, and the whole from the confirm on', async () => {
    const api = await startApi();
    const [browser, phone] = [api.browser(), api.phone()];
    await phone.signIn();
    await api.database().updateTable('users').set({ nickname: '王小明', avatar: 'x.jpg' }).execute();
    await browser.register();
    const watching = browser.watch();
    await phone.scan(browser.scene);
    expect((await watching.status('scanned')).user).toEqual({ nickname: '王', avatarUrl: null });
    await phone.confirm(browser.scene);
    expect((await watching.status('confirmed')).user).toEqual({
      nickname: '王小明',
      avatarUrl: `${api.url}/api/avatars/x.jpg`,
    });
  });
});

describe('number match', () => {
  test('shows the number to the browser only, and takes one try', async () => {
    const api = await startApi({ environment: { CONFIRM_MODE: 'always' } });
    const [browser, phone] = [api.browser(), api.phone()];
    await browser.register();
    const watching = browser.watch();
    const scanned = await phone.scan(browser.scene);
    expect(scanned.body.request.match).toBe('number');
    expect(scanned.body.scene).not.toHaveProperty('number');
    const { number } = await watching.status('scanned');
    expect(number).toMatch(/^[1-9][0-9]$/);
    expect((await browser.register()).body).not.toHaveProperty('number');

    const forgotten = await phone.confirm(browser.scene);
    expect([forgotten.status, forgotten.body.code]).toEqual([400, 'invalid_request']);
    const confirmed = await phone.confirm(browser.scene, { number });
    expect(confirmed.body.status).toBe('confirmed');
    expect(confirmed.body).not.toHaveProperty('number');
    await watching.login();
  });

  test('a wrong number ends the scene', async () => {
    const api = await startApi({ environment: { CONFIRM_MODE: 'always' } });
    const [browser, phone] = [api.browser(), api.phone()];
    await browser.register();
    const watching = browser.watch();
    await phone.scan(browser.scene);
    const { number } = await watching.status('scanned');
    const wrong = await phone.confirm(browser.scene, { number: number === '42' ? '43' : '42' });
    expect([wrong.status, wrong.body.code]).toEqual([403, 'number_mismatch']);
    await watching.status('rejected');
    expect((await phone.confirm(browser.scene, { number })).body.code).toBe('scene_closed');
    expect(await api.sessions()).toEqual([]);
  });
});
