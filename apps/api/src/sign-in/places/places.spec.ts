import { describe, expect, jest, test } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { testSettings } from '../../../test/test-settings.ts';
import { ConfigModule } from '../../config/config.module.ts';
import { Places } from './places.ts';
import { PlacesModule } from './places.module.ts';
import { RegionDatabase } from './region-database.ts';

const HANGZHOU = '115.236.100.1';
const HANGZHOU_TOO = '112.10.20.30';
const SHENZHEN = '120.24.78.68';
const HANGZHOU_IPV6 = '240e:390:1::1';

const PUBLIC = { publicUrl: 'https://login.example.com' };
const LOCAL = ['http://localhost:3000', 'https://127.0.0.1', 'http://192.168.1.9:3000', 'http://[fd00::9]'];
const places = new Places(() => new RegionDatabase(), PUBLIC);

function near(at: Places, browser: string | null, phone: string | null) {
  return at.near({ ip: browser }, { ip: phone });
}

test('the module reads the real database', async () => {
  const module = await Test.createTestingModule({
    imports: [ConfigModule.with(testSettings()), PlacesModule],
  }).compile();
  expect(module.get(Places).locate(HANGZHOU)).toEqual({ region: '浙江 杭州' });
});

describe('the region of', () => {
  test.each([
    [HANGZHOU, '浙江 杭州'],
    [`::ffff:${HANGZHOU}`, '浙江 杭州'],
    [SHENZHEN, '广东 深圳'],
    ['61.135.169.121', '北京'],
    ['203.198.1.1', '中国香港'],
    ['168.95.1.1', '中国台湾'],
    ['8.8.8.8', '美国'],
    ['133.242.0.3', '日本 北海道'],
    [HANGZHOU_IPV6, '浙江 杭州'],
    ['240E:390:1::1', '浙江 杭州'],
    ['2409:8a00::1', '北京'],
    ['2404:c800::1', '中国香港'],
    ['2a00:1450:4001::1', '德国'],
    ['2001:200::1', '日本'],
  ])('%s is %s', (ip, region) => {
    expect(places.locate(ip)).toEqual({ region });
  });

  test.each([
    '127.0.0.1',
    '::1',
    '10.1.2.3',
    '192.168.1.2',
    '172.20.0.1',
    '169.254.1.1',
    'fe80::1%eth0',
    'fd00::1',
    '100.64.1.1',
    '0.0.0.0',
    '::',
    '255.255.255.255',
    '2001:4860:4860::8888',
    '',
    'unknown',
    '1.2.3',
    '1.2.3.4.5',
    '999.1.1.1',
    ':::',
    'x'.repeat(10_000),
  ])('%s is not known', (ip) => {
    expect(places.locate(ip)).toEqual({ region: null });
  });

  test('an IPv6 address is that of its network: its holder chooses the rest, and could write any place there', () => {
    const hidden = SHENZHEN.split('.').map((part) => Number(part).toString(16).padStart(2, '0'));
    const address = `240e:390:1:0:0:5efe:${hidden[0]}${hidden[1]}:${hidden[2]}${hidden[3]}`;
    expect(places.locate(address)).toEqual({ region: '浙江 杭州' });
  });
});

describe('near', () => {
  test.each([
    ['one address', HANGZHOU, HANGZHOU, 'same-network'],
    ['one address in two spellings', HANGZHOU, `::ffff:${HANGZHOU}`, 'same-network'],
    ['one IPv6 network', '240e:390:1:2::1', '240E:390:1:2:aaaa::7', 'same-network'],
    ['two IPv6 networks of a city', '240e:390:1:2::1', '240e:390:1:3::1', 'same-region'],
    ['one city', HANGZHOU, HANGZHOU_TOO, 'same-region'],
    ['one city, IPv4 and IPv6', HANGZHOU, HANGZHOU_IPV6, 'same-region'],
    ['two cities', HANGZHOU, SHENZHEN, 'elsewhere'],
    ['two countries', HANGZHOU, '8.8.8.8', 'elsewhere'],
    ['one country, no more known', '8.8.8.8', '8.8.4.4', 'unknown'],
    ['a city and an address without place', HANGZHOU, '100.64.1.1', 'unknown'],
    ['one address with and without a port', HANGZHOU, `${HANGZHOU}:4711`, 'same-network'],
    ['one IPv6 network with a port', '240e:390:1:2::1', '[240e:390:1:2::9]:443', 'same-network'],
    ['one address behind NAT64', HANGZHOU, '64:ff9b::73ec:6401', 'same-network'],
    ['two cities behind NAT64', '64:ff9b::73ec:6401', '64:ff9b::7818:4e44', 'elsewhere'],
    ['a private and a public address', '192.168.1.5', HANGZHOU, 'unknown'],
    ['no address', '', '', 'unknown'],
    ['nonsense twice', 'x', 'x', 'unknown'],
  ])('%s: %s and %s', (_name, browser, phone, expected) => {
    expect(near(places, browser, phone)).toBe(expected);
    expect(near(places, phone, browser)).toBe(expected);
  });

  test('is unknown when both addresses may be those of a proxy', () => {
    for (const [browser, phone] of [
      [HANGZHOU, HANGZHOU],
      [HANGZHOU, SHENZHEN],
      ['127.0.0.1', '127.0.0.1'],
    ] as const) {
      expect(places.near({ ip: browser, ipUncertain: true }, { ip: phone })).toBe('unknown');
      expect(places.near({ ip: browser }, { ip: phone, ipUncertain: true })).toBe('unknown');
    }
    expect(near(places, null, null)).toBe('unknown');
  });
});

describe('issue 12, number 3: addresses of no place', () => {
  const twice = (address: string) => [`${address} twice`, address, address] as const;
  const cases = [
    ['this machine', '127.0.0.1', '::1'],
    twice('127.0.0.1'),
    twice('::ffff:7f00:1'),
    twice('192.168.1.5'),
    twice('10.0.0.7'),
    twice('fd00::1'),
    twice('fe80::1'),
  ] as const;

  test.each(cases)(
    'where people come from the internet they are those of a proxy: %s',
    (_name, one, other) => {
      expect(near(places, one, other)).toBe('unknown');
    },
  );

  test.each(cases)('where PUBLIC_URL is local they are people’s own: %s', (_name, one, other) => {
    for (const publicUrl of LOCAL) {
      expect(near(new Places(() => new RegionDatabase(), { publicUrl }), one, other)).toBe('same-network');
    }
  });

  test.each([
    ['two private addresses', '192.168.1.5', '192.168.1.6'],
    ['two link-local addresses', 'fe80::1', 'fe80::2'],
    ['this machine and a private address', '127.0.0.1', '192.168.1.6'],
  ])('and even there say nothing of each other: %s', (_name, one, other) => {
    for (const publicUrl of [...LOCAL, PUBLIC.publicUrl]) {
      expect(near(new Places(() => new RegionDatabase(), { publicUrl }), one, other)).toBe('unknown');
    }
  });

  test.each([
    ['the balancers of a cloud, a carrier’s NAT', '100.64.1.1', '100.64.1.1'],
    ['a translator of one network', '64:ff9b:1::1', '64:ff9b:1::1'],
    ['one Teredo server', '2001:0:4136:e378:8000:63bf:3fff:fdd2', '2001:0:4136:e378:8000:63bf:3fff:fdd2'],
    ['6to4', '2002:c000:204::1', '2002:c000:204::1'],
    ['this machine behind NAT64, which was made up', '64:ff9b::7f00:1', '64:ff9b::7f00:1'],
    ['0.0.0.0', '0.0.0.0', '0.0.0.0'],
    ['a Unix socket', 'unix:', 'unix:'],
    ['a hidden name', '_gazonk', '_gazonk'],
  ])('%s is near nothing', (_name, one, other) => {
    expect(near(places, one, other)).toBe('unknown');
    expect(places.locate(one)).toEqual({ region: null });
  });

  test('a place is found behind every spelling', () => {
    for (const spelling of [`${HANGZHOU}:80`, '::ffff:73ec:6401', '64:ff9b::73ec:6401', `"${HANGZHOU}"`]) {
      expect(places.locate(spelling)).toEqual({ region: '浙江 杭州' });
    }
  });
});

test('without its database everything is unknown, with one warning', () => {
  const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
  try {
    const files = { ipv4: '/nowhere/4.db', ipv6: '/nowhere/6.db' };
    const blind = new Places(() => new RegionDatabase(files), PUBLIC);
    expect(blind.locate(HANGZHOU)).toEqual({ region: null });
    expect(blind.locate(HANGZHOU_IPV6)).toEqual({ region: null });
    expect(near(blind, HANGZHOU, SHENZHEN)).toBe('unknown');
    expect(near(blind, HANGZHOU, HANGZHOU)).toBe('same-network');
    expect(warn).toHaveBeenCalledTimes(1);
  } finally {
    warn.mockRestore();
  }
});
