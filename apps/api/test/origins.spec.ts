import { describe, expect, test } from '@jest/globals';
import { io } from 'socket.io-client';
import { startApi } from './support/api-under-test.ts';

const LISTED = 'https://shop.example';
const FOREIGN = 'https://evil.example';

describe('who may call', () => {
  test.each([FOREIGN, 'null', 'http://127.0.0.1', 'https://shop.example.evil.example'])(
    'not a page of %s',
    async (origin) => {
      const api = await startApi({ environment: { CORS_ORIGINS: LISTED } });
      const browser = api.browser({ origin });
      for (const answer of [await browser.register(), await browser.refresh(), await browser.claim()]) {
        expect([answer.status, answer.body.code]).toEqual([403, 'origin_not_allowed']);
        expect(answer.headers.get('access-control-allow-origin')).toBeNull();
      }
      expect(api.simulator.calls()).toEqual([]);
    },
  );

  test('not a socket of a foreign page, nor of none that a browser calls cross-site', async () => {
    const api = await startApi();
    const own = api.browser();
    await own.register();
    const auth = { scene: own.scene, verifier: own.verifier };
    const foreign: Record<string, string>[] = [
      { Origin: FOREIGN },
      { Origin: 'null' },
      { 'Sec-Fetch-Site': 'cross-site' },
    ];
    for (const extraHeaders of foreign) {
      const socket = io(`${api.url}/scenes`, {
        transports: ['websocket'],
        auth,
        extraHeaders,
        reconnection: false,
        forceNew: true,
      });
      const outcome = await new Promise((resolve) => {
        socket.on('connect', () => resolve('connected'));
        socket.on('connect_error', () => resolve('refused'));
      });
      socket.disconnect();
      expect(outcome).toBe('refused');
    }
  });

  test('without an Origin, only what is not cross-site', async () => {
    const api = await startApi();
    const post = (site?: string) =>
      fetch(`${api.url}/api/session/refresh`, {
        method: 'POST',
        headers: site ? { 'Sec-Fetch-Site': site } : {},
      });
    expect((await post('cross-site')).status).toBe(403);
    expect((await post('same-site')).status).toBe(403);
    expect((await post('same-origin')).status).toBe(401);
    expect((await post()).status).toBe(401);
  });

  test('a phone with any Origin, for its own calls only', async () => {
    const api = await startApi();
    const status = async (method: string, path: string, headers: Record<string, string>) =>
      (await fetch(api.url + path, { method, headers })).status;
    const odd: Record<string, string>[] = [
      { Origin: FOREIGN },
      { Origin: 'null' },
      { 'Sec-Fetch-Site': 'cross-site' },
    ];
    for (const headers of odd) {
      for (const call of [
        'PATCH /api/me',
        'DELETE /api/me',
        'PUT /api/me/avatar',
        'DELETE /api/me/avatar',
        'GET /api/security-events',
        'DELETE /api/sessions',
        'DELETE /api/sessions/x',
      ]) {
        const [method = '', path = ''] = call.split(' ');
        expect([call, await status(method, path, headers)]).toEqual([call, 401]);
      }
      expect(await status('GET', '/api/avatars/x.jpg', headers)).toBe(404);
      for (const call of [
        'GET /api/me',
        'GET /api/sessions',
        'DELETE /api/session',
        'POST /api/session/delete',
        'POST /api/session/refresh',
        'PUT /api/avatars/x.jpg',
        'GET /api/me/avatar',
      ]) {
        const [method = '', path = ''] = call.split(' ');
        expect([call, await status(method, path, headers)]).toEqual([call, 403]);
      }
    }
  });

  test('no cross-site form', async () => {
    const api = await startApi();
    const own = api.browser();
    for (const type of [
      'application/x-www-form-urlencoded',
      'text/plain',
      'multipart/form-data; boundary=x',
    ]) {
      const fromForm = await fetch(`${api.url}/api/session`, {
        method: 'POST',
        headers: { 'Content-Type': type, Origin: FOREIGN },
        body: `scene=${own.scene}&verifier=${own.verifier}`,
      });
      expect(fromForm.status).toBe(403);
      const sameOrigin = await fetch(`${api.url}/api/session`, {
        method: 'POST',
        headers: { 'Content-Type': type, Origin: api.url },
        body: `scene=${own.scene}&verifier=${own.verifier}`,
      });
      expect(sameOrigin.status).toBe(415);
      expect(((await sameOrigin.json()) as { code: string }).code).toBe('unsupported_media_type');
    }
  });

  test('a listed page may, and gets credentials only on our own site', async () => {
    const api = await startApi({
      environment: {
        CORS_ORIGINS: `${LISTED}, http://other.127.0.0.1.example`,
        PUBLIC_URL: 'https://login.shop.example',
      },
    });
    const preflight = (origin: string) =>
      fetch(`${api.url}/api/scenes`, {
        method: 'OPTIONS',
        headers: {
          Origin: origin,
          'Access-Control-Request-Method': 'POST',
          'Access-Control-Request-Headers': 'content-type',
        },
      });
    const sameSite = await preflight(LISTED);
    expect(sameSite.headers.get('access-control-allow-origin')).toBe(LISTED);
    expect(sameSite.headers.get('access-control-allow-credentials')).toBe('true');
    const otherSite = await preflight('http://other.127.0.0.1.example');
    expect(otherSite.headers.get('access-control-allow-origin')).toBe('http://other.127.0.0.1.example');
    expect(otherSite.headers.get('access-control-allow-credentials')).toBeNull();
    expect((await preflight(FOREIGN)).status).toBe(403);
  });
});

describe('a token is for one audience', () => {
  test('one site’s token is refused at another, and the phone’s in a browser', async () => {
    const api = await startApi({ environment: { CORS_ORIGINS: LISTED } });
    const [shop, own, phone] = [api.browser({ origin: LISTED }), api.browser(), api.phone()];
    await shop.register();
    const scanned = await phone.scan(shop.scene);
    expect(scanned.body.request).toMatchObject({ siteName: 'shop.example', siteUrl: LISTED });
    await phone.confirm(shop.scene);
    const { accessToken } = (await shop.poll()).body;
    const claims = JSON.parse(Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString()) as object;
    expect(claims).toMatchObject({ aud: LISTED, client_id: LISTED, iss: api.url });

    expect((await shop.get('/api/me', accessToken)).status).toBe(200);
    const refused = [
      await own.get<{ code: string }>('/api/me', accessToken),
      await phone.post<{ code: string }>(`/api/scenes/${shop.scene}/confirm`, {}).then(async () => {
        phone.accessToken = accessToken;
        return phone.post<{ code: string }>(`/api/scenes/${shop.scene}/confirm`, {});
      }),
      await phone.post<{ code: string }>('/api/sessions/x', undefined, 'DELETE'),
    ];
    for (const answer of refused) expect([answer.status, answer.body.code]).toEqual([401, 'invalid_token']);
  });
});
