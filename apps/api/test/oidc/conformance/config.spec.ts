import { describe, expect, test } from '@jest/globals';
import { startApi } from '../../support/api-under-test.ts';
import { discoveryOf, RelyingParty } from '../support/relying-party.ts';

/** Behind a proxy that ends TLS, where every address is to be https. */
async function start() {
  const api = await startApi({ environment: { PUBLIC_URL: 'https://login.example.com', TRUST_PROXY: '1' } });
  await RelyingParty.register(api);
  return { api, document: await discoveryOf(api) };
}

const at = (path: string) => `https://login.example.com${path}`;

describe('Config OP', () => {
  test('oidcc-discovery-endpoint-verification', async () => {
    const { api, document } = await start();
    const answer = await fetch(`${api.url}/.well-known/openid-configuration`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
    await answer.body?.cancel();
    expect(document).toMatchObject({
      issuer: 'https://login.example.com',
      authorization_endpoint: at('/oidc/auth'),
      token_endpoint: at('/oidc/token'),
      userinfo_endpoint: at('/oidc/userinfo'),
      jwks_uri: at('/oidc/jwks'),
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      code_challenge_methods_supported: ['S256'],
      request_uri_parameter_supported: false,
      claims_parameter_supported: false,
    });
    expect(document.id_token_signing_alg_values_supported).toEqual(
      expect.arrayContaining(['RS256', 'ES256']),
    );
    expect(document.scopes_supported).toEqual(
      expect.arrayContaining(['openid', 'profile', 'offline_access']),
    );
    expect(document.claims_supported).toEqual(expect.arrayContaining(['sub', 'iss', 'auth_time', 'name']));
    expect(document.grant_types_supported).toEqual(
      expect.arrayContaining(['authorization_code', 'refresh_token']),
    );
    // What is left out is not supported (OpenID Connect Discovery 1.0 §3).
    for (const name of ['registration_endpoint', 'request_parameter_supported', 'check_session_iframe'])
      expect(document).not.toHaveProperty(name);
    const addresses = Object.entries(document).filter(([name]) => /_endpoint$|_uri$/.test(name));
    expect(addresses.filter(([, address]) => !String(address).startsWith('https://'))).toEqual([]);

    const { keys } = (await (await fetch(`${api.url}/oidc/jwks`)).json()) as {
      keys: Record<string, string>[];
    };
    expect(keys.map(({ kty, use }) => [kty, use])).toEqual(
      expect.arrayContaining([
        ['RSA', 'sig'],
        ['EC', 'sig'],
      ]),
    );
    expect(new Set(keys.map(({ kid }) => kid)).size).toBe(keys.length);
    for (const key of keys)
      for (const secret of ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k']) expect(key).not.toHaveProperty(secret);
  });

  test('oidcc-rp-initiated-logout-discovery-endpoint-verification', async () => {
    const { document } = await start();
    expect(document.end_session_endpoint).toBe(at('/oidc/session/end'));
  });

  test('oidcc-backchannel-logout-discovery-endpoint-verification', async () => {
    const { document } = await start();
    expect(document).toMatchObject({
      backchannel_logout_supported: true,
      backchannel_logout_session_supported: true,
    });
  });
});
