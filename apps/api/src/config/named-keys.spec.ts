import { describe, expect, test } from '@jest/globals';
import { madeUpSecret } from '@maqiao/test-servers';
import { parseKeys } from './named-keys.ts';
import { readSettings } from './settings.ts';

const [ONE, TWO] = [madeUpSecret('one'), madeUpSecret('two')];
const BASE64 = Buffer.from(ONE, 'hex').toString('base64');

describe('issue 13, number 8: keys may be several, and have names', () => {
  test.each([
    [ONE, [{ name: 'default', key: ONE }]],
    [BASE64, [{ name: 'default', key: BASE64 }]],
    [`shop:${ONE}`, [{ name: 'shop', key: ONE }]],
    [
      `shop:${ONE},Forum-2:${BASE64}`,
      [
        { name: 'shop', key: ONE },
        { name: 'Forum-2', key: BASE64 },
      ],
    ],
    [
      ` shop:${ONE}, forum:${TWO} `,
      [
        { name: 'shop', key: ONE },
        { name: 'forum', key: TWO },
      ],
    ],
    // What comes after the first colon is the key, whatever it is.
    [`a:b:${ONE}`, [{ name: 'a', key: `b:${ONE}` }]],
  ])('%s', (text, keys) => {
    expect(parseKeys(text)).toEqual(keys);
  });

  test.each([
    ['a name is missing', `shop:${ONE},${TWO}`],
    ['no names at all', `${ONE},${TWO}`],
    ['one name for two keys', `shop:${ONE},shop:${TWO}`],
    ['one key under two names', `shop:${ONE},forum:${ONE}`],
    ['a short key among good ones', `shop:${ONE},forum:short`],
    ['a key that can be guessed', `shop:${ONE},forum:changeme-changeme`],
    ['no key', `shop:,forum:${ONE}`],
    ['a comma too many', `shop:${ONE},`],
    [
      'more than anybody looks through',
      Array.from({ length: 21 }, (_, n) => `k${n}:${madeUpSecret(`${n}`)}`).join(),
    ],
    ['nothing', ''],
  ])('not: %s', (_why, text) => {
    expect(parseKeys(text)).toBeUndefined();
  });

  const real = { WECHAT_APP_ID: 'wx0123456789abcdef', WECHAT_APP_SECRET: 'x'.repeat(32) };

  test.each([
    ['SITE_API_KEY', { SITE_API_KEY: ONE, ADMIN_KEY: ONE }],
    ['SITE_API_KEY', { SITE_API_KEY: `shop:${TWO},forum:${ONE}`, ADMIN_KEY: `li:${ONE}` }],
    ['METRICS_TOKEN', { METRICS_TOKEN: ONE, ADMIN_KEY: `li:${TWO},wang:${ONE}` }],
  ])('the owner’s key opens no other door: it is none of %s', (other, environment) => {
    const read = () => readSettings({ ...real, ...environment });
    expect(read).toThrow(new RegExp(`ADMIN_KEY must be another key than ${other}`));
    expect(read).toThrow(expect.objectContaining({ message: expect.not.stringContaining(ONE) }));
  });
});
