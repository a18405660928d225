import { describe, expect, test } from '@jest/globals';
import { startApi, type ApiUnderTest } from './support/api-under-test.ts';
import { rawCall } from './support/raw-call.ts';
import { WITH_API_DOCS } from './test-settings.ts';

const FOREIGN = 'https://evil.example';

/** Routes that a foreign page's call reaches, and why each may be one: callers.ts. A new route is none of them. */
const FOR_PHONES = [
  'DELETE /api/me',
  'DELETE /api/me/avatar',
  'DELETE /api/me/identities/:id',
  'DELETE /api/sessions',
  'DELETE /api/sessions/:id',
  'GET /api/security-events',
  'HEAD /api/security-events',
  'PATCH /api/me',
  'POST /api/me',
  'POST /api/me/avatar',
  'POST /api/me/avatar/delete',
  'POST /api/me/delete',
  'POST /api/me/identities/:id/delete',
  'POST /api/mini-program/session',
  'POST /api/scenes/:scene/confirm',
  'POST /api/scenes/:scene/reject',
  'POST /api/scenes/:scene/scan',
  'POST /api/sessions/:id/delete',
  'POST /api/sessions/delete',
  'PUT /api/me',
  'PUT /api/me/avatar',
];
const FOR_EVERYBODY = [
  '/',
  '/.well-known/jwks.json',
  '/account',
  '/admin',
  '/api/avatars/:name',
  '/api/site',
  '/api/site/logo',
  '/confirm/:id',
  '/confirm/callback',
  '/forward-auth/sign-in/:uid',
  '/livez',
  '/maqiao-popup.js',
  '/maqiao.js',
  '/metrics',
  '/packages/maqiao-browser.tgz',
  '/readyz',
  '/sign-in/:method',
  '/sign-in/:method/callback',
  '/interaction/:uid',
].flatMap((path) => [`GET ${path}`, `HEAD ${path}`]);
/** Of protected sites: to any other host they answer 403 themselves, and HEAD says no more than that. */
const FOR_SITES = ['/.maqiao/callback', '/.maqiao/sign-in', '/.maqiao/sign-out', '/forward-auth'].map(
  (path) => `GET ${path}`,
);
/** Of OpenID Connect, with /oidc/*, which the drawing leaves out: the engine decides who may call, by client. */
const FOR_CLIENTS = [
  '/.well-known/oauth-authorization-server',
  '/.well-known/openid-configuration',
  '/device',
  '/device/:uid',
].flatMap((path) => ['GET', 'HEAD', 'OPTIONS', 'POST'].map((method) => `${method} ${path}`));

/** WeChat's event push, which is proven by its signature. */
const FOR_WECHAT = ['GET', 'HEAD', 'POST'].map((method) => `${method} /wechat/official-account`);

/** Every route that the server has, as `GET /api/me`, read from Fastify's drawing of its router. */
function routesOf(api: ApiUnderTest): string[] {
  const drawn = api.app.getHttpAdapter().getInstance().printRoutes({
    commonPrefix: false,
  });
  const above: string[] = [];
  return drawn.split('\n').flatMap((line) => {
    const [, indent = '', name = '', methods = ''] = /^([│ ]*)[├└]── (\S+) \(([A-Z, ]+)\)$/.exec(line) ?? [];
    if (name === '') return [];
    const level = indent.length / 4;
    above.splice(level, above.length, name);
    return methods.split(', ').map((method) => `${method} ${above.join('')}`);
  });
}

describe('issue 12, number 4: every route is under the origin rule, unless it says otherwise', () => {
  test('the complete list of exceptions', async () => {
    const api = await startApi({ environment: WITH_API_DOCS });
    const routes = routesOf(api);
    expect(routes).toEqual(expect.arrayContaining(['POST /api/session/refresh', 'GET /api/docs-json']));
    const reached: string[] = [];
    for (const route of routes) {
      const [method = '', path = ''] = route.split(' ');
      const answer = await rawCall(api.url, [
        `${method} ${path.replaceAll(/:\w+/g, 'x')} HTTP/1.1`,
        `Origin: ${FOREIGN}`,
        'Content-Length: 0',
      ]);
      const refused =
        answer.status === 403 && (method === 'HEAD' || answer.text.includes('origin_not_allowed'));
      if (!refused) reached.push(route);
    }
    const known = reached.filter((route) => !/^(GET|HEAD) \/(assets\/|api\/docs)/.test(route));
    // The page's own files are there once it has been built; so are the documentation's, in several spellings.
    const built = new Set(
      ['GET', 'HEAD'].flatMap((method) =>
        ['/admin', '/interaction/:uid', '/maqiao.js'].map((path) => `${method} ${path}`),
      ),
    );
    const expected = [...FOR_PHONES, ...FOR_EVERYBODY, ...FOR_SITES, ...FOR_CLIENTS, ...FOR_WECHAT].filter(
      (route) => !built.has(route) || routes.includes(route),
    );
    expect(known.sort()).toEqual(expected.sort());
  });
});

/** Other spellings of one path, for the router that reads them as this one. */
const SAME: [string, (path: string) => string][] = [
  ['as it is', (path) => path],
  ['a letter by its number', (path) => path.replace('/api', '/%61pi')],
  [
    'every letter by its number',
    (path) => path.replaceAll(/[a-z]/g, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
  ],
  ['a slash at the end', (path) => `${path}/`],
  ['a query', (path) => `${path}?x=/livez`],
  ['a fragment', (path) => `${path}#/livez`],
  ['the whole address', (path) => `http://login.example${path}`],
  ['the whole address, in capitals, of nobody', (path) => `HTTPS://x:y@evil.example:1${path}/`],
  ['both', (path) => `http://login.example${path.replace('/api', '/%61p%69')}/?x`],
];
/** And those that look like it, and are none of ours. */
const NO_ROUTE: [string, (path: string) => string][] = [
  ['two slashes', (path) => `/${path}`],
  ['two slashes within', (path) => path.replace('/api/', '/api//')],
  ['capitals', (path) => path.replace('/api', '/API')],
  ['a slash by its number', (path) => path.replace('/api/', '/api%2f')],
  ['a number of a number', (path) => path.replace('/api', '/%2561pi')],
  ['a semicolon', (path) => path.replace('/api', '/api;x')],
  ['dots', (path) => `/./x/..${path}`],
  ['a star instead of the slash', (path) => path.replace('/', '*')],
];

describe('issue 12, number 4: however the path is written', () => {
  /** A browser of `https://login.shop.example` that is signed in, and its neighbour's page that has it post there. */
  async function victim() {
    const api = await startApi({
      environment: { PUBLIC_URL: 'https://login.shop.example', CONFIRM_MODE: 'never' },
    });
    const browser = api.browser();
    await browser.register();
    const phone = api.phone();
    await phone.scan(browser.scene);
    await phone.confirm(browser.scene);
    expect((await browser.claim()).status).toBe(200);
    const cookie = browser.cookie ?? '';
    const post = (target: string, ...headers: string[]) =>
      rawCall(api.url, [`POST ${target} HTTP/1.1`, `Cookie: ${cookie}`, 'Content-Length: 0', ...headers]);
    return { api, browser, cookie, post };
  }

  test('a neighbour’s page does not advance the cookie, nor ends the session', async () => {
    const { api, browser, cookie, post } = await victim();
    const asPage = [
      ['Origin: https://other.shop.example', 'Sec-Fetch-Site: same-site'],
      ['Sec-Fetch-Site: cross-site'],
      ['Origin: null'],
    ];
    for (const [name, spell] of [...SAME, ...NO_ROUTE]) {
      for (const headers of asPage) {
        const answer = await post(spell('/api/session/refresh'), ...headers);
        expect([name, answer.status, answer.headers.get('set-cookie')]).toEqual([
          name,
          expect.any(Number),
          null,
        ]);
        expect([name, answer.status]).toEqual([name, name.includes('star') ? 404 : 403]);
        expect(answer.headers.get('cache-control')).toBe('no-store');
        expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
        expect(answer.headers.get('access-control-allow-origin')).toBeNull();
      }
    }
    expect(browser.cookie).toBe(cookie);
    expect((await browser.refresh()).status).toBe(200);
    expect(await api.sessions()).toEqual([expect.objectContaining({ revoked_reason: null })]);
  });

  test.each(SAME)('%s: our own page is answered, and the answer is not kept', async (_name, spell) => {
    const { post } = await victim();
    const answer = await post(spell('/api/session/refresh'), 'Origin: https://login.shop.example');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('set-cookie')).toMatch(/^__Host-maqiao=/);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('another method is 405 in the spellings of the path, an unknown path 404; neither is kept', async () => {
    const api = await startApi();
    const status = async (method: string, target: string) => {
      const { headers, status } = await rawCall(api.url, [`${method} ${target} HTTP/1.1`]);
      return [
        status,
        headers.get('allow'),
        headers.get('cache-control'),
        headers.get('x-content-type-options'),
      ];
    };
    for (const [name, spell] of SAME) {
      for (const method of ['GET', 'HEAD', 'OPTIONS', 'PUT', 'TRACE']) {
        const answer = await status(method, spell('/api/session/refresh'));
        expect([name, method, ...answer]).toEqual([name, method, 405, 'POST', 'no-store', 'nosniff']);
      }
      const unknown = await status('GET', spell('/api/nothing'));
      expect([name, ...unknown]).toEqual([name, 404, null, 'no-store', 'nosniff']);
    }
    for (const [name, spell] of NO_ROUTE) {
      const answer = await status('POST', spell('/api/session/refresh'));
      expect([name, ...answer]).toEqual([name, 404, null, 'no-store', 'nosniff']);
    }
  });

  test('a phone’s call is one in every spelling, and only with its method', async () => {
    const api = await startApi();
    for (const [name, spell] of SAME) {
      const as = (method: string) =>
        rawCall(api.url, [
          `${method} ${spell('/api/me')} HTTP/1.1`,
          `Origin: ${FOREIGN}`,
          'Content-Length: 0',
        ]);
      expect([name, (await as('DELETE')).status, (await as('GET')).status]).toEqual([name, 401, 403]);
    }
  });

  test('an address that a person types or follows within a browser is answered', async () => {
    const api = await startApi({ environment: WITH_API_DOCS });
    const status = async (path: string, site: string) =>
      (await rawCall(api.url, [`GET ${path} HTTP/1.1`, `Sec-Fetch-Site: ${site}`])).status;
    expect(await status('/api/docs-json', 'none')).toBe(200);
    expect(await status('/nothing', 'none')).toBe(404);
    expect(await status('/livez', 'cross-site')).toBe(200);
  });
});

describe('issue 12, number 7: /metrics', () => {
  test('answers under one spelling of its path only: proxies would not block the others', async () => {
    const api = await startApi();
    const status = async (target: string) => (await rawCall(api.url, [`GET ${target} HTTP/1.1`])).status;
    expect(await status('/metrics')).toBe(200);
    expect(await status('/metrics?x')).toBe(200);
    expect(await status('http://login.example/metrics')).toBe(200);
    for (const target of [
      '/metrics/',
      '//metrics',
      '/%6detrics',
      '/metric%73',
      '/METRICS',
      'http://x/metrics/',
      '/metrics//',
      '/metrics;x',
      '/./metrics',
    ]) {
      expect([target, await status(target)]).toEqual([target, 404]);
    }
  });
});
