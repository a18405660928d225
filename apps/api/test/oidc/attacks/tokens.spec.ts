import { describe, expect, test } from '@jest/globals';
import { ClientsTable } from '../../../src/oidc/clients/clients-table.ts';
import { startApi } from '../../support/api-under-test.ts';
import { OidcBrowser } from '../support/oidc-browser.ts';
import { RelyingParty } from '../support/relying-party.ts';

const refusedGrant = { status: 400, body: { error: 'invalid_grant' } };
const TEN_SECONDS = 10_000;

async function signedIn(changes = {}) {
  const api = await startApi();
  const client = await RelyingParty.register(api, changes);
  const browser = new OidcBrowser(api);
  return { api, client, browser, tokens: await client.tokensOf(browser) };
}

describe('another client’s tokens', () => {
  test('introspection says inactive, and nothing else', async () => {
    const { api, client, tokens } = await signedIn();
    const other = await RelyingParty.register(api, { client_id: 'other' });
    for (const token of [tokens.access_token, tokens.refresh_token ?? '', 'made-up']) {
      const { status, body } = await other.introspect(token);
      expect({ status, body }).toEqual({ status: 200, body: { active: false } });
    }
    expect((await client.introspect(tokens.access_token)).body).toMatchObject({
      active: true,
      client_id: 'shop',
    });
    const nobody = await fetch(`${api.url}/oidc/introspection`, {
      method: 'POST',
      body: new URLSearchParams({ token: tokens.access_token, client_id: 'shop' }),
    });
    expect(nobody.status).toBe(401);
  });

  test('all that a client had ends when the owner removes it', async () => {
    const { api, client, browser, tokens } = await signedIn();
    const kept = await RelyingParty.register(api, { client_id: 'kept' });
    const others = await kept.tokensOf(browser);
    await api.app.get(ClientsTable).remove('shop');
    expect((await client.userinfo(tokens.access_token)).status).toBe(401);
    expect((await client.refresh(tokens.refresh_token)).status).toBe(401);
    const landing = await browser.open(client.url());
    expect({ status: landing.status, origin: landing.url.origin }).toEqual({ status: 400, origin: api.url });
    expect((await kept.userinfo(others.access_token)).status).toBe(200);
  });

  test('are neither revoked nor refreshed', async () => {
    const { api, client, tokens } = await signedIn();
    const other = await RelyingParty.register(api, { client_id: 'other' });
    await other.revoke(tokens.access_token);
    await other.revoke(tokens.refresh_token ?? '');
    expect((await client.userinfo(tokens.access_token)).status).toBe(200);
    expect(await other.refresh(tokens.refresh_token)).toMatchObject(refusedGrant);
    expect((await client.refresh(tokens.refresh_token)).status).toBe(200);
  });
});

describe('refresh tokens', () => {
  test('a repeat within ten seconds is only refused: what the first one got goes on', async () => {
    const { api, client, tokens } = await signedIn();
    const next = await client.refresh(tokens.refresh_token);
    api.clock.advance(TEN_SECONDS - 1000);
    expect(await client.refresh(tokens.refresh_token)).toMatchObject(refusedGrant);
    expect((await client.userinfo(next.body.access_token as string)).status).toBe(200);
    expect((await client.refresh(next.body.refresh_token as string)).status).toBe(200);
  });

  test('later it has been stolen: the whole family ends', async () => {
    const { api, client, tokens } = await signedIn();
    const next = await client.refresh(tokens.refresh_token);
    const third = await client.refresh(next.body.refresh_token as string);
    api.clock.advance(TEN_SECONDS + 1000);
    expect(await client.refresh(tokens.refresh_token)).toMatchObject(refusedGrant);
    for (const token of [tokens.access_token, next.body.access_token, third.body.access_token])
      expect((await client.userinfo(token as string)).status).toBe(401);
    expect(await client.refresh(third.body.refresh_token as string)).toMatchObject(refusedGrant);
  });

  test('the person is asked again, and the client has new tokens, after a family has ended', async () => {
    const { api, client, browser, tokens } = await signedIn();
    await client.refresh(tokens.refresh_token);
    api.clock.advance(TEN_SECONDS + 1000);
    await client.refresh(tokens.refresh_token);
    const again = await client.tokensOf(browser);
    expect((await client.userinfo(again.access_token)).status).toBe(200);
    expect((await client.refresh(again.refresh_token)).status).toBe(200);
  });

  test('of two at once one wins, and its tokens live', async () => {
    const { client, tokens } = await signedIn();
    let token = tokens.refresh_token;
    for (let round = 0; round < 10; round++) {
      const answers = await Promise.all([client.refresh(token), client.refresh(token)]);
      const winners = answers.filter(({ status }) => status === 200);
      expect(winners).toHaveLength(1);
      expect((await client.userinfo(winners[0]?.body.access_token as string)).status).toBe(200);
      token = winners[0]?.body.refresh_token as string;
    }
  });

  test('one gives no more than it had', async () => {
    const { client, tokens } = await signedIn({ scope: 'openid profile wechat' });
    expect(await client.refresh(tokens.refresh_token, { scope: 'openid profile wechat' })).toMatchObject({
      status: 400,
      body: { error: 'invalid_scope' },
    });
    const less = await client.refresh(tokens.refresh_token, { scope: 'openid' });
    expect((await client.userinfo(less.body.access_token as string)).body).not.toHaveProperty('name');
  });
});

describe('scopes', () => {
  test('a client gets no claims that it is not registered for', async () => {
    const { client, browser } = await signedIn();
    const back = await client.signIn(browser, { scope: 'openid wechat email' });
    const given = back.searchParams.has('code')
      ? (await client.userinfo((await client.redeem(back)).access_token)).body
      : { error: back.searchParams.get('error') };
    for (const claim of ['wechat_openid', 'unionid', 'wechat_app_id', 'email'])
      expect(given).not.toHaveProperty(claim);
  });
});

describe('tokens of a session end with it', () => {
  test.each([
    [
      'the person signs out in the browser',
      ({ api, browser }: Awaited<ReturnType<typeof signedIn>>) =>
        browser.send('/api/session', { method: 'DELETE', headers: { Origin: api.url } }),
    ],
    [
      'the owner blocks the person',
      ({ api }: Awaited<ReturnType<typeof signedIn>>) =>
        api.database().updateTable('users').set({ blocked: 1 }).execute(),
    ],
    [
      'another person signs in in this browser',
      async ({ browser, api }: Awaited<ReturnType<typeof signedIn>>) => {
        const other = new OidcBrowser(api, 'b');
        Object.assign(other, { jar: browser.jar });
        await other.scan();
      },
    ],
  ])('%s', async (_how, end) => {
    const all = await signedIn();
    const { client, tokens } = all;
    expect((await client.userinfo(tokens.access_token)).status).toBe(200);
    await end(all);
    expect((await client.userinfo(tokens.access_token)).status).toBe(401);
    expect((await client.introspect(tokens.access_token)).body).toEqual({ active: false });
    expect(await client.refresh(tokens.refresh_token)).toMatchObject(refusedGrant);
  });
});

describe('how tokens and secrets are brought', () => {
  test('a token in a query is not read, and two ways at once are refused', async () => {
    const { api, client, tokens } = await signedIn();
    const query = await fetch(`${api.url}/oidc/userinfo?access_token=${tokens.access_token}`);
    expect(query.status).toBe(400);
    const both = await client.userinfo(tokens.access_token, {
      method: 'POST',
      headers: { Authorization: `Bearer ${tokens.access_token}` },
      body: new URLSearchParams({ access_token: tokens.access_token }),
    });
    expect(both.status).toBe(400);
  });

  test('our own access token is no access token of a client, and the other way round', async () => {
    const { api, client, browser, tokens } = await signedIn();
    const own = await browser.scan();
    expect((await client.userinfo(own.body.accessToken)).status).toBe(401);
    for (const token of [tokens.access_token, tokens.id_token]) {
      const answer = await fetch(`${api.url}/api/me`, { headers: { Authorization: `Bearer ${token}` } });
      expect(answer.status).toBe(401);
    }
  });

  test('a secret in a query, twice, or beside another client’s id is refused', async () => {
    const { api, client } = await signedIn();
    const form = { grant_type: 'refresh_token', refresh_token: 'x' };
    const basic = `Basic ${btoa(`shop:${client.secret}`)}`;
    const send = (query: string, headers: Record<string, string>, body: Record<string, string>) =>
      fetch(`${api.url}/oidc/token${query}`, { method: 'POST', headers, body: new URLSearchParams(body) });
    const answers = await Promise.all([
      send(`?client_id=shop&client_secret=${client.secret}`, {}, form),
      send('', { Authorization: basic }, { ...form, client_secret: client.secret }),
      send('', { Authorization: basic }, { ...form, client_id: 'other' }),
    ]);
    expect(answers.map(({ status }) => [400, 401].includes(status))).toEqual([true, true, true]);
    const bodies = await Promise.all(
      answers.map(async (answer) => (await answer.json()) as { error: string }),
    );
    for (const { error } of bodies) expect(['invalid_client', 'invalid_request']).toContain(error);
  });
});
