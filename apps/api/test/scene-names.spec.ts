import { expect, test } from '@jest/globals';
import { createSceneName, createVerifier } from '@maqiao/shared';
import { startApi } from './support/api-under-test.ts';

test('a name older, or newer, than a minute is refused with the server’s time', async () => {
  const api = await startApi();
  const verifier = createVerifier(globalThis.crypto);
  for (const off of [-61_000, 62_000, -5 * 365 * 86_400_000]) {
    const scene = createSceneName(verifier, api.clock.now() + off);
    const answer = await api.browser().post<{ code: string; now: string }>('/api/scenes', { scene });
    expect([answer.status, answer.body.code]).toEqual([400, 'scene_clock']);
    expect(Math.abs(Date.parse(answer.body.now) - api.clock.now())).toBeLessThan(10_000);
  }
  expect(api.simulator.calls('getwxacodeunlimit')).toEqual([]);
});

test('a repeat while it is open is the same scene, without picture and without a call to WeChat', async () => {
  const api = await startApi();
  const browser = api.browser();
  const first = await browser.register();
  api.clock.advance(61_000);
  const again = await browser.register();
  expect(again.status).toBe(200);
  expect(again.body).not.toHaveProperty('wxacode');
  expect(again.body.expiresAt).toBe(first.body.expiresAt);
  expect(api.simulator.calls('getwxacodeunlimit')).toHaveLength(1);
  await api.phone().scan(browser.scene);
  const stranger = await api.browser().post<object>('/api/scenes', { scene: browser.scene });
  expect(stranger.status).toBe(200);
  expect(stranger.body).not.toHaveProperty('user');
});

test('two at once are one scene', async () => {
  const api = await startApi();
  const browser = api.browser();
  const answers = await Promise.all([browser.register(), browser.register(), browser.register()]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 201]);
  expect(api.simulator.calls('getwxacodeunlimit')).toHaveLength(1);
});

test('a used name is refused for ever', async () => {
  const api = await startApi();
  const [browser, phone] = [api.browser(), api.phone()];
  await browser.register();
  await phone.scan(browser.scene);
  await phone.confirm(browser.scene);
  await browser.claim();
  const closed = await browser.register();
  expect([closed.status, closed.body.code]).toEqual([409, 'scene_closed']);
  for (const later of [119_000, 2_000, 86_400_000]) {
    api.clock.advance(later);
    expect(['scene_closed', 'scene_clock']).toContain((await browser.register()).body.code);
    expect((await api.phone('b').scan(browser.scene)).status).toBeGreaterThanOrEqual(400);
  }
});

test('a name that was cancelled is refused until its time is over', async () => {
  const api = await startApi();
  const browser = api.browser();
  await browser.register();
  await browser.cancel();
  for (let second = 0; second < 130; second += 5) {
    const answer = await browser.register();
    expect(['scene_closed', 'scene_clock']).toContain(answer.body.code);
    api.clock.advance(5_000);
  }
});

test('after a failure of WeChat the same name is accepted again', async () => {
  const api = await startApi();
  const browser = api.browser();
  api.simulator.fault('getwxacodeunlimit', { kind: 'errcode', errcode: -1 });
  expect((await browser.register()).body.code).toBe('wechat_busy');
  expect((await browser.register()).status).toBe(201);
});
