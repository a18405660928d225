import { describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import * as client from 'openid-client';
import { CompleteSignIn } from '../../src/sign-in/complete-sign-in.ts';
import { startApi, type ApiUnderTest } from '../support/api-under-test.ts';
import { useFleets } from '../support/fleet.ts';
import type { ScriptedPhone } from '../support/scripted-phone.ts';
import { LogoutReceiver } from './support/logout-receiver.ts';
import { interactionOf, OidcBrowser, type Landing } from './support/oidc-browser.ts';
import { PageForm } from './support/page-form.ts';
import { scan, showCode, shownNumber, type ShownScene } from './support/phone-side.ts';
import { signInAt } from './support/sign-in.ts';
import { TestClient } from './support/test-client.ts';

const startFleet = useFleets();

/** A code of this interaction, which the person has confirmed on the phone. */
async function confirm(browser: OidcBrowser, landing: Landing) {
  const shown = await showCode(browser, interactionOf(landing));
  const phone = browser.api.phone();
  const { match } = await scan(phone, shown);
  const number = match === 'none' ? undefined : await shownNumber(browser, shown);
  await phone.confirm(shown.scene, number === undefined ? {} : { number });
  return { shown, phone };
}

/** A person who is signed in at a client, and has confirmed on the phone that they are there again. */
async function confirmedAgain(api: ApiUnderTest) {
  const receiver = await LogoutReceiver.start();
  const shop = await TestClient.register(api, { backchannel_logout_uri: receiver.uri });
  const browser = new OidcBrowser(api);
  const first = await signInAt(shop, browser);
  const request = await shop.request({ prompt: 'login' });
  return {
    receiver,
    shop,
    browser,
    first,
    request,
    ...(await confirm(browser, await browser.open(request.url))),
  };
}

const claim = (browser: OidcBrowser, shown: ShownScene) =>
  browser.call<{ continueTo?: string; code?: string }>('/api/session', { ...shown });

const notMe = async (phone: ScriptedPhone, { scene }: ShownScene) => {
  expect((await phone.reject(scene, { reason: 'not_me' })).status).toBe(200);
};

const living = async (api: ApiUnderTest) =>
  (await api.sessions()).filter(({ revoked_reason: reason }) => reason === null).length;

/** Nobody is signed in there any more, and the client has been told so. */
async function expectSignedOut({
  browser,
  first,
  receiver,
  shop,
}: Awaited<ReturnType<typeof confirmedAgain>>) {
  expect((await browser.call<{ code?: string }>('/api/session/refresh', {})).body.code).toBe(
    'session_revoked',
  );
  const [logout] = await receiver.count(1);
  expect(decodeJwt(logout?.token ?? '')).toMatchObject({ sub: first.sub, sid: first.sid });
  const silent = await browser.open((await shop.request({ prompt: 'none' })).url);
  expect(silent.url.searchParams.get('error')).toBe('login_required');
}

describe('a confirm that is taken back, where the session of the same person has gone on', () => {
  test('ends that session: browser and client are signed out', async () => {
    const api = await startApi();
    const start = await confirmedAgain(api);
    const { body } = await claim(start.browser, start.shown);
    const back = await start.browser.open(body.continueTo ?? '');
    expect((await start.shop.redeem(back.url, start.request)).claims()?.sid).toBe(start.first.sid);
    await notMe(start.phone, start.shown);
    expect(await living(api)).toBe(0);
    await expectSignedOut(start);
  });

  test('also before the browser has gone on: it comes to the client with nobody', async () => {
    const api = await startApi();
    const start = await confirmedAgain(api);
    const { body } = await claim(start.browser, start.shown);
    await notMe(start.phone, start.shown);
    const back = await start.browser.open(body.continueTo ?? '');
    expect(back.url.searchParams.has('code')).toBe(false);
    await expectSignedOut(start);
  });

  test('at the moment of the claim: the proof is refused, and the session ends', async () => {
    const api = await startApi();
    const start = await confirmedAgain(api);
    const signIn = api.app.get(CompleteSignIn);
    const proveAgain = signIn.proveAgain.bind(signIn);
    signIn.proveAgain = async (...given) => {
      await notMe(start.phone, start.shown);
      return proveAgain(...given);
    };
    expect(await claim(start.browser, start.shown)).toMatchObject({
      status: 400,
      body: { code: 'access_denied' },
    });
    expect(await living(api)).toBe(0);
    await expectSignedOut(start);
  });

  test('before the claim: the session of before is as it was', async () => {
    const api = await startApi();
    const start = await confirmedAgain(api);
    await notMe(start.phone, start.shown);
    expect((await claim(start.browser, start.shown)).body.code).toBe('access_denied');
    expect((await start.browser.call('/api/session/refresh', {})).status).toBe(200);
  });

  test('a claim that is repeated, its answer being lost, goes on with the same session', async () => {
    const api = await startApi();
    const start = await confirmedAgain(api);
    await claim(start.browser, start.shown);
    expect((await claim(start.browser, start.shown)).status).toBe(200);
    expect(await api.sessions()).toHaveLength(1);
    await notMe(start.phone, start.shown);
    await expectSignedOut(start);
  });

  test('on another instance than the claim', async () => {
    const { instances } = await startFleet();
    const [here, there] = instances;
    const start = await confirmedAgain(here);
    start.browser.at = there.url;
    expect((await claim(start.browser, start.shown)).status).toBe(200);
    await notMe(start.phone, start.shown);
    expect(await living(here)).toBe(0);
    await expectSignedOut(start);
  });
});

describe('a confirm that is taken back', () => {
  test('before the browser has gone on to the client: it gets no code, not even for offline_access', async () => {
    const api = await startApi();
    const shop = await TestClient.register(api);
    const browser = new OidcBrowser(api);
    const { url } = await shop.request({ scope: 'openid offline_access', prompt: 'consent' });
    const { shown, phone } = await confirm(browser, await browser.open(url));
    const { body } = await claim(browser, shown);
    await notMe(phone, shown);
    const landing = await browser.open(body.continueTo ?? '');
    expect(landing.url.searchParams.has('code')).toBe(false);
    expect((await browser.options(interactionOf(landing))).body.user).toBeUndefined();
  });

  test('for a device: it loses its access', async () => {
    const api = await startApi();
    const tv = await TestClient.register(api, {
      client_id: 'tv',
      application_type: 'native',
      redirect_uris: [],
      grant_types: ['urn:ietf:params:oauth:grant-type:device_code', 'refresh_token'],
      token_endpoint_auth_method: 'none',
    });
    const device = await client.initiateDeviceAuthorization(tv.config, { scope: 'openid offline_access' });
    const browser = new OidcBrowser(api);
    const typed = await new PageForm(await browser.open('/device'))
      .type('user_code', device.user_code)
      .send(browser);
    const { shown, phone } = await confirm(browser, await new PageForm(typed).send(browser, 'confirm'));
    const { body } = await claim(browser, shown);
    await browser.open(body.continueTo ?? '');
    const tokens = await client.pollDeviceAuthorizationGrant(tv.config, { ...device, interval: 1 });
    await notMe(phone, shown);
    await expect(client.refreshTokenGrant(tv.config, tokens.refresh_token ?? '')).rejects.toMatchObject({
      error: 'invalid_grant',
    });
    await expect(
      client.fetchUserInfo(tv.config, tokens.access_token, tokens.claims()?.sub ?? ''),
    ).rejects.toThrow();
  });
});
