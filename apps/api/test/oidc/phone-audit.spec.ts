import { describe, expect, test } from '@jest/globals';
import type { SecurityEvent } from '@maqiao/shared';
import { securityEventPage } from '@maqiao/shared/schemas';
import { startApi, type ApiUnderTest } from '../support/api-under-test.ts';
import type { ScriptedPhone } from '../support/scripted-phone.ts';
import { OidcBrowser } from './support/oidc-browser.ts';
import { beginInteraction, scan, showCode, shownNumber } from './support/phone-side.ts';
import { TestClient } from './support/test-client.ts';

const CLIENT = '山前书店';

/** What a person's audit log says, oldest first. */
async function auditOf(phone: ScriptedPhone): Promise<SecurityEvent[]> {
  const { body } = await phone.post('/api/security-events?limit=100', undefined, 'GET');
  expect(securityEventPage.parse(body)).toEqual(body);
  return securityEventPage.parse(body).events.reverse();
}

function named(events: SecurityEvent[]) {
  // Its name and its id always come together.
  for (const { client, clientId } of events) expect(clientId).toBe(client && 'shop');
  return events.map(({ kind, client }) => [kind, client]);
}

async function start(mode = 'never'): Promise<{ api: ApiUnderTest; shop: TestClient; browser: OidcBrowser }> {
  const api = await startApi({ environment: { CONFIRM_MODE: mode } });
  return { api, shop: await TestClient.register(api), browser: new OidcBrowser(api) };
}

/** Signs the person in to a client, with the phone. */
async function signIn(browser: OidcBrowser, phone: ScriptedPhone, uid?: string): Promise<void> {
  const shown = await showCode(browser, uid);
  await scan(phone, shown);
  await phone.confirm(shown.scene);
  expect((await browser.call('/api/session', { ...shown })).status).toBe(200);
}

describe('the audit log names the client that asked', () => {
  test('at the scan, the confirm and the sign-in', async () => {
    const { api, shop, browser } = await start();
    const phone = api.phone();
    await signIn(browser, phone, await beginInteraction(browser, shop));
    expect(named(await auditOf(phone))).toEqual([
      ['scanned', CLIENT],
      ['confirmed', CLIENT],
      ['signed_in', CLIENT],
    ]);
  });

  test('at a refusal, a wrong number, and a code that two people scanned', async () => {
    const { api, shop, browser } = await start('always');
    const [phone, other] = [api.phone('a'), api.phone('b')];
    const uid = await beginInteraction(browser, shop);
    const refused = await showCode(browser, uid);
    await scan(phone, refused);
    expect((await other.scan(refused.scene)).body.code).toBe('scene_taken');
    await phone.reject(refused.scene, { reason: 'not_me' });
    const mistyped = await showCode(browser, uid);
    await scan(phone, mistyped);
    const wrong = (await shownNumber(browser, mistyped)) === '10' ? '11' : '10';
    await phone.confirm(mistyped.scene, { number: wrong });
    expect(named(await auditOf(phone))).toEqual([
      ['scanned', CLIENT],
      ['taken', CLIENT],
      ['rejected', CLIENT],
      ['scanned', CLIENT],
      ['number_mismatch', CLIENT],
    ]);
    await other.signIn();
    expect(named(await auditOf(other))).toEqual([['taken', CLIENT]]);
  });

  test('and nothing where none asked: each entry is as it was', async () => {
    const { api, browser } = await start();
    const phone = api.phone();
    await signIn(browser, phone);
    const events = await auditOf(phone);
    expect(named(events)).toEqual([
      ['scanned', undefined],
      ['confirmed', undefined],
      ['signed_in', undefined],
    ]);
    expect(events.some((event) => 'client' in event)).toBe(false);
  });
});

describe('an agreement on the page', () => {
  test('is an entry of its own, once for each request, with the browser and its session', async () => {
    const { api, shop, browser } = await start();
    const phone = api.phone();
    await signIn(browser, phone);
    const uid = await beginInteraction(browser, shop);
    expect(named(await auditOf(phone)).map(([kind]) => kind)).not.toContain('client_allowed');
    // Twice: the answer of the first may have been lost.
    for (let count = 0; count < 2; count += 1)
      expect((await browser.call(`/api/interactions/${uid}/continue`, {})).status).toBe(200);
    const [entry, ...allowed] = (await auditOf(phone)).slice(2);
    // They were signed in already: no method had a part.
    expect(allowed).toEqual([
      {
        ...entry,
        method: undefined,
        identity: undefined,
        id: expect.any(String),
        at: expect.any(String),
        kind: 'client_allowed',
        client: CLIENT,
        clientId: 'shop',
      },
    ]);
  });

  test('is none where the person has declined, or has to prove who they are', async () => {
    const { api, shop, browser } = await start();
    const phone = api.phone();
    await signIn(browser, phone);
    const declined = await beginInteraction(browser, shop);
    expect((await browser.call(`/api/interactions/${declined}/deny`, {})).status).toBe(200);
    const stale = await beginInteraction(browser, shop, { prompt: 'login' });
    expect((await browser.call(`/api/interactions/${stale}/continue`, {})).status).toBe(401);
    expect((await auditOf(phone)).map(({ kind }) => kind)).toEqual(['scanned', 'confirmed', 'signed_in']);
  });
});
