import { expect, test } from '@jest/globals';
import { startApi, type ApiUnderTest } from './support/api-under-test.ts';
import { WITH_API_DOCS } from './test-settings.ts';

async function read(api: ApiUnderTest, path: string, headers: Record<string, string> = {}) {
  const response = await fetch(api.url + path, { headers });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

test('metrics contain the funnel, the deliveries and WeChat’s answers, with fixed labels only', async () => {
  const api = await startApi({ environment: { METRICS_TOKEN: 'metrics-token-of-the-test' } });
  const [browser, phone] = [api.browser(), api.phone()];
  await browser.register();
  await phone.scan(browser.scene);
  await phone.confirm(browser.scene);
  const { accessToken } = (await browser.claim()).body;

  expect((await read(api, '/metrics')).status).toBe(401);
  expect((await read(api, '/metrics', { Authorization: 'Bearer wrong' })).status).toBe(401);
  const { status, text } = await read(api, '/metrics', { Authorization: 'Bearer metrics-token-of-the-test' });
  expect(status).toBe(200);
  expect(text).toContain('maqiao_scene_events_total{event="confirm",answer="ok"} 1');
  expect(text).toContain('maqiao_login_deliveries_total{way="claim"} 1');
  expect(text).toMatch(/maqiao_wechat_call_seconds_count\{endpoint="jscode2session",outcome="ok"\} 1/);
  for (const secret of [browser.scene, browser.verifier, accessToken, api.simulator.appSecret]) {
    expect(text).not.toContain(secret);
  }
});

test('/livez answers, and /readyz while the stores answer', async () => {
  const api = await startApi();
  expect(await read(api, '/livez')).toMatchObject({
    status: 200,
    text: expect.stringMatching(/^\{"status":"ok","now":"[0-9T:.-]+Z"\}$/),
  });
  expect(await read(api, '/readyz')).toMatchObject({ status: 200 });
});

test('the documentation is written from the schemas, and is not there in production', async () => {
  const api = await startApi({ environment: WITH_API_DOCS });
  interface Operation {
    requestBody?: object;
    responses: object;
    parameters: object[];
  }
  const document = JSON.parse((await read(api, '/api/docs-json')).text) as {
    paths: Record<string, Partial<Record<'get' | 'post' | 'put' | 'patch' | 'delete', Operation>>>;
  };
  const scan = document.paths['/api/scenes/{scene}/scan']?.post;
  expect(JSON.stringify(scan?.requestBody)).toContain('"code"');
  expect(JSON.stringify(scan?.responses)).toContain('"siteUrl"');
  expect(Object.keys(document.paths)).toEqual(
    expect.arrayContaining([
      '/api/scenes',
      '/api/scenes/{scene}/token',
      '/api/session',
      '/api/session/refresh',
      '/api/me',
      '/api/me/avatar',
      '/api/avatars/{name}',
      '/api/security-events',
    ]),
  );
  const me = document.paths['/api/me'];
  expect(Object.keys(me ?? {}).sort()).toEqual(['delete', 'get', 'patch', 'post', 'put']);
  expect(JSON.stringify(me?.patch?.requestBody)).toContain('"nickname"');
  expect(JSON.stringify(me?.delete?.requestBody)).toContain('"loginCode"');
  const upload = document.paths['/api/me/avatar']?.put?.requestBody as { content: Record<string, object> };
  expect(Object.keys(upload.content)).toEqual(['image/jpeg', 'image/png', 'image/webp']);
  const audit = document.paths['/api/security-events']?.get;
  expect(JSON.stringify(audit?.responses)).toContain('"number_mismatch"');
  expect(JSON.stringify(audit?.parameters)).toContain('"before"');
  expect((await read(api, '/api/docs')).status).toBe(200);
  const production = await startApi();
  expect((await read(production, '/api/docs')).status).toBe(404);
});

test('a refused token is challenged', async () => {
  const api = await startApi();
  const answer = await read(api, '/api/me', { Authorization: 'Bearer x' });
  expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([
    401,
    'Bearer error="invalid_token"',
  ]);
  const none = await fetch(`${api.url}/api/session/refresh`, { method: 'POST' });
  expect(none.headers.get('www-authenticate')).toBe('Bearer');
});
