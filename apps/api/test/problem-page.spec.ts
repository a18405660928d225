import { describe, expect, test } from '@jest/globals';
import { madeUpSecret } from '@maqiao/test-servers';
import { startApi, type ApiUnderTest } from './support/api-under-test.ts';
import { rawCall } from './support/raw-call.ts';
import { WITH_API_DOCS } from './test-settings.ts';

// What browsers send; in a real one: e2e/page/addresses.spec.ts. The page is there once apps/web has been built.
const HTML = 'Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
const NAVIGATION = [HTML, 'Sec-Fetch-Mode: navigate', 'Sec-Fetch-Dest: document'];
const FROM_ELSEWHERE = 'Sec-Fetch-Site: cross-site';

async function typeOf(api: ApiUnderTest, line: string, ...headers: string[]): Promise<string> {
  const answer = await rawCall(api.url, [`${line} HTTP/1.1`, ...headers, 'Content-Length: 0']);
  const [type = ''] = (answer.headers.get('content-type') ?? '').split(';');
  return `${answer.status} ${type}`;
}

describe('issue 13, number 5: a page for people, JSON for programs', () => {
  test('who gets which', async () => {
    const api = await startApi();
    const json = 'application/problem+json';
    for (const [line, headers, answer] of [
      ['GET /login', NAVIGATION, '404 text/html'],
      ['GET /login', [...NAVIGATION, FROM_ELSEWHERE], '404 text/html'],
      ['HEAD /login', NAVIGATION, '404 text/html'],
      ['POST /login', NAVIGATION, '404 text/html'],
      ['GET /api/nothing', NAVIGATION, '404 text/html'],
      ['GET /api/scenes', NAVIGATION, '405 text/html'],
      ['GET /api/session/refresh', [...NAVIGATION, FROM_ELSEWHERE], '405 text/html'],
      ['GET /api/me', [...NAVIGATION, FROM_ELSEWHERE], '403 text/html'],
      ['POST /api/session/refresh', [...NAVIGATION, FROM_ELSEWHERE], '403 text/html'],
      // A browser at a plain http address in one's own network says no more than this.
      ['GET /login', [HTML], '404 text/html'],
      ['GET /api/nothing', [HTML], `404 ${json}`],
      ['POST /login', [HTML], `404 ${json}`],
      // Programs, and the scripts of pages.
      ['GET /login', [], `404 ${json}`],
      ['GET /login', ['Accept: */*'], `404 ${json}`],
      ['GET /login', ['Accept: application/json, text/plain, */*'], `404 ${json}`],
      ['GET /login', ['Accept: application/json, text/html;q=0.5'], `404 ${json}`],
      ['GET /login', ['Accept: text/html;q=0'], `404 ${json}`],
      ['GET /login', ['Accept: ;;q=,'], `404 ${json}`],
      ['GET /login', [HTML, 'Sec-Fetch-Mode: cors'], `404 ${json}`],
      ['GET /login', [HTML, 'Sec-Fetch-Mode: no-cors', FROM_ELSEWHERE], `403 ${json}`],
      ['GET /login', ['Sec-Fetch-Mode: navigate', 'Accept: application/json'], `404 ${json}`],
      ['GET //api//nothing', [HTML], `404 ${json}`],
    ] as const) {
      expect([line, headers, await typeOf(api, line, ...headers)]).toEqual([line, headers, answer]);
    }
  });

  test('the page keeps what an error says to machines, and says nothing of what was sent', async () => {
    const api = await startApi({ environment: { SITE_NAME: '<b>书店</b> & "co"' } });
    const answer = await rawCall(api.url, [
      'GET /api/scenes/%3Cscript%3E?lang=%22%3E%3Cscript%3E&secret=hunter2 HTTP/1.1',
      'X-Forwarded-Host: evil.example',
      'Accept-Language: xx"><script>',
      ...NAVIGATION,
    ]);
    expect(answer.text).toContain('&lt;b&gt;书店&lt;/b&gt; &amp; &quot;co&quot;');
    expect(answer.text).not.toMatch(/<script|<b>|hunter2|evil\.example|__[A-Z_]+__/);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(answer.headers.get('vary')).toBe('Origin, Accept, Accept-Language, Sec-Fetch-Mode');
    const wrongMethod = await rawCall(api.url, ['GET /api/scenes HTTP/1.1', ...NAVIGATION]);
    expect(wrongMethod.headers.get('allow')).toBe('POST');
    const noToken = await rawCall(api.url, ['GET /api/me HTTP/1.1', ...NAVIGATION]);
    expect([noToken.status, noToken.headers.get('www-authenticate')]).toEqual([
      401,
      'Bearer error="invalid_token"',
    ]);
  });

  test('too many requests: the page says when to come back, as the JSON does', async () => {
    const api = await startApi({ environment: { METRICS_TOKEN: madeUpSecret('metrics') } });
    const guess = () =>
      rawCall(api.url, ['GET /metrics HTTP/1.1', 'Authorization: Bearer wrong', ...NAVIGATION]);
    let answer = await guess();
    expect([answer.status, answer.text.includes('address is for programs')]).toEqual([401, true]);
    for (let tries = 0; tries < 200 && answer.status === 401; tries++) answer = await guess();
    expect([answer.status, answer.headers.get('content-type')]).toEqual([429, 'text/html; charset=utf-8']);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(answer.text).toContain('That was too often');
  });

  test('the documentation of the calls is open to links of other sites, and to nobody’s scripts', async () => {
    const api = await startApi({ environment: WITH_API_DOCS });
    for (const path of ['/api/docs', '/api/docs-json', '/api/docs/swagger-ui.css'])
      expect((await rawCall(api.url, [`GET ${path} HTTP/1.1`, FROM_ELSEWHERE])).status).toBe(200);
    const read = await rawCall(api.url, ['GET /api/docs-json HTTP/1.1', 'Origin: https://evil.example']);
    expect(read.headers.get('access-control-allow-origin')).toBeNull();
  });
});
