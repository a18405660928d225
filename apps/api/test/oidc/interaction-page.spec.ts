import { describe, expect, test } from '@jest/globals';
import { startApi } from '../support/api-under-test.ts';
import { OidcBrowser } from './support/oidc-browser.ts';
import { TestClient } from './support/test-client.ts';

const NAVIGATION = {
  headers: { Accept: 'text/html', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Site': 'cross-site' },
};

describe('the page of an interaction', () => {
  test('is not there while there is no client', async () => {
    const api = await startApi();
    const answer = await fetch(`${api.url}/interaction/abc`, NAVIGATION);
    expect(answer.status).toBe(404);
  });

  test('opens for whoever comes from a client, leaves its opener alone, and can be framed and kept by nobody', async () => {
    const api = await startApi();
    const shop = await TestClient.register(api);
    const landing = await new OidcBrowser(api).open((await shop.request()).url);
    expect([landing.status, landing.url.pathname]).toEqual([200, expect.stringMatching(/^\/interaction\//)]);
    expect(landing.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(landing.headers.get('cross-origin-opener-policy')).toBe('unsafe-none');
    expect(landing.headers.get('cache-control')).toBe('no-store');
    expect(landing.headers.get('referrer-policy')).toBe('no-referrer');
    const policy = landing.headers.get('content-security-policy');
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("form-action 'none'");
    expect(policy).toContain("script-src 'self';");
    // What it is about it asks for: the page is the same for all, and for other browsers.
    expect(landing.body).not.toContain('山前书店');
    const other = await fetch(`${api.url}/interaction/of-another-browser`, NAVIGATION);
    expect([other.status, await other.text()]).toEqual([200, landing.body]);
  });
});
