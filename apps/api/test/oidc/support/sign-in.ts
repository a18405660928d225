import { interactionOf, type OidcBrowser } from './oidc-browser.ts';
import type { TestClient } from './test-client.ts';

/** Signs the browser's person in at a client, by a code where nobody is signed in. @returns the client's tokens */
export async function signInAt(
  client: TestClient,
  browser: OidcBrowser,
  parameters: Record<string, string> = {},
) {
  const request = await client.request(parameters);
  let landing = await browser.open(request.url);
  if (landing.url.pathname.startsWith('/interaction/')) {
    const uid = interactionOf(landing);
    const { body } = await browser.options(uid);
    const { continueTo } =
      body.user !== undefined && parameters.prompt !== 'login'
        ? (await browser.call<{ continueTo?: string }>(`/api/interactions/${uid}/continue`, {})).body
        : (await browser.scan(uid)).body;
    landing = await browser.open(continueTo ?? '');
  }
  const tokens = await client.redeem(landing.url, request);
  const claims = tokens.claims();
  const sid = typeof claims?.sid === 'string' ? claims.sid : '';
  return { tokens, sub: claims?.sub ?? '', sid, idToken: tokens.id_token ?? '' };
}
