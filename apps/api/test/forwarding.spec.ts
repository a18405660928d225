import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { startApi, type ApiUnderTest } from './support/api-under-test.ts';

const HANGZHOU = '115.236.100.1';
const SHENZHEN = '120.24.78.68';
const CAMERA = 1047;

type Headers = Record<string, string>;
const forwardedFor = (...addresses: string[]): Headers => ({ 'X-Forwarded-For': addresses.join(', ') });

afterEach(() => {
  jest.restoreAllMocks();
});

async function behind(environment: Record<string, string>) {
  const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
  const api = await startApi({ environment: { PUBLIC_URL: 'https://login.example.com', ...environment } });
  warn.mockClear(); // of the start
  const warnings = () => warn.mock.calls.map(([line]) => String(line));
  return { api, warnings };
}

/** One login until the scan, whose calls have these headers. @returns the request as the phone shows it */
async function scanned(api: ApiUnderTest, browserHeaders: Headers, phoneHeaders = browserHeaders) {
  const [browser, phone] = [api.browser({ headers: browserHeaders }), api.phone()];
  expect((await browser.register()).status).toBe(201);
  phone.headers = phoneHeaders;
  const { body } = await phone.scan(browser.scene, { entry: CAMERA });
  return { request: body.request, browser, phone };
}

describe('issue 12, number 3: nearness behind proxies that are not as TRUST_PROXY says', () => {
  const cases: [string, string, Headers, RegExp][] = [
    ['0, behind one that adds no header', '0', {}, /PUBLIC_URL is https/],
    ['0, behind one that adds X-Real-IP only', '0', { 'X-Real-IP': HANGZHOU }, /TRUST_PROXY is 0/],
    ['0, behind one that adds Forwarded only', '0', { Forwarded: `for=${HANGZHOU}` }, /TRUST_PROXY is 0/],
    ['0, behind one that adds X-Forwarded-For', '0', forwardedFor(HANGZHOU), /TRUST_PROXY is 0/],
    ['1, behind one that adds no header', '1', {}, /fewer addresses/],
    ['1, behind one that adds X-Real-IP only', '1', { 'X-Real-IP': HANGZHOU }, /fewer addresses/],
    ['1, behind one that adds Forwarded only', '1', { Forwarded: `for=${HANGZHOU}` }, /fewer addresses/],
    ['1, behind two', '1', forwardedFor(HANGZHOU, SHENZHEN), /more addresses/],
    ['2, behind one', '2', forwardedFor(HANGZHOU), /fewer addresses/],
    ['1, behind one on a Unix socket', '1', forwardedFor('unix:'), /is not an IP address/],
    ['1, behind one that hides who calls', '1', forwardedFor('_hidden'), /is not an IP address/],
  ];

  test.each(cases)('TRUST_PROXY %s: unknown, digits, one warning', async (_name, trust, headers, words) => {
    const { api, warnings } = await behind({ TRUST_PROXY: trust });
    for (let count = 0; count < 2; count++) {
      const { request } = await scanned(api, headers);
      expect(request).toMatchObject({ near: 'unknown', match: 'number' });
    }
    expect(warnings()).toEqual([expect.stringMatching(words)]);
  });

  test.each([
    ['1, behind one', '1', forwardedFor(HANGZHOU), 'same-network'],
    ['1, behind one that adds a port', '1', forwardedFor(`${HANGZHOU}:4711`), 'same-network'],
    [
      '1, behind one that adds X-Real-IP too',
      '1',
      { ...forwardedFor(HANGZHOU), 'X-Real-IP': HANGZHOU },
      'same-network',
    ],
    ['2, behind two', '2', forwardedFor(HANGZHOU, SHENZHEN), 'same-network'],
    ['1, behind one that is called from inside', '1', forwardedFor('192.168.1.5'), 'unknown'],
  ])('TRUST_PROXY %s: nothing to warn of', async (_name, trust, headers: Headers, near) => {
    const { api, warnings } = await behind({ TRUST_PROXY: trust });
    expect((await scanned(api, headers)).request).toMatchObject({ near });
    expect(warnings()).toEqual([]);
  });

  test('one side suffices: the browser came past the proxy, or through one more', async () => {
    const { api } = await behind({ TRUST_PROXY: '1' });
    const right = forwardedFor(HANGZHOU);
    for (const wrong of [{}, forwardedFor(SHENZHEN, HANGZHOU)] as Headers[]) {
      expect((await scanned(api, wrong, right)).request).toMatchObject({ near: 'unknown', match: 'number' });
      expect((await scanned(api, right, wrong)).request).toMatchObject({ near: 'unknown', match: 'number' });
    }
  });

  test('the region of a proxy’s address is not shown: neither on the phone, nor in the list, nor in the audit log', async () => {
    const { api } = await behind({ TRUST_PROXY: '2', CONFIRM_MODE: 'never' });
    const { request, browser, phone } = await scanned(api, forwardedFor(SHENZHEN));
    expect(request).toMatchObject({ region: null, ip: null });
    await phone.confirm(browser.scene);
    await browser.claim();
    const rows = await api.database().selectFrom('sessions').select(['ip', 'region']).execute();
    const events = await api.database().selectFrom('security_events').select(['ip', 'region']).execute();
    expect(events.length).toBeGreaterThan(0);
    for (const row of [...rows, ...events]) expect(row).toEqual({ ip: null, region: null });
  });

  test('an address with a port is kept without it, and where it is', async () => {
    const { api } = await behind({ TRUST_PROXY: '1', CONFIRM_MODE: 'never' });
    const { request, browser, phone } = await scanned(api, forwardedFor(`${HANGZHOU}:4711`));
    expect(request).toMatchObject({ region: '浙江 杭州', ip: '115.236.0.0/16' });
    await phone.confirm(browser.scene);
    await browser.claim();
    const rows = await api.database().selectFrom('sessions').select(['ip', 'region']).execute();
    expect(rows).toEqual([{ ip: HANGZHOU, region: '浙江 杭州' }]);
  });

  test('where an appending proxy is given a made-up chain, limits use what the proxy has seen', async () => {
    const { api } = await behind({ TRUST_PROXY: '1', SCENES_PER_MINUTE: '3' });
    const from = (...chain: string[]) => api.browser({ headers: forwardedFor(...chain) }).register();
    for (let count = 0; count < 3; count++) {
      expect((await from(`203.0.113.${count}`, HANGZHOU)).status).toBe(201);
    }
    expect((await from('203.0.113.9', HANGZHOU)).status).toBe(429);
    expect((await from(`${HANGZHOU}:80`)).status).toBe(429);
    expect((await from(`::ffff:${HANGZHOU}`)).status).toBe(429);
    expect((await from('203.0.113.9', SHENZHEN)).status).toBe(201);
  });

  test('values that are no address are counted as one', async () => {
    const { api } = await behind({ TRUST_PROXY: '1', SCENES_PER_MINUTE: '3' });
    const statuses: number[] = [];
    for (const name of ['unix:', '_a', '_b', 'unknown']) {
      statuses.push((await api.browser({ headers: forwardedFor(name) }).register()).status);
    }
    expect(statuses).toEqual([201, 201, 201, 429]);
  });
});
