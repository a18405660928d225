import { describe, expect, test } from '@jest/globals';
import * as client from 'openid-client';
import { startApi, type ApiUnderTest } from '../support/api-under-test.ts';
import { useFleets } from '../support/fleet.ts';
import { interactionOf, OidcBrowser, type Landing } from './support/oidc-browser.ts';
import { headlineOf, PageForm } from './support/page-form.ts';
import { signInAt } from './support/sign-in.ts';
import { TestClient } from './support/test-client.ts';

const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';
const CHROME =
  'Mozilla/5.0 (Linux; Android 14; Smart TV) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36';
/** The sentence for a code that is wrong, used, expired, or not looked up any more. */
const REFUSED = 'This code is wrong, used or expired';

async function television(api: ApiUnderTest) {
  const tv = await TestClient.register(api, {
    client_id: 'tv',
    client_name: '山前电视',
    application_type: 'native',
    redirect_uris: [],
    grant_types: [DEVICE_GRANT, 'refresh_token'],
    token_endpoint_auth_method: 'none',
  });
  tv.config[client.customFetch] = (url, options) =>
    fetch(url, { ...options, headers: { ...options.headers, 'User-Agent': CHROME } });
  return tv;
}

/** The device asks for a code; it looks for its answer every second. */
async function ask(tv: TestClient, scope = 'openid profile offline_access') {
  const answer = await client.initiateDeviceAuthorization(tv.config, { scope });
  return { ...answer, interval: 1 };
}

/** A person types a code at /device. */
async function type(browser: OidcBrowser, code: string): Promise<Landing> {
  return new PageForm(await browser.open('/device')).type('user_code', code).send(browser);
}

/** Types a code, and lets the device in. @returns the last page */
async function letIn(browser: OidcBrowser, code: string): Promise<Landing> {
  const confirm = await type(browser, code);
  const asked = await new PageForm(confirm).send(browser, 'confirm');
  const { body } = await browser.scan(interactionOf(asked));
  return browser.open(body.continueTo ?? '');
}

const errorOf = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error: { error?: string }) => error.error,
  );

describe('the device flow (RFC 8628)', () => {
  test('a person types the code, sees which device asks, and confirms on the phone', async () => {
    const api = await startApi();
    const tv = await television(api);
    const answer = await ask(tv);
    expect(answer).toMatchObject({
      user_code: expect.stringMatching(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/),
      verification_uri: `${api.url}/device`,
      verification_uri_complete: `${api.url}/device?user_code=${answer.user_code}`,
      expires_in: 600,
    });
    const tokens = client.pollDeviceAuthorizationGrant(tv.config, answer);

    const browser = new OidcBrowser(api);
    const confirm = await type(browser, answer.user_code);
    expect(headlineOf(confirm)).toBe('Is this your device?');
    for (const fact of [answer.user_code, '山前电视', 'Chrome · Android', 'Place'])
      expect(confirm.body).toContain(fact);
    const asked = await new PageForm(confirm).send(browser, 'confirm');
    const uid = interactionOf(asked);
    // Of a device it is not known where it is.
    expect((await browser.options(uid)).body.client).toEqual({
      name: '山前电视',
      host: null,
      scopes: ['openid', 'profile', 'offline_access'],
    });
    const { body } = await browser.scan(uid);
    expect(headlineOf(await browser.open(body.continueTo ?? ''))).toBe('The device is signed in');

    const { access_token, refresh_token, ...rest } = await tokens;
    expect([access_token, refresh_token]).toEqual([expect.any(String), expect.any(String)]);
    const [, claims = ''] = (rest.id_token ?? '').split('.');
    const { sid } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { sid?: string };
    // It is no part of the browser's session.
    expect(sid).toBeUndefined();
    expect(await api.database().selectFrom('client_sessions').selectAll().execute()).toEqual([]);
  });

  test.each([
    ['in lower case', (code: string) => code.toLowerCase()],
    ['with spaces', (code: string) => ` ${code.replace('-', ' ')} `],
    ['without its hyphen', (code: string) => code.replace('-', '')],
    ['with hyphens anywhere', (code: string) => code.split('').join('-')],
  ])('the code is read %s', async (_how, spell) => {
    const api = await startApi();
    const { user_code } = await ask(await television(api));
    const page = await type(new OidcBrowser(api), spell(user_code));
    expect([headlineOf(page), page.body.includes(user_code)]).toEqual(['Is this your device?', true]);
  });

  test('the address with the code leads to the same question', async () => {
    const api = await startApi();
    const { verification_uri_complete = '', user_code } = await ask(await television(api));
    const browser = new OidcBrowser(api);
    const page = await browser.open(verification_uri_complete);
    // It sends itself where scripts run; the code stands there, with its button, where none do.
    expect(page.body).toContain('data-sends-itself');
    expect(page.body).toContain(`value="${user_code}"`);
    expect(headlineOf(await new PageForm(page).send(browser))).toBe('Is this your device?');
  });

  test('whoever is signed in is asked each time', async () => {
    const api = await startApi();
    const tv = await television(api);
    const browser = new OidcBrowser(api);
    await signInAt(await TestClient.register(api), browser);
    for (let time = 0; time < 2; time += 1) {
      const { user_code } = await ask(tv, 'openid');
      const asked = await new PageForm(await type(browser, user_code)).send(browser, 'confirm');
      const uid = interactionOf(asked);
      const { user, client: asking } = (await browser.options(uid)).body;
      expect(user).toMatchObject({ avatarUrl: null });
      // It did not ask for access that outlives the session, and has it as every device.
      expect(asking?.scopes).toEqual(['openid', 'offline_access']);
      const { body } = await browser.call<{ continueTo: string }>(`/api/interactions/${uid}/continue`, {});
      expect(headlineOf(await browser.open(body.continueTo))).toBe('The device is signed in');
    }
  });

  test('“not mine” refuses the device', async () => {
    const api = await startApi();
    const tv = await television(api);
    const answer = await ask(tv);
    const browser = new OidcBrowser(api);
    const page = await new PageForm(await type(browser, answer.user_code)).send(browser, 'abort');
    expect(page.body).toContain('You declined');
    expect(await errorOf(client.pollDeviceAuthorizationGrant(tv.config, answer))).toBe('access_denied');
  });

  test('declining on the page of the interaction refuses it, too', async () => {
    const api = await startApi();
    const tv = await television(api);
    const answer = await ask(tv);
    const browser = new OidcBrowser(api);
    const asked = await new PageForm(await type(browser, answer.user_code)).send(browser, 'confirm');
    const deny = `/api/interactions/${interactionOf(asked)}/deny`;
    const { body } = await browser.call<{ continueTo: string }>(deny, {});
    expect((await browser.open(body.continueTo)).body).toContain('You declined');
    expect(await errorOf(client.pollDeviceAuthorizationGrant(tv.config, answer))).toBe('access_denied');
  });

  test('wrong and used codes get one sentence, and after five in an hour right ones, too', async () => {
    const api = await startApi();
    const tv = await television(api);
    const used = await ask(tv);
    await letIn(new OidcBrowser(api), used.user_code);
    const fresh = await ask(tv);
    const guesser = new OidcBrowser(api);
    const said = [];
    for (const code of ['BBBB-BBBB', used.user_code, 'x', '', 'CCCC-CCCC', 'DDDD-DDDD'])
      said.push((await type(guesser, code)).body.includes(REFUSED));
    expect(said).toEqual([true, true, true, true, true, true]);
    // Another browser at the same address is counted with it.
    expect((await type(new OidcBrowser(api), fresh.user_code)).body).toContain(REFUSED);
    expect(
      await errorOf(client.genericGrantRequest(tv.config, DEVICE_GRANT, { device_code: fresh.device_code })),
    ).toBe('authorization_pending');
  });

  test('right codes do not count', async () => {
    const api = await startApi();
    const tv = await television(api);
    const browser = new OidcBrowser(api);
    for (let time = 0; time < 7; time += 1) {
      const { user_code } = await ask(tv);
      expect(headlineOf(await type(browser, user_code))).toBe('Is this your device?');
    }
  });

  test('many guesses at once are counted one by one', async () => {
    const api = await startApi();
    const tv = await television(api);
    const { user_code } = await ask(tv);
    const forms = Array.from({ length: 12 }, async () => {
      const browser = new OidcBrowser(api);
      return { browser, form: new PageForm(await browser.open('/device')).type('user_code', 'BBBB-BBBB') };
    });
    const guesses = (await Promise.all(forms)).map(({ browser, form }) => form.send(browser));
    for (const page of await Promise.all(guesses)) expect(page.body).toContain(REFUSED);
    expect((await type(new OidcBrowser(api), user_code)).body).toContain(REFUSED);
  });

  test('with a wrong form secret no code is looked up', async () => {
    const api = await startApi();
    const { user_code } = await ask(await television(api));
    const browser = new OidcBrowser(api);
    const form = new PageForm(await browser.open('/device')).type('user_code', user_code);
    const page = await form.type('xsrf', 'guessed').send(browser);
    expect([page.status, page.body.includes('This page is out of date')]).toEqual([400, true]);
  });

  test('access of a device outlives the browser’s session, and ends with “sign out everywhere”', async () => {
    const api = await startApi();
    const tv = await television(api);
    const answer = await ask(tv);
    const browser = new OidcBrowser(api);
    await letIn(browser, answer.user_code);
    const tokens = await client.pollDeviceAuthorizationGrant(tv.config, answer);
    await browser.send('/api/session', { method: 'DELETE', headers: { Origin: api.url } });
    const again = await client.refreshTokenGrant(tv.config, tokens.refresh_token ?? '');
    expect(again.claims()).not.toHaveProperty('sid');

    const phone = api.phone();
    await phone.signIn();
    await phone.post('/api/sessions', { loginCode: api.simulator.loginCode('a') }, 'DELETE');
    expect(await errorOf(client.refreshTokenGrant(tv.config, again.refresh_token ?? ''))).toBe(
      'invalid_grant',
    );
  });
});

describe('the device flow on several instances', () => {
  const startFleet = useFleets();

  test('asked on one, typed on another; and wrong codes are counted together', async () => {
    const { instances } = await startFleet();
    const [first, second] = instances;
    const tv = await television(first);
    const answer = await ask(tv);
    const browser = new OidcBrowser(first);
    browser.at = second.url;
    expect(headlineOf(await letIn(browser, answer.user_code))).toBe('The device is signed in');
    expect(await client.pollDeviceAuthorizationGrant(tv.config, answer)).toMatchObject({
      access_token: expect.any(String),
    });
    const next = await ask(tv);
    for (let time = 0; time < 5; time += 1) {
      browser.at = time % 2 === 0 ? first.url : second.url;
      await type(browser, 'BBBB-BBBB');
    }
    expect((await type(browser, next.user_code)).body).toContain(REFUSED);
  }, 90_000);
});
