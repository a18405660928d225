import type { OwnApp, OwnApps, SecurityEventPage, SessionSummary } from '@maqiao/shared';
import { ownApps } from '@maqiao/shared/schemas';
import { describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import * as client from 'openid-client';
import { Visitor, WIKI } from './forward-auth/support/visitor.ts';
import { LogoutReceiver } from './oidc/support/logout-receiver.ts';
import { interactionOf, OidcBrowser } from './oidc/support/oidc-browser.ts';
import { PageForm } from './oidc/support/page-form.ts';
import { signInAt } from './oidc/support/sign-in.ts';
import { TestClient } from './oidc/support/test-client.ts';
import { startApi, type ApiUnderTest } from './support/api-under-test.ts';
import { call } from './support/answer.ts';

const LISTED = 'https://shop.example';
const MINUTE = 60_000;

/** What the account page calls, with the token of the session in this browser. */
async function accountOf(browser: OidcBrowser) {
  const { body } = await browser.call<{ accessToken: string }>('/api/session/refresh', {});
  const { api } = browser;
  const ask = <T>(path: string, sent?: object, method = sent === undefined ? 'GET' : 'POST') =>
    call<T & { code?: string }>(`${api.url}${path}`, {
      method,
      ...(sent !== undefined && { body: sent }),
      headers: { Origin: api.settings.publicUrl, Authorization: `Bearer ${body.accessToken}` },
    });
  const apps = async (): Promise<OwnApp[]> => ownApps.parse((await ask<OwnApps>('/api/me/apps')).body).apps;
  return { ask, apps, end: (id: string) => ask(`/api/me/apps/${id}/delete`, {}) };
}

/** A device that the browser's person lets in. @returns its tokens */
async function deviceLetIn(tv: TestClient, browser: OidcBrowser) {
  const answer = await client.initiateDeviceAuthorization(tv.config, { scope: 'openid profile' });
  const typed = await new PageForm(await browser.open('/device'))
    .type('user_code', answer.user_code)
    .send(browser);
  const asked = await new PageForm(typed).send(browser, 'confirm');
  const { body } = await browser.call<{ continueTo: string }>(
    `/api/interactions/${interactionOf(asked)}/continue`,
    {},
  );
  await browser.open(body.continueTo);
  return client.pollDeviceAuthorizationGrant(tv.config, { ...answer, interval: 1 });
}

const television = (api: ApiUnderTest) =>
  TestClient.register(api, {
    client_id: 'tv',
    client_name: '山前电视',
    application_type: 'native',
    redirect_uris: [],
    grant_types: ['urn:ietf:params:oauth:grant-type:device_code', 'refresh_token'],
    token_endpoint_auth_method: 'none',
  });

const refused = (tv: TestClient, token: string | undefined) =>
  expect(client.refreshTokenGrant(tv.config, token ?? '')).rejects.toMatchObject({ error: 'invalid_grant' });

describe('GET and DELETE /api/me/apps', () => {
  test('clients, devices and protected sites are listed, the one allowed last first', async () => {
    const api = await startApi({ environment: { FORWARD_AUTH_HOSTS: `${WIKI}=*` } });
    const visitor = new Visitor(api);
    const browser = visitor.login;
    await browser.scan();
    const { apps } = await accountOf(browser);
    expect(await apps()).toEqual([]);
    const shop = await TestClient.register(api);
    await signInAt(shop, browser);
    api.clock.advance(1000);
    const tv = await television(api);
    for (let time = 0; time < 2; time += 1) await deviceLetIn(tv, browser);
    api.clock.advance(1000);
    await visitor.signIn(WIKI);
    const site = { id: expect.any(String), devices: 0, outlivesSignOut: false };
    const [wiki, screen, store] = await apps();
    expect(wiki).toMatchObject({
      ...site,
      kind: 'site',
      name: WIKI,
      host: WIKI,
      scopes: ['openid', 'profile'],
    });
    expect(screen).toMatchObject({
      kind: 'client',
      name: '山前电视',
      host: null,
      devices: 2,
      outlivesSignOut: true,
    });
    expect(store).toMatchObject({ ...site, kind: 'client', name: '山前书店', host: 'shop.example.com' });
    // Access that outlives the session is told.
    await signInAt(shop, browser, { scope: 'openid offline_access', prompt: 'consent' });
    expect(await apps()).toContainEqual(
      expect.objectContaining({ name: '山前书店', outlivesSignOut: true, devices: 0 }),
    );
    const stranger = new OidcBrowser(api, 'b');
    await stranger.scan();
    expect(await (await accountOf(stranger)).apps()).toEqual([]);
  });

  test('ending a client ends its tokens, tells it, and has it ask again; sessions and other apps go on', async () => {
    const api = await startApi();
    const receiver = await LogoutReceiver.start();
    const shop = await TestClient.register(api, { backchannel_logout_uri: receiver.uri });
    const forum = await TestClient.register(api, { client_id: 'forum', client_name: '论坛' });
    const browser = new OidcBrowser(api);
    const bought = await signInAt(shop, browser, { scope: 'openid offline_access', prompt: 'consent' });
    const read = await signInAt(forum, browser);
    const { ask, apps, end } = await accountOf(browser);
    const { id = '' } = (await apps()).find(({ name }) => name === '山前书店') ?? {};

    const stranger = new OidcBrowser(api, 'b');
    await stranger.scan();
    expect((await (await accountOf(stranger)).end(id)).body.code).toBe('not_found');
    expect((await end(id)).status).toBe(204);
    expect((await apps()).map(({ name }) => name)).toEqual(['论坛']);
    const [told] = await receiver.count(1);
    expect(decodeJwt(told?.token ?? '')).toMatchObject({ sub: bought.sub, sid: bought.sid, aud: 'shop' });
    await refused(shop, bought.tokens.refresh_token);
    await expect(client.fetchUserInfo(shop.config, bought.tokens.access_token, bought.sub)).rejects.toThrow();
    const silent = await browser.open((await shop.request({ prompt: 'none' })).url);
    expect(silent.url.searchParams.get('error')).toBe('consent_required');
    expect((await browser.open((await shop.request()).url)).url.pathname).toMatch(/^\/interaction\//);

    await client.fetchUserInfo(forum.config, read.tokens.access_token, read.sub);
    expect(
      (await browser.open((await forum.request({ prompt: 'none' })).url)).url.searchParams.has('code'),
    ).toBe(true);
    expect((await end(id)).body.code).toBe('not_found');
    const log = await ask<SecurityEventPage>('/api/security-events');
    expect(log.body.events[0]).toMatchObject({
      ...{ kind: 'app_ended', client: '山前书店', browser: 'unknown' },
      clientId: shop.id,
    });
    // Its next sign-in works, and is another grant.
    expect((await signInAt(shop, browser)).sub).toBe(bought.sub);
  });

  test('ending a device’s client ends every device', async () => {
    const api = await startApi();
    const tv = await television(api);
    const browser = new OidcBrowser(api);
    await browser.scan();
    const tokens = [await deviceLetIn(tv, browser), await deviceLetIn(tv, browser)];
    const { apps, end } = await accountOf(browser);
    expect((await end((await apps())[0]?.id ?? '')).status).toBe(204);
    for (const { refresh_token: token } of tokens) await refused(tv, token);
    expect(await apps()).toEqual([]);
  });

  test('ending a protected site closes it at the next check, in a browser that was let in; it asks again', async () => {
    const api = await startApi({ environment: { FORWARD_AUTH_HOSTS: `${WIKI}=*` } });
    const visitor = new Visitor(api);
    await visitor.signIn(WIKI);
    expect((await visitor.check(WIKI)).status).toBe(200);
    const { apps, end } = await accountOf(visitor.login);
    expect((await end((await apps())[0]?.id ?? '')).status).toBe(204);
    expect((await visitor.check(WIKI)).status).toBe(302);
    expect((await visitor.login.open(await visitor.begin(WIKI))).url.pathname).toMatch(/^\/interaction\//);
    expect(await api.sessions()).toEqual([expect.objectContaining({ revoked_reason: null })]);
  });
});

describe('what a browser of our own page may do, and a listed page may not', () => {
  test('name, browsers and log at any time; what cannot be undone with a proof of the last five minutes', async () => {
    const api = await startApi();
    const [browser, elsewhere] = [new OidcBrowser(api), new OidcBrowser(api)];
    await elsewhere.scan();
    await browser.scan();
    await signInAt(await TestClient.register(api), browser);
    const [shop] = await (await accountOf(browser)).apps();
    api.clock.advance(5 * MINUTE + 1000);
    const later = await accountOf(browser);
    for (const path of ['/api/me/delete', '/api/sessions/delete', `/api/me/apps/${shop?.id}/delete`])
      expect([path, (await later.ask(path, {})).body.code]).toEqual([path, 'step_up_required']);
    expect((await later.ask<{ nickname: string }>('/api/me', { nickname: '王小明' })).body.nickname).toBe(
      '王小明',
    );
    expect((await later.ask('/api/me/avatar/delete', {})).status).toBe(204);
    const browsers = (await later.ask<SessionSummary[]>('/api/sessions')).body;
    expect(browsers.map(({ current }) => current).sort()).toEqual([false, true]);
    const other = browsers.find(({ current }) => !current);
    expect((await later.ask(`/api/sessions/${other?.id}/delete`, { reason: 'not_me' })).status).toBe(204);
    expect((await elsewhere.call<{ code: string }>('/api/session/refresh', {})).body.code).toBe(
      'session_revoked',
    );
    const log = await later.ask<SecurityEventPage>('/api/security-events');
    expect(log.body.events[0]).toMatchObject({ kind: 'signed_out', by: 'page', reason: 'not_me' });
  });

  test('signing out everywhere ends this browser too, and offline access', async () => {
    const api = await startApi();
    const shop = await TestClient.register(api);
    const browser = new OidcBrowser(api);
    const { tokens } = await signInAt(shop, browser, { scope: 'openid offline_access', prompt: 'consent' });
    const { ask } = await accountOf(browser);
    expect((await ask('/api/sessions/delete', {})).status).toBe(204);
    expect((await browser.call<{ code: string }>('/api/session/refresh', {})).body.code).toBe(
      'session_revoked',
    );
    await refused(shop, tokens.refresh_token);
  });

  test('deleting the account deletes it', async () => {
    const api = await startApi();
    const browser = new OidcBrowser(api);
    await browser.scan();
    expect((await (await accountOf(browser)).ask('/api/me/delete', {})).status).toBe(204);
    expect(await api.database().selectFrom('users').select('id').execute()).toEqual([]);
  });

  test('a page of a listed origin, with a token of its own, does none of it', async () => {
    const api = await startApi({ environment: { CORS_ORIGINS: LISTED } });
    const [page, phone] = [api.browser({ origin: LISTED }), api.phone()];
    await page.register();
    await phone.scan(page.scene);
    await phone.confirm(page.scene);
    const { accessToken } = (await page.claim()).body;
    for (const path of [
      'GET /api/security-events',
      'GET /api/me/apps',
      'POST /api/me/apps/x/delete',
      'POST /api/me/delete',
      'POST /api/me/avatar/delete',
      'POST /api/sessions/delete',
      'POST /api/sessions/x/delete',
    ]) {
      const [method = '', address = ''] = path.split(' ');
      const answer = await call<{ code: string }>(api.url + address, {
        method,
        ...(method === 'POST' && { body: {} }),
        headers: { Origin: LISTED, Authorization: `Bearer ${accessToken}` },
      });
      expect([path, answer.status, answer.body.code]).toEqual([path, 401, 'invalid_token']);
    }
    expect((await page.get<SessionSummary[]>('/api/sessions', accessToken)).body).toHaveLength(1);
  });
});
