import { describe, expect, test } from '@jest/globals';
import { ERROR_STATUS, type ErrorCode } from '@maqiao/shared';
import { parseScan, parseSnapshot, readAnswer } from './answers.ts';

const SNAPSHOT = {
  scene: 'x'.repeat(32),
  status: 'scanned',
  expiresAt: '2026-11-20T12:02:00.000Z',
  now: '2026-11-20T12:00:00.000Z',
};
const SCAN = {
  accessToken: 'token',
  expiresIn: 600,
  user: { nickname: null, avatarUrl: null },
  scene: SNAPSHOT,
  request: {
    siteName: 'Reading club',
    siteUrl: 'https://read.example.com',
    browser: 'Chrome',
    os: 'Windows',
    region: null,
    ip: null,
    near: 'unknown',
    match: 'none',
    display: 'screen',
    createdAt: '2026-11-20T11:59:30.000Z',
  },
};

function answer(statusCode: number, data: unknown, header: Record<string, unknown> = {}) {
  return readAnswer({ statusCode, data, header }, parseSnapshot);
}

describe('a refusal', () => {
  test.each(Object.entries(ERROR_STATUS) as [ErrorCode, number][])('%s', (code, status) => {
    expect(answer(status, { code, status })).toEqual({ ok: false, failure: { code, waitSeconds: 0 } });
  });

  test.each([
    ['an unknown code', 502, { code: 'brand_new' }, 'internal'],
    ['a name of Object.prototype', 502, { code: 'constructor' }, 'internal'],
    ['an unknown code', 403, { code: 'brand_new' }, 'internal'],
    ['a page of a proxy', 502, '<html>502 Bad Gateway</html>', 'unavailable'],
    ['a page of a firewall', 403, '<html>403 Forbidden</html>', 'blocked_by_firewall'],
    ['a page of a cloud’s firewall', 405, '<html>405</html>', 'blocked_by_firewall'],
    ['nothing', 500, undefined, 'internal'],
    ['null', 500, null, 'internal'],
    ['a code that is no text', 500, { code: 7 }, 'internal'],
  ])('%s under status %i', (_name, status, data, code) => {
    expect(answer(status, data)).toEqual({ ok: false, failure: { code, waitSeconds: 0 } });
  });

  test.each([
    [{ 'Retry-After': '7' }, 7],
    [{ 'retry-after': 7 }, 7],
    [{ 'retry-after': '86400' }, 60],
    [{ 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' }, 0],
    [{ 'retry-after': '-3' }, 0],
    [{}, 0],
  ])('%j makes us wait %i s', (header, seconds) => {
    expect(answer(429, { code: 'rate_limited' }, header)).toMatchObject({
      failure: { waitSeconds: seconds },
    });
  });

  test('some phones leave the header out altogether', () => {
    const raw = { statusCode: 429, data: { code: 'rate_limited' } } as Parameters<typeof readAnswer>[0];
    expect(readAnswer(raw, parseSnapshot)).toMatchObject({
      failure: { code: 'rate_limited', waitSeconds: 0 },
    });
  });
});

describe('a good answer', () => {
  test('is read whole', () => {
    expect(answer(200, SNAPSHOT)).toEqual({ ok: true, value: SNAPSHOT });
    expect(parseScan(SCAN)).toBe(SCAN);
  });

  test.each([
    { name: '山前书店', host: 'shop.example.com', scopes: ['openid', 'wechat'] },
    { name: '电视', host: null, scopes: [] },
  ])('a scan with the client %j is read whole', (client) => {
    const scan = { ...SCAN, request: { ...SCAN.request, client } };
    expect(parseScan(scan)).toBe(scan);
  });

  test.each([
    ['text', 'ok'],
    ['an empty object', {}],
    ['a broken time', { ...SNAPSHOT, expiresAt: 'soon' }],
  ])('%s under status 200 is internal', (_name, data) => {
    expect(answer(200, data)).toMatchObject({ ok: false, failure: { code: 'internal' } });
  });

  test.each([
    ['no token', { ...SCAN, accessToken: undefined }],
    ['no scene', { ...SCAN, scene: null }],
    ['no request', { ...SCAN, request: 'none' }],
    ['no site', { ...SCAN, request: { ...SCAN.request, siteUrl: null } }],
    ['no time', { ...SCAN, request: { ...SCAN.request, createdAt: '' } }],
    ['a client without a name', { ...SCAN, request: { ...SCAN.request, client: { host: null } } }],
    ['a client without a host', { ...SCAN, request: { ...SCAN.request, client: { name: 'x', scopes: [] } } }],
    ['a client without scopes', { ...SCAN, request: { ...SCAN.request, client: { name: 'x', host: null } } }],
    ['a client that is text', { ...SCAN, request: { ...SCAN.request, client: 'x' } }],
  ])('a scan with %s is refused', (_name, body) => {
    expect(parseScan(body)).toBeUndefined();
  });
});
