import { describe, expect, test } from '@jest/globals';
import { startApi, type ApiUnderTest } from './support/api-under-test.ts';

test('codes per address, and one address does not use up the limit of others', async () => {
  const api = await startApi({ environment: { SCENES_PER_MINUTE: '3', TRUST_PROXY: '1' } });
  const from = (ip: string) => api.browser({ headers: { 'X-Forwarded-For': ip } }).register();
  for (let count = 0; count < 3; count++) expect((await from('203.0.113.5')).status).toBe(201);
  const refused = await from('203.0.113.5');
  expect([refused.status, refused.body.code]).toEqual([429, 'rate_limited']);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await from('203.0.113.6')).status).toBe(201);
  for (let count = 0; count < 3; count++) expect((await from(`2001:db8:1:2::${count}`)).status).toBe(201);
  expect((await from('2001:db8:1:2:ffff::1')).status).toBe(429);
  expect((await from('2001:db8:1:3::1')).status).toBe(201);
});

test('refused login codes count extra', async () => {
  const api = await startApi({ environment: { SCANS_PER_MINUTE: '12' } });
  const [browser, phone] = [api.browser(), api.phone()];
  await browser.register();
  for (let count = 0; count < 2; count++) {
    expect((await phone.scan(browser.scene, { code: `made-up-${count}` })).body.code).toBe(
      'invalid_login_code',
    );
  }
  expect((await phone.scan(browser.scene)).body.code).toBe('rate_limited');
});

test('scans per person, from all addresses together', async () => {
  const api = await startApi({ environment: { SCANS_PER_PERSON_PER_MINUTE: '2' } });
  const browser = api.browser();
  await browser.register();
  const [first, second] = [api.phone('a'), api.phone('b')];
  expect((await first.scan(browser.scene)).status).toBe(200);
  expect((await first.scan(browser.scene)).status).toBe(200);
  expect((await first.scan(browser.scene)).body.code).toBe('rate_limited');
  expect((await second.scan(browser.scene)).body.code).toBe('scene_taken');
});

test('a browser that polls too often gets slow_down, and still gets its login at once', async () => {
  const api = await startApi();
  const [browser, phone] = [api.browser(), api.phone()];
  await browser.register();
  const first = await browser.poll();
  expect(first.body).toMatchObject({
    code: 'authorization_pending',
    interval: 2,
    scene: { status: 'pending' },
  });
  await phone.scan(browser.scene);
  expect((await browser.poll()).body).toMatchObject({
    code: 'authorization_pending',
    scene: { status: 'scanned' },
  });
  const codes: (string | undefined)[] = [];
  for (let count = 0; count < 10; count++) codes.push((await browser.poll()).body.code);
  expect(codes.at(-1)).toBe('slow_down');
  await phone.confirm(browser.scene);
  expect((await browser.poll()).status).toBe(200);
});

describe('issue 12, number 6: one household', () => {
  const LINK = 2;

  async function household() {
    const api = await startApi({ environment: { TRUST_PROXY: '1', SCENES_PER_MINUTE: String(LINK) } });
    const from = async (ip: string) =>
      (await api.browser({ headers: { 'X-Forwarded-For': ip } }).register()).status;
    const times = async (count: number, ip: (index: number) => string) => {
      const statuses = new Set<number>();
      for (let index = 0; index < count; index++) statuses.add(await from(ip(index)));
      return [...statuses];
    };
    return { from, times };
  }

  test('its 256 networks have four times as much as one together; a site of them sixteen times', async () => {
    const { from, times } = await household();
    const ofHome = (home: number) => (index: number) =>
      `2001:db8:1:${((home << 8) | (index % 256)).toString(16)}::1`;
    expect(await times(4 * LINK, ofHome(0))).toEqual([201]);
    expect(await from(ofHome(0)(255))).toBe(429);
    for (const home of [1, 2, 3]) expect(await times(4 * LINK, ofHome(home))).toEqual([201]);
    expect(await from(ofHome(4)(0))).toBe(429);
    // Another site, and IPv4, have lost nothing.
    expect(await from('2001:db8:2::1')).toBe(201);
    expect(await from('203.0.113.5')).toBe(201);
  });

  test('refused calls of one network do not count for its neighbours', async () => {
    const { from, times } = await household();
    expect(await times(4 * LINK, () => '2001:db8:1:0::1')).toEqual([201, 429]);
    expect(await times(3 * LINK, (index) => `2001:db8:1:${index + 1}::1`)).toEqual([201]);
    expect(await from('2001:db8:1:ff::1')).toBe(429);
  });

  test('scans and refused login codes too', async () => {
    const api = await startApi({ environment: { TRUST_PROXY: '1', SCANS_PER_MINUTE: '6' } });
    const browser = api.browser({ headers: { 'X-Forwarded-For': '203.0.113.5' } });
    await browser.register();
    const scan = async (ip: string, code: string) => {
      const phone = api.phone();
      phone.headers = { 'X-Forwarded-For': ip };
      return (await phone.scan(browser.scene, { code })).body.code;
    };
    for (let link = 0; link < 4; link++) {
      expect(await scan(`2001:db8:1:${link}::1`, `made-up-${link}`)).toBe('invalid_login_code');
    }
    expect(await scan('2001:db8:1:ff::1', 'made-up')).toBe('rate_limited');
    expect(await scan('2001:db8:1:100::1', 'made-up-too')).toBe('invalid_login_code');
  });
});

describe('issue 12, number 6: the reserve of pictures is for live sessions', () => {
  /** The cookie of a browser that has signed in, with 80 % of all pictures used up afterwards. */
  async function scarce() {
    const environment = { WXACODES_PER_MINUTE: '10', SCENES_PER_MINUTE: '1000' };
    const api = await startApi({ environment });
    const browser = await signedIn(api);
    const use = async () => {
      while ((await api.browser().register()).status === 201);
    };
    return { api, browser, use };
  }

  async function signedIn(api: ApiUnderTest) {
    const [browser, phone] = [api.browser(), api.phone()];
    await browser.register();
    await phone.scan(browser.scene);
    await phone.confirm(browser.scene);
    expect((await browser.claim()).status).toBe(200);
    return browser;
  }

  async function register(api: ApiUnderTest, cookie: string | undefined) {
    const browser = api.browser();
    browser.cookie = cookie;
    const { status, body } = await browser.register();
    return status === 201 ? 201 : body.code;
  }

  test('not for the cookie of a session that was signed out', async () => {
    const { api, browser, use } = await scarce();
    const { cookie } = browser;
    await browser.signOut();
    await use();
    expect(await register(api, cookie)).toBe('rate_limited');
  });

  test('nor of one that has ended by itself', async () => {
    const { api, browser, use } = await scarce();
    await use();
    expect(await register(api, browser.cookie)).toBe(201);
    await api.database().updateTable('sessions').set({ expires_at: 1 }).execute();
    expect(await register(api, browser.cookie)).toBe('rate_limited');
  });

  test('nor of a person who is blocked, nor for a cookie that is two behind', async () => {
    const { api, browser, use } = await scarce();
    const copied = browser.cookie;
    await browser.refresh();
    await browser.refresh();
    await use();
    expect(await register(api, copied)).toBe('rate_limited');
    expect(await register(api, browser.cookie)).toBe(201);
    await api.database().updateTable('users').set({ blocked: 1 }).execute();
    expect(await register(api, browser.cookie)).toBe('rate_limited');
  });
});

test('above 80 % of all pictures, a browser that is signed in goes first', async () => {
  const api = await startApi({ environment: { WXACODES_PER_MINUTE: '5', SCENES_PER_MINUTE: '100' } });
  const [known, phone] = [api.browser(), api.phone()];
  await known.register();
  await phone.scan(known.scene);
  await phone.confirm(known.scene);
  await known.claim();
  for (let count = 0; count < 3; count++) expect((await api.browser().register()).status).toBe(201);
  expect((await api.browser().register()).body.code).toBe('rate_limited');
  const again = api.browser();
  again.cookie = known.cookie;
  expect((await again.register()).status).toBe(201);
  const last = api.browser();
  last.cookie = known.cookie;
  expect((await last.register()).body.code).toBe('rate_limited');
});

test('forwarding headers that no setting trusts make nearness unknown, so the number is asked for', async () => {
  const api = await startApi();
  const [browser, phone] = [api.browser(), api.phone()];
  await browser.register();
  phone.headers = { 'X-Forwarded-For': '203.0.113.9' };
  expect((await phone.scan(browser.scene)).body.request).toMatchObject({ near: 'unknown', match: 'number' });
});
