import { describe, expect, test } from '@jest/globals';
import { AuditLog } from '../../src/people/audit/audit-log.ts';
import type { ApiUnderTest } from '../support/api-under-test.ts';
import { interactionOf, OidcBrowser } from '../oidc/support/oidc-browser.ts';
import { RelyingParty } from '../oidc/support/relying-party.ts';
import { DESKTOP, startWithAccounts, Traveller } from './support/journey.ts';

/** One browser, as the client's pages and as WeChat's see it. */
function browserOf(api: ApiUnderTest) {
  const browser = new OidcBrowser(api);
  return { browser, traveller: new Traveller(api, DESKTOP, browser.jar) };
}

const subjectOf = (api: ApiUnderTest) => api.database().selectFrom('users').select('id').executeTakeFirst();

describe('a client that asks', () => {
  test('the person is asked after the sign-in, as WeChat has not named the client, and once', async () => {
    const api = await startWithAccounts();
    const client = await RelyingParty.register(api);
    const { browser, traveller } = browserOf(api);
    const uid = interactionOf(await browser.open(client.url()));
    const { body: options } = await browser.options(uid);
    const href = options.methods.find(({ id }) => id === 'website')?.href;
    expect(href).toBe(`/sign-in/website?interaction=${uid}`);

    const arrived = await traveller.travel('website', `?interaction=${uid}`);
    expect(arrived.status).toBe(303);
    const [entry] = (await api.app.get(AuditLog).read((await subjectOf(api))?.id ?? '', 10)).events;
    expect(entry).toMatchObject({
      kind: 'signed_in',
      method: 'website',
      client: '山前书店',
      clientId: 'shop',
    });
    const asking = interactionOf(await browser.open(arrived.location));
    expect((await browser.options(asking)).body).toMatchObject({
      client: { name: '山前书店' },
      user: { nickname: null },
    });
    const agreed = await browser.call<{ continueTo: string }>(`/api/interactions/${asking}/continue`, {});
    const back = (await browser.open(agreed.body.continueTo)).url;
    const tokens = await client.redeem(back);
    const claims = await client.claims(tokens.id_token);
    expect(claims).toMatchObject({ sub: (await subjectOf(api))?.id, amr: ['wechat'] });

    // From another browser: they have agreed before.
    const other = browserOf(api);
    const again = interactionOf(await other.browser.open(client.url()));
    const straight = await other.traveller.travel('website', `?interaction=${again}`);
    const landed = await other.browser.open(straight.location);
    expect(landed.url.searchParams.get('code')).toBeTruthy();
  });

  test('a fresh proof is one: the same session, with a later auth_time; “continue” alone was not', async () => {
    const api = await startWithAccounts();
    const client = await RelyingParty.register(api);
    const { browser, traveller } = browserOf(api);
    const first = await client.claims((await client.tokensOf(browser)).id_token);
    // The same person by the unionid of nobody: joined by hand.
    const userId = (await subjectOf(api))?.id ?? '';
    await traveller.travel('website', '', { person: 'b' });
    await api.database().updateTable('identities').set({ user_id: userId }).execute();
    await traveller.travel('website', '', { person: 'b' });
    const sessions = await api.sessions();
    api.clock.advance(60_000);

    const uid = interactionOf(await browser.open(client.url({ prompt: 'login' })));
    const refused = await browser.call<{ code: string }>(`/api/interactions/${uid}/continue`, {});
    expect(refused.body.code).toBe('fresh_sign_in_needed');
    const arrived = await traveller.travel('website', `?interaction=${uid}`, { person: 'b' });
    const back = (await browser.open(arrived.location)).url;
    const claims = await client.claims((await client.redeem(back)).id_token);
    expect(claims.sub).toBe(first.sub);
    expect(Number(claims.auth_time)).toBeGreaterThan(Number(first.auth_time));
    expect(await api.sessions()).toEqual(sessions);
  });

  test('an interaction that is over meanwhile, or began elsewhere: nobody is signed in', async () => {
    const api = await startWithAccounts();
    const client = await RelyingParty.register(api);
    const { browser, traveller } = browserOf(api);
    const uid = interactionOf(await browser.open(client.url()));
    const thief = new Traveller(api);
    expect((await thief.begin('website', `?interaction=${uid}`)).status).toBe(403);

    const away = await traveller.begin('website', `?interaction=${uid}`);
    const back = traveller.atWechat(away.location) ?? '';
    browser.jar.forget(/maqiao-i-/);
    const page = await traveller.arrive(back);
    expect([page.status, await api.sessions()]).toEqual([403, []]);
    expect(page.body).toContain(`href="/interaction/${uid}"`);
    expect(api.simulator.calls('sns_access_token')).toEqual([]);
  });

  test('declining at WeChat leads back to the client’s request, which stays open', async () => {
    const api = await startWithAccounts();
    const client = await RelyingParty.register(api);
    const { browser, traveller } = browserOf(api);
    const uid = interactionOf(await browser.open(client.url()));
    const page = await traveller.travel('website', `?interaction=${uid}`, { answer: 'refuse' });
    expect(page.body).toContain(`href="/interaction/${uid}"`);
    expect((await browser.options(uid)).status).toBe(200);
  });
});
