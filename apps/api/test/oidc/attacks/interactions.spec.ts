import { describe, expect, test } from '@jest/globals';
import { createSceneName, createVerifier } from '@maqiao/shared';
import { startApi, type ApiUnderTest } from '../../support/api-under-test.ts';
import { interactionOf, OidcBrowser } from '../support/oidc-browser.ts';
import { RelyingParty } from '../support/relying-party.ts';

const LISTED = 'https://partner.example.com';

interface Refusal {
  code: string;
}

async function start() {
  const api = await startApi({ environment: { CORS_ORIGINS: LISTED } });
  const client = await RelyingParty.register(api);
  const browser = new OidcBrowser(api);
  const begin = async (who = browser, changes = {}) => interactionOf(await who.open(client.url(changes)));
  return { api, client, browser, begin };
}

function newScene(api: ApiUnderTest) {
  const verifier = createVerifier(globalThis.crypto);
  return { verifier, scene: createSceneName(verifier, api.clock.now()) };
}

async function confirm(api: ApiUnderTest, scene: string, person = 'a') {
  const phone = api.phone(person);
  await phone.scan(scene);
  expect((await phone.confirm(scene)).status).toBe(200);
}

describe('an interaction belongs to the browser that began it', () => {
  test('another browser learns nothing of it, opens no scene for it, and decides nothing', async () => {
    const { begin, api } = await start();
    const uid = await begin();
    const elsewhere = new OidcBrowser(api, 'b');
    await elsewhere.scan();
    const answers = [
      await elsewhere.call<Refusal>(`/api/sign-in-options?interaction=${uid}`),
      await elsewhere.call<Refusal>('/api/scenes', { scene: newScene(api).scene, interaction: uid }),
      await elsewhere.call<Refusal>(`/api/interactions/${uid}/continue`, {}),
      await elsewhere.call<Refusal>(`/api/interactions/${uid}/deny`, {}),
    ];
    for (const { status, body } of answers)
      expect({ status, code: body.code }).toEqual({ status: 403, code: 'interaction_elsewhere' });
    // A relay: the attacker's request, and the victim's cookies of a request of their own.
    await begin(elsewhere);
    expect((await elsewhere.options(uid)).status).toBe(403);
  });

  test('a scene of it is claimed there only: the one who shows the code to a victim gets nothing', async () => {
    const { api, browser, begin } = await start();
    const uid = await begin();
    const { scene, verifier } = newScene(api);
    await browser.call('/api/scenes', { scene, interaction: uid });
    await confirm(api, scene, 'b');
    const elsewhere = new OidcBrowser(api);
    const claim = await elsewhere.call<Refusal>('/api/session', { scene, verifier });
    expect(claim).toMatchObject({ status: 403, body: { code: 'interaction_elsewhere' } });
    expect(elsewhere.jar.get('maqiao')).toBeUndefined();
    const poll = await elsewhere.call<Refusal>(`/api/scenes/${scene}/token`, { verifier });
    expect(poll).toMatchObject({ status: 400, body: { code: 'authorization_pending' } });
    expect(JSON.stringify(poll.body)).not.toMatch(/accessToken|continueTo/);
    // Nothing of this has used it up.
    expect((await browser.call('/api/session', { scene, verifier })).status).toBe(200);
  });

  test('a scene of one is not claimed for another, whatever the claim says', async () => {
    const { api, browser, begin } = await start();
    const other = await RelyingParty.register(api, { client_id: 'other', client_name: 'Other' });
    const first = await begin();
    const second = interactionOf(await browser.open(other.url()));
    const { scene, verifier } = newScene(api);
    await browser.call('/api/scenes', { scene, interaction: first });
    await confirm(api, scene);
    const { body } = await browser.call<{ continueTo: string }>('/api/session', {
      scene,
      verifier,
      interaction: second,
      continueTo: 'https://evil.example.net/',
    });
    expect(new URL(body.continueTo).pathname).toBe(`/oidc/auth/${first}`);
    // The other is where it was: its client is not told anything.
    expect((await browser.options(second)).body.client?.name).toBe('Other');
    expect((await browser.open(`/oidc/auth/${second}`)).url.pathname).toMatch(/^\/interaction\//);
  });

  test('a sign-in that named no client finishes none', async () => {
    const { browser, begin } = await start();
    const uid = await begin();
    const { status, body } = await browser.scan();
    expect({ status, continueTo: body.continueTo }).toEqual({ status: 200, continueTo: undefined });
    expect((await browser.open(`/oidc/auth/${uid}`)).url.pathname).toMatch(/^\/interaction\//);
  });

  test('its answer is given to that browser only', async () => {
    const { api, browser, begin } = await start();
    const uid = await begin();
    const { continueTo = '' } = (await browser.scan(uid)).body;
    const stolen = await new OidcBrowser(api).open(continueTo);
    expect({ status: stolen.status, origin: stolen.url.origin }).toEqual({ status: 400, origin: api.url });
    const mine = await browser.open(continueTo);
    expect(mine.url.searchParams.has('code')).toBe(true);
    // Once.
    const again = await browser.open(continueTo);
    expect({ status: again.status, origin: again.url.origin }).toEqual({ status: 400, origin: api.url });
  });

  test('many requests at once leave room for the browser’s other headers: the newest ten interactions go on', async () => {
    const { browser, begin } = await start();
    const uids = [];
    for (let count = 0; count < 30; count++) uids.push(await begin());
    expect(browser.jar.header('/')?.length).toBeLessThan(2000);
    expect((await browser.options(uids.at(0) ?? '')).status).toBe(403);
    expect((await browser.options(uids.at(-10) ?? '')).status).toBe(200);
    const { continueTo = '' } = (await browser.scan(uids.at(-1))).body;
    expect((await browser.open(continueTo)).url.searchParams.has('code')).toBe(true);
  });

  test('names that are none lead nowhere', async () => {
    const { api, browser } = await start();
    for (const uid of [
      'evil',
      '..',
      '%2e%2e',
      '%2f%2fevil.example.net',
      'x'.repeat(150),
      "'--",
      '%00',
      '__proto__',
    ]) {
      for (const decision of ['continue', 'deny']) {
        const answer = await browser.send(`/api/interactions/${uid}/${decision}`, {
          method: 'POST',
          headers: { Origin: api.url, 'Content-Type': 'application/json' },
          body: '{}',
        });
        expect([400, 401, 404, 410]).toContain(answer.status);
        expect(answer.headers.get('location')).toBeNull();
      }
      const page = await browser.send(`/oidc/auth/${uid}`);
      expect([400, 404]).toContain(page.status);
      expect(page.headers.get('location')).toBeNull();
    }
  });
});

describe('continue and deny are our own page’s', () => {
  test.each([
    ['a foreign page', 'https://evil.example.net'],
    ['a page that is listed for the login', LISTED],
    ['a sandboxed frame', 'null'],
    ['nobody', undefined],
  ])('from %s they are refused, and decide nothing', async (_who, origin) => {
    const { client, browser, begin } = await start();
    await client.signIn(browser);
    const uid = await begin(browser, { prompt: 'consent' });
    for (const decision of ['continue', 'deny']) {
      const answer = await browser.send(`/api/interactions/${uid}/${decision}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...(origin !== undefined && { Origin: origin }) },
        body: '{}',
      });
      expect({ decision, status: answer.status, code: ((await answer.json()) as Refusal).code }).toEqual({
        decision,
        status: 403,
        code: 'origin_not_allowed',
      });
    }
    expect((await browser.open(`/oidc/auth/${uid}`)).url.pathname).toMatch(/^\/interaction\//);
  });

  test('a listed page opens no scene for an interaction', async () => {
    const { api, browser, begin } = await start();
    const uid = await begin();
    const answer = await browser.send('/api/scenes', {
      method: 'POST',
      headers: { Origin: LISTED, 'Content-Type': 'application/json' },
      body: JSON.stringify({ scene: newScene(api).scene, interaction: uid }),
    });
    expect({ status: answer.status, code: ((await answer.json()) as Refusal).code }).toEqual({
      status: 403,
      code: 'origin_not_allowed',
    });
  });

  test('without a session there is nobody to continue as, and a blocked person is nobody', async () => {
    const { api, client, browser, begin } = await start();
    const uid = await begin();
    expect(await browser.call<Refusal>(`/api/interactions/${uid}/continue`, {})).toMatchObject({
      status: 401,
      body: { code: 'no_session' },
    });
    await client.signIn(browser);
    const consent = await begin(browser, { prompt: 'consent' });
    await api.database().updateTable('users').set({ blocked: 1 }).execute();
    expect(await browser.call<Refusal>(`/api/interactions/${consent}/continue`, {})).toMatchObject({
      status: 401,
    });
  });

  test('where a fresh proof is wanted, continue is not enough, and neither is an older scene', async () => {
    const { api, client, browser, begin } = await start();
    await client.signIn(browser);
    const older = newScene(api);
    await browser.call('/api/scenes', { scene: older.scene });
    const uid = await begin(browser, { prompt: 'login' });
    expect(await browser.call<Refusal>(`/api/interactions/${uid}/continue`, {})).toMatchObject({
      status: 401,
      body: { code: 'fresh_sign_in_needed' },
    });
    await confirm(api, older.scene);
    const claim = await browser.call<{ continueTo?: string }>('/api/session', older);
    expect(claim.body.continueTo).toBeUndefined();
    const landing = await browser.open(`/oidc/auth/${uid}`);
    expect({ origin: landing.url.origin, code: landing.url.searchParams.get('code') }).toEqual({
      origin: api.url,
      code: null,
    });
  });

  test('whoever opens the address of the answer too early has decided nothing', async () => {
    const { client, browser, begin } = await start();
    await client.signIn(browser);
    for (const parameters of [{ prompt: 'login' }, { prompt: 'consent' }, { max_age: '0' }]) {
      const uid = await begin(browser, parameters);
      const landing = await browser.open(`/oidc/auth/${uid}`);
      expect({ parameters, at: landing.url.pathname }).toEqual({
        parameters,
        at: expect.stringMatching(/^\/interaction\//),
      });
    }
  });

  test('declining tells the client, and ends the interaction', async () => {
    const { browser, begin } = await start();
    const uid = await begin();
    const { body } = await browser.call<{ continueTo: string }>(`/api/interactions/${uid}/deny`, {});
    const back = await browser.open(body.continueTo);
    expect(Object.fromEntries(back.url.searchParams)).toMatchObject({
      error: 'access_denied',
      state: 'the-state',
    });
    expect((await browser.options(uid)).status).toBe(410);
  });
});
