import { expect, test } from '@jest/globals';
import { startApi } from './support/api-under-test.ts';

test('codes per address, and a stranger’s flood does not touch others', async () => {
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

test('scans per person, from wherever', async () => {
  const api = await startApi({ environment: { SCANS_PER_PERSON_PER_MINUTE: '2' } });
  const browser = api.browser();
  await browser.register();
  const [first, second] = [api.phone('a'), api.phone('b')];
  expect((await first.scan(browser.scene)).status).toBe(200);
  expect((await first.scan(browser.scene)).status).toBe(200);
  expect((await first.scan(browser.scene)).body.code).toBe('rate_limited');
  expect((await second.scan(browser.scene)).body.code).toBe('scene_taken');
});

test('a browser that polls too often is told to slow down, and still gets its login at once', async () => {
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

test('above 80 % of all pictures, a browser that has signed in before goes first', async () => {
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
