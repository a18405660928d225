import { describe, expect, test } from '@jest/globals';
import * as client from 'openid-client';
import { ClientsService } from '../../src/oidc/clients/clients.service.ts';
import type { ClientMetadataInput } from '../../src/oidc/clients/client-metadata.ts';
import { startApi } from '../support/api-under-test.ts';
import { interactionOf, OidcBrowser } from './support/oidc-browser.ts';
import { PageForm } from './support/page-form.ts';
import { signInAt } from './support/sign-in.ts';
import { TestClient } from './support/test-client.ts';

/** What an ID token says of the sign-in, and never of the person. */
const OF_THE_SIGN_IN = ['amr', 'at_hash', 'aud', 'auth_time', 'exp', 'iat', 'iss', 'nonce', 'sid', 'sub'];
const EVERYTHING = 'openid profile wechat email offline_access';

/** A client that may have everything of a person, and wants it in the ID token unless it says otherwise. */
async function start(changes: Partial<ClientMetadataInput> = {}) {
  const api = await startApi();
  const shop = await TestClient.register(api, {
    scope: EVERYTHING,
    email_domain: 'people.example.com',
    claims_in_id_token: true,
    ...changes,
  });
  const browser = new OidcBrowser(api);
  const signIn = async (scope: string) => (await signInAt(shop, browser, { scope })).tokens;
  return { api, shop, browser, signIn };
}

/** The names of the claims that are about the person. */
const aboutThePerson = (claims: object = {}) =>
  Object.keys(claims)
    .filter((name) => !OF_THE_SIGN_IN.includes(name))
    .sort();

const PROFILE = ['locale', 'name', 'preferred_username', 'updated_at'];
const WECHAT = ['wechat_app_id', 'wechat_openid'];
const EMAIL = ['email', 'email_verified'];

describe('claims of the person in the ID token (OpenID Connect Core 1.0 §5.4)', () => {
  test('where the client reads nothing else, it says what userinfo says', async () => {
    const { shop, signIn } = await start();
    const tokens = await signIn('openid profile wechat email');
    const claims = tokens.claims();
    const info = await client.fetchUserInfo(shop.config, tokens.access_token, claims?.sub ?? '');
    expect(claims).toMatchObject(info);
    expect(aboutThePerson(claims)).toEqual([...PROFILE, ...WECHAT, ...EMAIL].sort());
  });

  test('by default it says nothing of them', async () => {
    const { shop, signIn } = await start({ claims_in_id_token: undefined });
    const tokens = await signIn('openid profile wechat email');
    expect(aboutThePerson(tokens.claims())).toEqual([]);
    const again = await client.refreshTokenGrant(shop.config, tokens.refresh_token ?? '');
    expect(aboutThePerson(again.claims())).toEqual([]);
  });

  test.each<[string, readonly string[]]>([
    ['openid', []],
    ['openid profile', PROFILE],
    ['openid email', EMAIL],
    ['openid wechat', WECHAT],
  ])('never more than was asked for: %s', async (scope, expected) => {
    const { signIn } = await start();
    // What they have agreed to before is no part of this request.
    await signIn(EVERYTHING);
    expect(aboutThePerson((await signIn(scope)).claims())).toEqual([...expected].sort());
  });

  test('never more than the client is registered for', async () => {
    const { signIn } = await start({ scope: 'openid profile' });
    expect(aboutThePerson((await signIn('openid profile')).claims())).toEqual(PROFILE);
  });

  test('a refreshed ID token says the same, or less for fewer scopes', async () => {
    const { shop, signIn } = await start();
    const { refresh_token: token = '' } = await signIn('openid profile email');
    const again = await client.refreshTokenGrant(shop.config, token);
    expect(aboutThePerson(again.claims())).toEqual([...PROFILE, ...EMAIL].sort());
    const fewer = await client.refreshTokenGrant(shop.config, again.refresh_token ?? '', {
      scope: 'openid email',
    });
    expect(aboutThePerson(fewer.claims())).toEqual(EMAIL);
  });

  test('for a device, too', async () => {
    const { shop, browser } = await start({
      application_type: 'native',
      redirect_uris: [],
      grant_types: ['urn:ietf:params:oauth:grant-type:device_code'],
      token_endpoint_auth_method: 'none',
    });
    const device = await client.initiateDeviceAuthorization(shop.config, { scope: 'openid profile' });
    const typed = new PageForm(await browser.open('/device')).type('user_code', device.user_code);
    const asked = await new PageForm(await typed.send(browser)).send(browser, 'confirm');
    await browser.open((await browser.scan(interactionOf(asked))).body.continueTo ?? '');
    const tokens = await client.pollDeviceAuthorizationGrant(shop.config, { ...device, interval: 1 });
    expect(aboutThePerson(tokens.claims())).toEqual(PROFILE);
  });

  test('the owner changes it, and the next ID token follows', async () => {
    const { api, signIn } = await start();
    const clients = api.app.get(ClientsService);
    await clients.change('shop', { claims_in_id_token: false });
    expect(aboutThePerson((await signIn('openid profile')).claims())).toEqual([]);
    await clients.change('shop', { claims_in_id_token: true });
    expect(aboutThePerson((await signIn('openid profile')).claims())).toEqual(PROFILE);
  });
});
