import { describe, expect, test } from '@jest/globals';
import { en } from './copy-en.ts';
import { zh } from './copy-zh.ts';
import { placeLine, placeOf } from './place.ts';

describe('issue 13, number 9: what an address is called that is in no list of places', () => {
  test.each([
    ['127.0.0.0/16', 'The site’s own computer', '网站所在的电脑'],
    ['127.0.0.1', 'The site’s own computer', '网站所在的电脑'],
    ['::1', 'The site’s own computer', '网站所在的电脑'],
    ['::/32', 'The site’s own computer', '网站所在的电脑'],
    ['192.168.0.0/16', 'A local network', '局域网'],
    ['10.1.2.3', 'A local network', '局域网'],
    ['172.31.0.0/16', 'A local network', '局域网'],
    ['fd12:3456::/32', 'A local network', '局域网'],
    ['172.32.0.0/16', 'Unknown', '未知'],
    ['2001:db8::/32', 'Unknown', '未知'],
    [null, 'Unknown', '未知'],
  ])('%s', (ip, english, chinese) => {
    expect(placeOf({ region: null, ip }, en)).toBe(english);
    expect(placeOf({ region: null, ip }, zh)).toBe(chinese);
  });

  test('a place that is known stays what it is', () => {
    expect(placeOf({ region: '浙江 杭州', ip: '192.168.0.0/16' }, zh)).toBe('浙江 杭州');
    expect(placeLine({ region: null, ip: '127.0.0.1' }, en)).toBe('The site’s own computer · 127.0.0.1');
    expect(placeLine({ region: null, ip: null }, en)).toBe('');
  });
});
