import { describe, expect, test } from '@jest/globals';
import { madeUpSecret } from '@maqiao/test-servers';
import { startApi } from '../../support/api-under-test.ts';
import { OidcBrowser } from '../support/oidc-browser.ts';
import { RelyingParty } from '../support/relying-party.ts';

const ADMIN_KEY = madeUpSecret('other');

async function withOfflineAccess() {
  const api = await startApi({ environment: { ADMIN_KEY } });
  const client = await RelyingParty.register(api);
  const browser = new OidcBrowser(api);
  const tokens = await client.tokensOf(browser, {
    scope: 'openid profile offline_access',
    prompt: 'consent',
  });
  const { sub } = (await client.userinfo(tokens.access_token)).body as unknown as { sub: string };
  const phone = api.phone(browser.person);
  await phone.signIn();
  return { api, client, browser, tokens, sub, phone };
}

/** What the person ends on the phone, with a login code as the proof. */
async function phoneCalls({ api, phone }: Start, path: string): Promise<void> {
  const loginCode = api.simulator.loginCode(phone.person);
  expect((await phone.post(path, { loginCode }, 'DELETE')).status).toBe(204);
}

/** What the owner does to the person. */
async function ownerCalls({ api, sub }: Start, method: string, body?: object): Promise<void> {
  const answer = await fetch(`${api.url}/api/users/${sub}`, {
    method,
    headers: { Authorization: `Bearer ${ADMIN_KEY}`, ...(body && { 'Content-Type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  expect(answer.ok).toBe(true);
  await answer.body?.cancel();
}

type Start = Awaited<ReturnType<typeof withOfflineAccess>>;

describe('offline_access', () => {
  test('is not given without prompt=consent, which somebody has to answer', async () => {
    const api = await startApi();
    const client = await RelyingParty.register(api);
    const browser = new OidcBrowser(api);
    const tokens = await client.tokensOf(browser, { scope: 'openid offline_access' });
    expect(tokens.scope).not.toContain('offline_access');
    await browser.send('/api/session', { method: 'DELETE', headers: { Origin: api.url } });
    expect((await client.refresh(tokens.refresh_token)).status).toBe(400);
  });

  test('outlives the browser’s sign-out, again and again', async () => {
    const { api, client, browser, tokens } = await withOfflineAccess();
    await browser.send('/api/session', { method: 'DELETE', headers: { Origin: api.url } });
    const next = await client.refresh(tokens.refresh_token);
    expect(next.status).toBe(200);
    expect((await client.userinfo(next.body.access_token as string)).status).toBe(200);
    expect((await client.refresh(next.body.refresh_token as string)).status).toBe(200);
  });

  test.each<[string, (start: Start) => Promise<unknown>]>([
    ['the person signs out everywhere', (start) => phoneCalls(start, '/api/sessions')],
    ['the owner blocks the person', (start) => ownerCalls(start, 'PATCH', { blocked: true })],
    ['the owner deletes the person', (start) => ownerCalls(start, 'DELETE')],
    ['the person deletes their account', (start) => phoneCalls(start, '/api/me')],
    ['the client gives it up', ({ client, tokens }) => client.revoke(tokens.refresh_token ?? '')],
  ])('ends when %s', async (_how, end) => {
    const start = await withOfflineAccess();
    const { client, tokens } = start;
    await end(start);
    expect((await client.refresh(tokens.refresh_token)).status).toBe(400);
    expect((await client.userinfo(tokens.access_token)).status).toBe(401);
    expect((await client.introspect(tokens.access_token)).body).toEqual({ active: false });
  });

  test('does not come back when the owner lets the person in again', async () => {
    const start = await withOfflineAccess();
    await ownerCalls(start, 'PATCH', { blocked: true });
    await ownerCalls(start, 'PATCH', { blocked: false });
    expect((await start.client.refresh(start.tokens.refresh_token)).status).toBe(400);
  });
});
