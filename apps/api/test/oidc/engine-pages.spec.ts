import { describe, expect, test } from '@jest/globals';
import { call } from '../support/answer.ts';
import { startApi } from '../support/api-under-test.ts';
import { interactionOf, OidcBrowser } from './support/oidc-browser.ts';
import { headlineOf, PageForm } from './support/page-form.ts';
import { signInAt } from './support/sign-in.ts';
import { TestClient } from './support/test-client.ts';

// The pages are there once apps/web has been built; what they look like: e2e/page/client-pages.spec.ts.
const BROKEN = '/oidc/auth?client_id=%3Cb%3Enobody&response_type=code&scope=openid';

async function start(environment: Record<string, string> = {}) {
  const api = await startApi({ environment });
  const shop = await TestClient.register(api);
  return { api, shop, browser: new OidcBrowser(api) };
}

const policyOf = (headers: Headers) => headers.get('content-security-policy') ?? '';

describe('errors of the engine', () => {
  test('are a page for people, with the request’s id and one line for the client’s developer', async () => {
    const { browser } = await start({ SITE_NAME: '<i>书店' });
    const page = await browser.open(BROKEN);
    expect([page.status, headlineOf(page)]).toEqual([400, 'The sign-in request of that site is not right']);
    expect(page.body).toMatch(/class="problem-technical"[^>]*>invalid_client: client is invalid</);
    expect(page.body).toMatch(/Request [\w-]{16,}\./);
    expect(page.body).toContain('&lt;i&gt;书店');
    expect(page.body).not.toMatch(/<script|<b>|\bat .*\.(js|ts)|__[A-Z_]+__|<!--BODY/);
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    expect(policyOf(page.headers)).toMatch(/default-src 'none'.*form-action 'none'.*frame-ancestors 'none'/);
  });

  test('in the language of the browser, or the one that was chosen, without losing the address', async () => {
    const { browser } = await start();
    const chinese = await browser.open(`${BROKEN}&lang=zh`);
    expect(headlineOf(chinese)).toBe('那个网站的登录请求有问题');
    const [, href = ''] = /class="language-switch" href="([^"]+)"/.exec(chinese.body) ?? [];
    const query = new URLSearchParams(href.replaceAll('&amp;', '&').slice(1));
    expect([query.get('client_id'), query.get('lang')]).toEqual(['<b>nobody', 'en']);
  });

  test('are JSON for programs', async () => {
    const { api } = await start();
    const answer = await call(`${api.url}/oidc/token`, {
      raw: Buffer.from('x'),
      headers: { 'Content-Type': 'text/plain' },
    });
    expect([answer.status, answer.body]).toMatchObject([400, { error: 'invalid_request' }]);
  });

  test('of our own are a page without a cause', async () => {
    const { api, browser } = await start();
    await api.database().schema.alterTable('oidc_records').renameTo('hidden').execute();
    const page = await browser.open('/device');
    expect(page.status).toBe(500);
    expect(page.body).not.toMatch(/oidc_records|no such table|\bat .*\.(js|ts)/);
  });
});

describe('an interaction that somebody else has finished', () => {
  test('is over for whoever has signed in here since, and does not sign them out', async () => {
    const { api, shop, browser } = await start();
    const { url } = await shop.request();
    const { body } = await browser.scan(interactionOf(await browser.open(url)));
    const other = new OidcBrowser(api, 'b');
    await other.scan();
    const cookie = other.jar.get('maqiao') ?? '';
    browser.jar.take(new Headers({ 'Set-Cookie': `maqiao=${cookie}; Path=/` }));
    const page = await browser.open(body.continueTo ?? '');
    expect([page.status, headlineOf(page)]).toEqual([400, 'This sign-in has expired']);
    expect((await other.call('/api/session/refresh', {})).status).toBe(200);
  });
});

describe('forms of the engine', () => {
  test('are sent to us alone, are never framed, and have no script', async () => {
    const { browser } = await start();
    const page = await browser.open('/device');
    expect(page.status).toBe(200);
    expect(policyOf(page.headers)).toMatch(/form-action 'self'; frame-ancestors 'none'/);
    expect(page.headers.get('cross-origin-opener-policy')).toBe('unsafe-none');
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.body).not.toMatch(/<script|onfocus=|__[A-Z_]+__|<!--/);
  });

  test('or, after a sign-out, to where the client is registered to be gone back to', async () => {
    const { api, browser } = await start();
    const app = await TestClient.register(api, {
      client_id: 'app',
      application_type: 'native',
      redirect_uris: ['https://shop.example.com/callback'],
      post_logout_redirect_uris: [
        'https://app.example.com/bye?x=1',
        'com.example.app:/bye',
        'http://[::1]/bye',
      ],
    });
    await signInAt(app, browser);
    for (const [uri, source] of [
      ['https://app.example.com/bye?x=1', 'https://app.example.com'],
      ['com.example.app:/bye', 'com.example.app:'],
      ['http://[::1]/bye', 'http:'],
    ] as const) {
      const query = new URLSearchParams({ client_id: 'app', post_logout_redirect_uri: uri });
      const page = await browser.open(`/oidc/session/end?${query.toString()}`);
      expect(policyOf(page.headers)).toContain(`form-action 'self' ${source};`);
    }
  });

  test('have the owner’s colour, and the policy allows that one style', async () => {
    const { browser } = await start({ SITE_COLOR: '#2563eb' });
    const page = await browser.open('/device');
    expect(page.body).toContain('--brand-light:#2563eb');
    expect(policyOf(page.headers)).toMatch(/style-src 'self' 'sha256-[\w+/]+='/);
  });

  test('keep the language that was chosen', async () => {
    const { browser } = await start();
    const form = new PageForm(await browser.open('/device?lang=zh'));
    expect(form.action).toBe('/device?lang=zh');
    const page = await form.type('user_code', '"><script>').send(browser);
    expect(headlineOf(page)).toBe('登录另一台设备');
    expect(page.body).toContain('这个代码不对、用过了或者过期了');
    expect(page.body).toContain('value="&quot;&gt;&lt;script&gt;"');
    expect(page.body).not.toContain('<script');
  });
});
