import { describe, expect, test } from '@jest/globals';
import type { FastifyReply } from 'fastify';
import { testSettings } from '../../test/test-settings.ts';
import { MaqiaoSecret } from '../platform/secret/maqiao-secret.ts';
import { CookieValues } from './cookie-values.ts';
import { SessionCookie } from './session-cookie.ts';

const values = new CookieValues(new MaqiaoSecret(Buffer.alloc(32, 6)));
const genuine = values.issue({ sid: 'abcDEF_-123', counter: 42 });
const onHttps = new SessionCookie(values, testSettings());
const onHttp = new SessionCookie(values, testSettings({ PUBLIC_URL: 'http://192.168.1.5:3000' }));

/** The sign after this one in base64url's alphabet: the same first four bits, when they end a value of 32 bytes. */
function nextSign(sign: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return alphabet.charAt(alphabet.indexOf(sign) + 1);
}

describe('a cookie value', () => {
  test('is sid, number and mac, and opens to both', () => {
    expect(genuine).toMatch(/^abcDEF_-123\.42\.[\w-]{43}$/);
    expect(values.open(genuine)).toEqual({ sid: 'abcDEF_-123', counter: 42 });
  });

  test.each([
    ['another number', genuine.replace('.42.', '.43.')],
    ['another session', genuine.replace('abc', 'abd')],
    ['a changed mac', genuine.slice(0, -2) + (genuine.endsWith('AA') ? 'BB' : 'AA')],
    ['a number with a leading zero', genuine.replace('.42.', '.042.')],
    ['number zero', genuine.replace('.42.', '.0.')],
    ['a part too many', `${genuine}.x`],
    ['no mac', 'abcDEF_-123.42.'],
    ['nothing', ''],
    ['a mac of the right length outside ASCII', `abcDEF_-123.42.${'é'.repeat(43)}`],
  ])('with %s does not open', (_, value) => {
    expect(values.open(value)).toBeUndefined();
  });
});

describe('reading', () => {
  test('finds our cookie among others', () => {
    expect(onHttps.read(`theme=dark; __Host-maqiao=${genuine}; lang=zh`)).toBe(genuine);
    expect(onHttp.read(`maqiao=${genuine}`)).toBe(genuine);
  });

  test('takes the genuine one of several with our name, in any order', () => {
    const planted = 'abcDEF_-123.99.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
    expect(onHttps.read(`__Host-maqiao=${planted}; __Host-maqiao=${genuine}`)).toBe(genuine);
    expect(onHttps.read(`__Host-maqiao=${genuine}; __Host-maqiao=${planted}`)).toBe(genuine);
  });

  test('issue 12, number 7: of one session the newest counts, in any order', () => {
    const newer = values.issue({ sid: 'abcDEF_-123', counter: 43 });
    for (const pair of [
      [genuine, newer],
      [newer, genuine],
    ]) {
      expect(onHttp.read(pair.map((value) => `maqiao=${value}`).join('; '))).toBe(newer);
    }
  });

  test('issue 12, number 7: with a planted cookie of another session neither session is used, whichever comes first', () => {
    const planted = values.issue({ sid: 'of-a-neighbour', counter: 7 });
    for (const pair of [
      [genuine, planted],
      [planted, genuine],
    ]) {
      const header = pair.map((value) => `maqiao=${value}`).join('; ');
      expect(onHttp.read(header)).toBeUndefined();
      expect(new Set(onHttp.sessionsIn(header))).toEqual(new Set(['abcDEF_-123', 'of-a-neighbour']));
    }
  });

  test.each([
    ['with percent signs', genuine.replace('abc', '%61bc')],
    ['with a percent sign for its dot', genuine.replace('.', '%2E')],
    ['in quotes', `"${genuine}"`],
    ['with padding', `${genuine}=`],
    ['with set bits after the last byte', genuine.slice(0, -1) + nextSign(genuine.slice(-1))],
  ])('issue 12, number 7: takes no other spelling, such as one %s', (_name, value) => {
    expect(onHttps.read(`__Host-maqiao=${value}`)).toBeUndefined();
    expect(onHttps.sessionsIn(`__Host-maqiao=${value}`)).toEqual([]);
  });

  test.each([
    undefined,
    '',
    ';;;',
    '=',
    '__Host-maqiao',
    '__Host-maqiao=',
    '__Host-maqiao=%E0%A4%A',
    'maqiao=',
  ])('finds none in %j', (header) => {
    expect(onHttps.read(header)).toBeUndefined();
  });

  test('does not take the plain name on https, where a neighbour of the domain could have set it', () => {
    expect(onHttps.read(`maqiao=${genuine}`)).toBeUndefined();
  });
});

describe('setting and clearing', () => {
  const headerOf = (act: (reply: FastifyReply) => void): string => {
    const headers: [string, string][] = [];
    act({ header: (name: string, value: string) => headers.push([name, value]) } as unknown as FastifyReply);
    expect(headers.map(([name]) => name)).toEqual(['Set-Cookie']);
    return headers[0]?.[1] ?? '';
  };
  const partsOf = (header: string) => header.split('; ').sort();

  test('on https the name and the attributes bind it to this host and to TLS', () => {
    const parts = partsOf(headerOf((reply) => onHttps.set(reply, genuine)));
    const attributes = ['HttpOnly', 'Max-Age=1209600', 'Path=/', 'SameSite=Lax', 'Secure'];
    expect(parts).toEqual([...attributes, `__Host-maqiao=${genuine}`].sort());
  });

  test('on http it has no prefix', () => {
    const parts = partsOf(headerOf((reply) => onHttp.set(reply, genuine)));
    const attributes = ['HttpOnly', 'Max-Age=1209600', 'Path=/', 'SameSite=Lax'];
    expect(parts).toEqual([...attributes, `maqiao=${genuine}`].sort());
  });

  test('clearing names the same cookie, with no life left', () => {
    const parts = partsOf(headerOf((reply) => onHttps.clear(reply)));
    expect(parts).toEqual(
      ['HttpOnly', 'Max-Age=0', 'Path=/', 'SameSite=Lax', 'Secure', '__Host-maqiao='].sort(),
    );
  });
});
