import { describe, expect, test } from '@jest/globals';
import { startApi, type ApiUnderTest } from '../support/api-under-test.ts';
import { interactionOf, OidcBrowser } from './support/oidc-browser.ts';
import { RelyingParty, type Parameters } from './support/relying-party.ts';

const HOUR = 3_600_000;

/** A person who signed in an hour ago, at this client, and what the client was told then. */
async function signedInAnHourAgo(
  prepare: (api: ApiUnderTest, other: RelyingParty) => Promise<void> = () => Promise.resolve(),
) {
  const api = await startApi();
  const [client, other] = [
    await RelyingParty.register(api),
    await RelyingParty.register(api, { client_id: 'other' }),
  ];
  await prepare(api, other);
  const browser = new OidcBrowser(api);
  api.clock.set(-HOUR);
  const tokens = await client.tokensOf(browser);
  api.clock.set(HOUR);
  return { api, client, other, browser, tokens, first: await client.claims(tokens.id_token) };
}

type Start = Awaited<ReturnType<typeof signedInAnHourAgo>>;

/** What happens to the person who is signed in. */
type Outcome =
  | 'silent'
  | 'continue'
  | 'fresh'
  | 'login_required'
  | 'interaction_required'
  | 'consent_required'
  | 'account_selection_required';

async function outcomeOf({ client, browser }: Start, parameters: Parameters): Promise<Outcome> {
  const landing = await browser.open(client.url(parameters));
  if (!landing.url.pathname.startsWith('/interaction/')) {
    const error = landing.url.searchParams.get('error');
    return error === null ? 'silent' : (error as Outcome);
  }
  const uid = interactionOf(landing);
  const { status } = await browser.call(`/api/interactions/${uid}/continue`, {});
  return status === 200 ? 'continue' : 'fresh';
}

const hintOf = async ({ api, client }: Start, person: string) =>
  (await client.tokensOf(new OidcBrowser(api, person))).id_token;

describe('what a signed-in person is asked', () => {
  test.each<[string, Parameters, Outcome]>([
    ['nothing', {}, 'silent'],
    ['prompt=none', { prompt: 'none' }, 'silent'],
    ['prompt=consent', { prompt: 'consent' }, 'continue'],
    ['prompt=select_account', { prompt: 'select_account' }, 'continue'],
    ['prompt=login', { prompt: 'login' }, 'fresh'],
    ['prompt=login consent', { prompt: 'login consent' }, 'fresh'],
    ['prompt=none login', { prompt: 'none login' }, 'invalid_request' as Outcome],
    ['a prompt that does not exist', { prompt: 'whatever' }, 'invalid_request' as Outcome],
    ['max_age that is kept', { max_age: '7200' }, 'silent'],
    ['max_age that is exceeded', { max_age: '60' }, 'fresh'],
    ['max_age=0', { max_age: '0' }, 'fresh'],
    ['max_age that is no number', { max_age: 'soon' }, 'invalid_request' as Outcome],
    ['a kept max_age and prompt=none', { max_age: '7200', prompt: 'none' }, 'silent'],
    ['an exceeded max_age and prompt=none', { max_age: '60', prompt: 'none' }, 'login_required'],
    ['more scopes', { scope: 'openid profile offline_access', prompt: 'consent' }, 'continue'],
  ])('%s', async (_name, parameters, expected) => {
    expect(await outcomeOf(await signedInAnHourAgo(), parameters)).toBe(expected);
  });

  test.each<[string, string, Parameters, Outcome]>([
    ['their own', 'a', {}, 'silent'],
    ['their own, and prompt=none', 'a', { prompt: 'none' }, 'silent'],
    ['another person’s', 'b', {}, 'fresh'],
    ['another person’s, and prompt=none', 'b', { prompt: 'none' }, 'login_required'],
  ])('an id_token_hint: %s', async (_name, person, parameters, expected) => {
    const start = await signedInAnHourAgo();
    const hint = person === 'a' ? start.tokens.id_token : await hintOf(start, person);
    expect(await outcomeOf(start, { ...parameters, id_token_hint: hint })).toBe(expected);
  });

  test('an id_token_hint that nobody of us has signed is refused', async () => {
    const start = await signedInAnHourAgo();
    const [header, payload] = start.tokens.id_token.split('.');
    expect(await outcomeOf(start, { id_token_hint: `${header}.${payload}.AAAA` })).toBe('invalid_request');
    expect(await outcomeOf(start, { id_token_hint: 'nothing' })).toBe('invalid_request');
  });

  test('a hint of another person is not satisfied by the same person’s fresh proof: the client is told', async () => {
    const start = await signedInAnHourAgo();
    const { client, browser } = start;
    const back = await client.signIn(browser, { id_token_hint: await hintOf(start, 'b') });
    expect(back.searchParams.get('error')).toBe('login_required');
    expect(back.searchParams.has('code')).toBe(false);
  });

  test('a hint is satisfied by the person that it names, whoever was signed in before', async () => {
    const start = await signedInAnHourAgo();
    const { api, client, browser } = start;
    const hint = await hintOf(start, 'b');
    const named = new OidcBrowser(api, 'b');
    Object.assign(named, { jar: browser.jar });
    const tokens = await client.tokensOf(named, { id_token_hint: hint });
    expect((await client.claims(tokens.id_token)).sub).toBe((await client.claims(hint)).sub);
  });

  test('max_age=0 asks also within the second of the last proof, and once', async () => {
    const api = await startApi();
    const client = await RelyingParty.register(api);
    const browser = new OidcBrowser(api);
    await client.signIn(browser);
    expect((await client.signIn(browser, { max_age: '0', prompt: 'none' })).searchParams.get('error')).toBe(
      'login_required',
    );
    const landing = await browser.open(client.url({ max_age: '0' }));
    interactionOf(landing);
    expect((await client.finish(browser, landing)).searchParams.has('code')).toBe(true);
  });

  test('a native application is asked about each time, as nobody knows who listens there (RFC 8252 §8.6)', async () => {
    const start = await signedInAnHourAgo();
    const native = await RelyingParty.register(start.api, {
      client_id: 'app',
      application_type: 'native',
      token_endpoint_auth_method: 'none',
    });
    await native.signIn(start.browser);
    const again = { ...start, client: native };
    expect(await outcomeOf(again, { prompt: 'none' })).toBe('interaction_required');
    expect(await outcomeOf(again, {})).toBe('continue');
  });

  test('a client that they have not been to is asked about once, and silently it is told so', async () => {
    const start = await signedInAnHourAgo();
    const other = { ...start, client: start.other };
    expect(await outcomeOf(other, { prompt: 'none' })).toBe('consent_required');
    expect(await outcomeOf(other, {})).toBe('continue');
  });
});

test('a request of a client puts no session cookie into the browser: a newer one could be there by then', async () => {
  const { client, browser } = await signedInAnHourAgo();
  const answer = await browser.send(client.url({ prompt: 'none' }));
  expect(new URL(answer.headers.get('location') ?? '').searchParams.has('code')).toBe(true);
  expect(answer.headers.getSetCookie().filter((line) => line.startsWith('maqiao='))).toEqual([]);
});

describe('what the client is told after', () => {
  test('a silent sign-in has the old proof, and the same sid', async () => {
    const { client, browser, first } = await signedInAnHourAgo();
    const back = await client.signIn(browser, { prompt: 'none' });
    const again = await client.claims((await client.redeem(back)).id_token);
    expect(again).toMatchObject({
      sub: first.sub,
      sid: first.sid,
      amr: ['mca'],
      auth_time: first.auth_time,
    });
    expect(Date.now() / 1000 - (again.auth_time as number)).toBeGreaterThan(3500);
  });

  test('“continue” has the old proof, too', async () => {
    const { client, browser, first } = await signedInAnHourAgo();
    const uid = interactionOf(await browser.open(client.url({ prompt: 'consent' })));
    const { body } = await browser.call<{ continueTo: string }>(`/api/interactions/${uid}/continue`, {});
    const { id_token: token } = await client.redeem((await browser.open(body.continueTo)).url);
    expect(await client.claims(token)).toMatchObject({
      sub: first.sub,
      sid: first.sid,
      amr: ['mca'],
      auth_time: first.auth_time,
    });
  });

  test('a fresh proof of the same person keeps the session and its sid, and advances auth_time', async () => {
    const { api, client, browser, first, tokens } = await signedInAnHourAgo();
    const back = await client.signIn(browser, { prompt: 'login' });
    const again = await client.claims((await client.redeem(back)).id_token);
    expect(again).toMatchObject({ sub: first.sub, sid: first.sid, amr: ['mca'] });
    expect(Math.abs((again.auth_time as number) - Date.now() / 1000)).toBeLessThan(60);
    expect((await api.sessions()).filter(({ revoked_reason: reason }) => reason === null)).toHaveLength(1);
    // What they have elsewhere goes on: the refresh token of before, too.
    expect((await client.refresh(tokens.refresh_token)).status).toBe(200);
    // From here on a silent sign-in has the new proof.
    const silent = await client.claims(
      (await client.redeem(await client.signIn(browser, { prompt: 'none' }))).id_token,
    );
    expect(silent.auth_time).toBe(again.auth_time);
  });

  test('a fresh proof of another person makes a session of its own, and ends the one before', async () => {
    const { api, client, browser, first, tokens } = await signedInAnHourAgo();
    const other = new OidcBrowser(api, 'b');
    Object.assign(other, { jar: browser.jar });
    const back = await client.signIn(other, { prompt: 'login' });
    const again = await client.claims((await client.redeem(back)).id_token);
    expect(again.sub).not.toBe(first.sub);
    expect(again.sid).not.toBe(first.sid);
    expect(await api.sessions()).toContainEqual(expect.objectContaining({ revoked_reason: 'replaced' }));
    expect((await client.userinfo(tokens.access_token)).status).toBe(401);
  });

  test('two clients have two sids of one session, and neither is ours', async () => {
    const { api, other, browser, first } = await signedInAnHourAgo();
    const second = await other.claims((await other.tokensOf(browser)).id_token);
    expect(second.sub).toBe(first.sub);
    expect(second.sid).not.toBe(first.sid);
    const [{ sid } = { sid: '' }] = await api.sessions();
    expect([first.sid, second.sid]).not.toContain(sid);
  });

  test('userinfo and refreshed ID tokens say the same of the session as the first ID token', async () => {
    const { client, tokens, first } = await signedInAnHourAgo();
    const refreshed = await client.refresh(tokens.refresh_token);
    const { sid, amr, auth_time: authTime, sub } = await client.claims(refreshed.body.id_token as string);
    expect({ sid, amr, authTime, sub }).toEqual({
      sid: first.sid,
      amr: first.amr,
      authTime: first.auth_time,
      sub: first.sub,
    });
    expect((await client.userinfo(refreshed.body.access_token as string)).body.sub).toBe(first.sub);
  });
});
