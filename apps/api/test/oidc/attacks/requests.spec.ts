import { describe, expect, test } from '@jest/globals';
import { startApi } from '../../support/api-under-test.ts';
import { rawCall } from '../../support/raw-call.ts';
import { interactionOf, OidcBrowser } from '../support/oidc-browser.ts';
import { CALLBACK, discoveryOf, RelyingParty } from '../support/relying-party.ts';
import { TestClient } from '../support/test-client.ts';

async function start(environment: Record<string, string> = {}) {
  const api = await startApi({ environment });
  const client = await RelyingParty.register(api);
  return { api, client, browser: new OidcBrowser(api) };
}

describe('headers that a caller may write', () => {
  test('none changes who we say that we are', async () => {
    const { api, client } = await start();
    const document = await discoveryOf(api);
    const lies = [
      'X-Forwarded-Host: evil.example.net',
      'X-Forwarded-Proto: https',
      'X-Forwarded-Port: 8443',
      'X-Forwarded-Prefix: /evil',
      'X-Original-URL: /oidc/token',
      'X-Rewrite-URL: /oidc/token',
      'Forwarded: host=evil.example.net;proto=https',
      'X-HTTP-Method-Override: POST',
    ];
    const discovery = await rawCall(api.url, ['GET /.well-known/openid-configuration HTTP/1.1', ...lies]);
    expect(JSON.parse(discovery.text)).toEqual(document);
    const request = await rawCall(api.url, [`GET ${client.url()} HTTP/1.1`, ...lies]);
    expect(request.status).toBe(303);
    expect(request.headers.get('location')).toMatch(/^\/interaction\//);
    expect(request.headers.get('set-cookie')).not.toMatch(/evil|domain=/i);
    const silent = await rawCall(api.url, [`GET ${client.url({ prompt: 'none' })} HTTP/1.1`, ...lies]);
    const { searchParams } = new URL(silent.headers.get('location') ?? '');
    expect(searchParams.get('iss')).toBe(api.url);
  });

  test('a mix-up is seen: every answer names its issuer, and a client that compares redeems no other’s', async () => {
    const api = await startApi();
    const shop = await TestClient.register(api);
    const browser = new OidcBrowser(api);
    const request = await shop.request();
    const { continueTo = '' } = (await browser.scan(interactionOf(await browser.open(request.url)))).body;
    const { url: answer } = await browser.open(continueTo);
    for (const issuer of ['https://evil.example.net', undefined]) {
      const mixed = new URL(answer);
      if (issuer === undefined) mixed.searchParams.delete('iss');
      else mixed.searchParams.set('iss', issuer);
      await expect(shop.redeem(mixed, request)).rejects.toThrow();
    }
    expect((await shop.redeem(answer, request)).claims()?.iss).toBe(api.url);
  });

  test('a stolen state is of no use: it is the client’s, we give it back to where the request came from only', async () => {
    const { client, browser } = await start();
    const back = await client.signIn(browser, { state: 'stolen' });
    expect(back.origin + back.pathname).toBe(CALLBACK);
    expect(back.searchParams.getAll('state')).toEqual(['stolen']);
  });

  test('pages of other origins read nothing but what clients’ pages need', async () => {
    const { api, client, browser } = await start();
    const { access_token: token } = await client.tokensOf(browser);
    const readable = async (path: string, origin: string, init: RequestInit = {}) => {
      const answer = await fetch(api.url + path, { ...init, headers: { ...init.headers, Origin: origin } });
      await answer.body?.cancel();
      expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
      return answer.headers.get('access-control-allow-origin') !== null;
    };
    const withToken = { headers: { Authorization: `Bearer ${token}` } };
    expect(await readable('/oidc/userinfo', 'https://shop.example.com', withToken)).toBe(true);
    expect(await readable('/oidc/userinfo', 'https://evil.example.net', withToken)).toBe(false);
    expect(await readable(client.url(), 'https://evil.example.net', { redirect: 'manual' })).toBe(false);
    expect(await readable(client.url(), 'https://shop.example.com', { redirect: 'manual' })).toBe(false);
  });
});

describe('parameters', () => {
  test('each may come once', async () => {
    const { client, browser } = await start();
    for (const [name, value] of client.parameters({ prompt: 'none', max_age: '1' })) {
      const landing = await browser.open(`${client.url()}&${name}=${encodeURIComponent(value)}`);
      const stayed = landing.url.pathname === '/oidc/auth' && landing.status === 400;
      const told = landing.url.searchParams.get('error') === 'invalid_request';
      if (name === 'prompt' || name === 'max_age') continue; // Once each: they are not in the address before.
      expect({ name, refused: stayed || told }).toEqual({ name, refused: true });
    }
    const twice = await browser.open(`${client.url({ prompt: 'none' })}&prompt=login`);
    expect(twice.url.searchParams.get('error')).toBe('invalid_request');
  });

  test('two of one at the token endpoint are refused', async () => {
    const { api, client, browser } = await start();
    const back = await client.signIn(browser);
    const form = new URLSearchParams({
      grant_type: 'authorization_code',
      code: back.searchParams.get('code') ?? '',
      redirect_uri: CALLBACK,
      code_verifier: client.verifier,
    });
    form.append('code', 'another');
    const answer = await fetch(`${api.url}/oidc/token`, {
      method: 'POST',
      headers: { Authorization: `Basic ${btoa(`shop:${client.secret}`)}` },
      body: form,
    });
    expect(answer.status).toBe(400);
  });

  test('huge ones are refused with a clear status, and the next request is served', async () => {
    const { api, client, browser } = await start();
    const long = await rawCall(api.url, [`GET ${client.url({ state: 'x'.repeat(100_000) })} HTTP/1.1`]);
    expect([414, 431]).toContain(long.status);
    const body = client.parameters({ state: 'x'.repeat(100_000) }).toString();
    const posted = await browser.send('/oidc/auth', {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body,
    });
    expect(posted.status).toBe(413);
    for (const path of [
      '/oidc/token',
      '/oidc/introspection',
      '/oidc/revocation',
      '/oidc/par',
      '/oidc/device/auth',
    ]) {
      const answer = await client.post(path, {
        code: 'x'.repeat(2_000_000),
        token: 'x',
        grant_type: 'authorization_code',
      });
      expect({ path, refused: [400, 413].includes(answer.status) }).toEqual({ path, refused: true });
    }
    expect((await client.signIn(browser)).searchParams.has('code')).toBe(true);
  }, 60_000);

  test('odd ones crash nothing, and a failure never shows a stack', async () => {
    const { api, client, browser } = await start();
    const queries = [
      '__proto__=x&constructor=y&hasOwnProperty=z',
      'client_id[]=shop&client_id[0]=shop',
      'client_id=%ff%fe&redirect_uri=%c0%80',
      'client_id=shop%00&redirect_uri=x',
      '&&&=&=x&%=%&%zz',
      new Array(2000).fill('a=b').join('&'),
      'client_id=shop&response_mode=web_message&response_type=code',
      `${client.parameters({ response_mode: 'evil' }).toString()}`,
      `${client.parameters({ registration: '{}' }).toString()}`,
      `${client.parameters({ claims: '{{{' }).toString()}`,
      `${client.parameters({ max_age: '-1' }).toString()}`,
      `${client.parameters({ max_age: '1e999' }).toString()}`,
      `${client.parameters({ scope: 'openid\tprofile' }).toString()}`,
      `${client.parameters({ nonce: 'x'.repeat(5000) }).toString()}`,
    ];
    for (const query of queries) {
      for (const path of ['/oidc/auth', '/oidc/session/end', '/device', '/oidc/token']) {
        const answer = await rawCall(api.url, [`GET ${path}?${query} HTTP/1.1`, 'Accept: text/html']);
        expect({ path, query, status: answer.status < 500 ? 'fine' : answer.status }).toEqual({
          path,
          query,
          status: 'fine',
        });
        expect(answer.text).not.toMatch(/node_modules|\bat .*\.(js|ts):\d+/);
      }
      const posted = await fetch(`${api.url}/oidc/token`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        body: query,
      });
      expect(posted.status).toBeLessThan(500);
      expect(await posted.text()).not.toMatch(/node_modules|\bat .*\.(js|ts):\d+/);
    }
    interactionOf(await browser.open(client.url()));
  }, 60_000);

  test('a body of another type is refused', async () => {
    const { api, client, browser } = await start();
    for (const type of ['application/json', 'text/plain', 'multipart/form-data; boundary=x']) {
      const headers = { 'Content-Type': type };
      const auth = await browser.send('/oidc/auth', {
        method: 'POST',
        headers,
        body: client.parameters().toString(),
      });
      expect({ type, status: auth.status }).toEqual({ type, status: 415 });
      const token = await fetch(`${api.url}/oidc/token`, {
        method: 'POST',
        headers,
        body: '{"grant_type":"x"}',
      });
      expect({ type, status: token.status }).toEqual({ type, status: 400 });
    }
  });
});

describe('session fixation', () => {
  test('the engine’s cookies of somebody else sign nobody in', async () => {
    const { api, client } = await start();
    const [attacker, victim] = [new OidcBrowser(api, 'b'), new OidcBrowser(api)];
    await client.signIn(attacker);
    await attacker.open(client.url({ prompt: 'none' }));
    const planted = ['maqiao-oidc', 'maqiao-oidc.sig'].map((name) => [name, attacker.jar.get(name)] as const);
    const headers = new Headers();
    for (const [name, value] of planted)
      if (value !== undefined) headers.append('Set-Cookie', `${name}=${value}; path=/`);
    victim.jar.take(headers);
    expect((await client.signIn(victim, { prompt: 'none' })).searchParams.get('error')).toBe(
      'login_required',
    );
    const { sub } = await client.claims((await client.tokensOf(victim)).id_token);
    const { sub: attackers } = await client.claims((await client.tokensOf(attacker)).id_token);
    expect(sub).not.toBe(attackers);
  });

  test('a session that was planted ends when the victim signs in, and theirs has another id', async () => {
    const { api, client } = await start();
    const [attacker, victim] = [new OidcBrowser(api, 'b'), new OidcBrowser(api)];
    const first = await client.claims((await client.tokensOf(attacker)).id_token);
    const headers = new Headers();
    headers.append('Set-Cookie', `maqiao=${attacker.jar.get('maqiao')}; Path=/`);
    victim.jar.take(headers);
    const second = await client.claims((await client.tokensOf(victim, { prompt: 'login' })).id_token);
    expect(second.sid).not.toBe(first.sid);
    expect(second.sub).not.toBe(first.sub);
    expect((await client.signIn(attacker, { prompt: 'none' })).searchParams.get('error')).toBe(
      'login_required',
    );
    expect(await client.claims((await client.tokensOf(victim)).id_token)).toMatchObject({ sub: second.sub });
  });
});
