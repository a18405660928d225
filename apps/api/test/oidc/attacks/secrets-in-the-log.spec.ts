import { expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { startApi } from '../../support/api-under-test.ts';
import { startLoggedServer } from '../../support/logged-server.ts';
import { SERVER_ORIGIN } from '../../support/server-process.ts';
import { ScriptedPhone } from '../../support/scripted-phone.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { OidcBrowser } from '../support/oidc-browser.ts';
import { RelyingParty } from '../support/relying-party.ts';

test('no secret of a client, no token, no code and no cookie is in the log, at its most talkative', async () => {
  const shared = {
    DATABASE_URL: `sqlite:${join(temporaryFolder('log'), 'maqiao.db')}`,
    MAQIAO_SECRET: randomBytes(32).toString('base64'),
  };
  const registering = await startApi({ environment: shared });
  const registered = await RelyingParty.register(registering);
  const server = await startLoggedServer({ ...shared, LOG_LEVEL: 'trace' });
  const api = {
    ...registering,
    url: server.url,
    settings: { ...registering.settings, publicUrl: SERVER_ORIGIN },
    simulator: server.simulator,
    phone: (person = 'a') => new ScriptedPhone(server.url, server.simulator, person),
  };
  const client = registered.at(api);
  const browser = new OidcBrowser(api);

  // All that goes right, and all that goes wrong.
  const back = await client.signIn(browser);
  const tokens = await client.redeem(back);
  const refreshed = await client.refresh(tokens.refresh_token);
  await client.userinfo(tokens.access_token);
  await client.introspect(tokens.access_token);
  await client.exchange(back);
  await client.exchange(back, { code_verifier: 'a-verifier-that-is-wrong-and-forty-three-long' });
  await client.refresh(tokens.refresh_token, { scope: 'openid wechat' });
  await client.signIn(browser, { prompt: 'none', id_token_hint: tokens.id_token });
  await browser.open(client.url({ redirect_uri: 'https://evil.example.net/' }));
  await browser.open(`/oidc/session/end?id_token_hint=${tokens.id_token}`);
  await fetch(`${server.url}/oidc/userinfo?access_token=${tokens.access_token}`);
  await fetch(`${server.url}/oidc/token?client_id=shop&client_secret=${client.secret}`, { method: 'POST' });
  await fetch(`${server.url}/oidc/token`, {
    method: 'POST',
    body: new URLSearchParams({
      client_id: 'shop',
      client_secret: client.secret,
      code_verifier: client.verifier,
    }),
  });

  const log = await server.log();
  expect(log).toContain('Request answered');
  const secrets = {
    secret: client.secret,
    basic: btoa(`shop:${client.secret}`),
    code: back.searchParams.get('code'),
    verifier: client.verifier,
    accessToken: tokens.access_token,
    refreshToken: tokens.refresh_token,
    idToken: tokens.id_token.split('.')[1],
    refreshedToken: refreshed.body.access_token as string,
    session: browser.jar.get('maqiao'),
    engineSession: browser.jar.get('maqiao-oidc'),
    wrongVerifier: 'a-verifier-that-is-wrong-and-forty-three-long',
  };
  const found = Object.entries(secrets).filter(
    ([, value]) => value !== undefined && value !== null && log.includes(value),
  );
  expect(found.map(([name]) => name)).toEqual([]);
  expect(Object.values(secrets).filter((value) => typeof value === 'string').length).toBeGreaterThan(8);
}, 60_000);
