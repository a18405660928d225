import { describe, expect, test } from '@jest/globals';
import { me, problem, securityEventPage } from '@maqiao/shared/schemas';
import sharp from 'sharp';
import { startApi } from './support/api-under-test.ts';

const picture = () => sharp({ create: { width: 600, height: 400, channels: 3, background: '#a33' } });

describe('a profile', () => {
  test('a nickname is set, seen and removed', async () => {
    const api = await startApi();
    const phone = api.phone();
    await phone.signIn();
    const set = await phone.post('/api/me', { nickname: '  王小明 ' }, 'PATCH');
    expect([set.status, me.parse(set.body).nickname]).toEqual([200, '王小明']);
    const removed = await phone.post('/api/me', { nickname: null }, 'PATCH');
    expect(me.parse(removed.body).nickname).toBeNull();
  });

  test('a picture is drawn anew, served to everyone, and removed', async () => {
    const api = await startApi();
    const phone = api.phone();
    await phone.signIn();
    const set = await phone.upload(await picture().png().toBuffer(), 'image/png');
    expect(set.status).toBe(200);
    const { avatarUrl } = me.parse(set.body);
    expect(avatarUrl).toMatch(new RegExp(`^${api.url}/api/avatars/[\\w-]{22}\\.jpg$`));
    const served = await fetch(avatarUrl ?? '', { headers: { 'Sec-Fetch-Site': 'cross-site' } });
    expect(served.status).toBe(200);
    expect(Object.fromEntries(served.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'",
    });
    const { width, height, format } = await sharp(await served.arrayBuffer()).metadata();
    expect([width, height, format]).toEqual([256, 256, 'jpeg']);
    const cleared = await phone.post('/api/me/avatar', undefined, 'DELETE');
    expect([cleared.status, cleared.body]).toEqual([204, null]);
    expect((await fetch(avatarUrl ?? '')).status).toBe(404);
  });
});

test('the trail tells of a login, newest first, page by page', async () => {
  const api = await startApi();
  const [browser, phone] = [api.browser(), api.phone()];
  await browser.register();
  const watching = browser.watch();
  await phone.scan(browser.scene);
  await phone.confirm(browser.scene);
  await watching.login();
  const answer = await phone.post('/api/security-events?limit=2', undefined, 'GET');
  expect(answer.status).toBe(200);
  const page = securityEventPage.parse(answer.body);
  expect(page.events.map(({ kind }) => kind)).toEqual(['signed_in', 'confirmed']);
  const rest = await phone.post(`/api/security-events?before=${page.next}`, undefined, 'GET');
  expect(securityEventPage.parse(rest.body)).toMatchObject({ events: [{ kind: 'scanned' }], next: null });
});

test('a deleted account is gone, and its tokens with it', async () => {
  const api = await startApi();
  const phone = api.phone();
  await phone.signIn();
  const loginCode = api.simulator.loginCode('a');
  const answer = await phone.post('/api/me', { loginCode }, 'DELETE');
  expect([answer.status, answer.body]).toEqual([204, null]);
  const after = await phone.post('/api/security-events', undefined, 'GET');
  expect([after.status, problem.parse(after.body).code]).toEqual([401, 'invalid_token']);
});
