import { describe, expect, test } from '@jest/globals';
import {
  cutAddress,
  isLocalUrl,
  isLoopbackHost,
  isPrivateHost,
  isPublicAddress,
  networkOf,
  networksOf,
  readAddress,
} from './addresses.ts';

describe('issue 12, number 3: an address in every spelling that a proxy may write', () => {
  test.each([
    ['203.0.113.5', '203.0.113.5'],
    [' 203.0.113.5\t', '203.0.113.5'],
    ['203.0.113.5:4711', '203.0.113.5'],
    ['"203.0.113.5:4711"', '203.0.113.5'],
    ['::ffff:203.0.113.5', '203.0.113.5'],
    ['::FFFF:CB00:7105', '203.0.113.5'],
    ['[::ffff:203.0.113.5]:80', '203.0.113.5'],
    ['0:0:0:0:0:ffff:203.0.113.5', '203.0.113.5'],
    ['64:ff9b::203.0.113.5', '203.0.113.5'],
    ['64:FF9B:0:0:0:0:CB00:7105', '203.0.113.5'],
    ['240E:390:0001:0:0:0:0:1', '240e:390:1::1'],
    ['[240e:390:1::1]', '240e:390:1::1'],
    ['[240e:390:1::1]:4711', '240e:390:1::1'],
    ['"[240e:390:1::1]:4711"', '240e:390:1::1'],
    ['fe80::1%eth0', 'fe80::1'],
    ['[fe80::1%25en0]:80', 'fe80::1'],
    ['::1', '::1'],
  ])('%j is %s', (text, address) => {
    expect(readAddress(text)).toBe(address);
    // Once read it stays what it is.
    expect(readAddress(address)).toBe(address);
  });

  test.each([
    ['nothing', ''],
    ['a Unix socket', 'unix:'],
    ['a Unix socket’s path', 'unix:/run/maqiao.sock'],
    ['RFC 7239’s unknown', 'unknown'],
    ['RFC 7239’s hidden name', '_SEVKISEK'],
    ['a hidden name with a port', '_hidden:80'],
    ['a name', 'visitor.example.com'],
    ['one number', '3405803781'],
    ['hexadecimal', '0xcb.0.113.5'],
    ['octal, or not', '0203.0.113.5'],
    ['a leading zero', '203.0.113.05'],
    ['two parts', '127.1'],
    ['three parts', '203.0.113'],
    ['five parts', '203.0.113.5.6'],
    ['too large', '203.0.113.256'],
    ['octal inside IPv6', '::ffff:0203.0.113.5'],
    ['hexadecimal inside IPv6', '::ffff:0xcb.0.113.5'],
    ['no colons', 'deadbeef'],
    ['two gaps', '2001::db8::1'],
    ['too many groups', '1:2:3:4:5:6:7:8:9'],
    ['a bracket too few', '[2001:db8::1'],
    ['a port that is none', '203.0.113.5:http'],
    ['a network', '203.0.113.0/24'],
    ['two addresses', '203.0.113.5 203.0.113.6'],
    ['a local address behind NAT64', '64:ff9b::10.0.0.1'],
    ['this machine behind NAT64', '64:ff9b::127.0.0.1'],
    ['Teredo', '2001:0:4136:e378:8000:63bf:3fff:fdd2'],
    ['6to4', '2002:cb00:7105::1'],
    ['the translated form of RFC 2765', '::ffff:0:203.0.113.5'],
    ['a group', '224.0.0.1'],
    ['a group of IPv6', 'ff02::1'],
    ['everybody', '255.255.255.255'],
    ['a long text', `${'1:'.repeat(50_000)}1`],
  ])('%s is no address', (_name, text) => {
    expect(readAddress(text)).toBeUndefined();
    expect(networksOf(text)).toEqual(['unknown']);
    expect(cutAddress(text)).toBeNull();
    expect([isPublicAddress(text), isPrivateHost(text)]).toEqual([false, false]);
  });

  test('a connection that has gone has none', () => {
    expect(readAddress(undefined)).toBeUndefined();
    expect(cutAddress(null)).toBeNull();
  });
});

describe('networks', () => {
  test.each([
    ['203.0.113.5:80', ['203.0.113.5']],
    ['64:ff9b::203.0.113.5', ['203.0.113.5']],
    ['240E:390:1:2FF:3::4', ['240e:390:1:2ff::/64', '240e:390:1:200::/56', '240e:390:1::/48']],
    ['::1', ['::/64', '::/56', '::/48']],
    // Every visitor through it has the same first bits.
    ['64:ff9b:1::203.0.113.5', ['64:ff9b:1::cb00:7105']],
  ])('%s is counted in %j', (address, networks) => {
    expect(networksOf(address)).toEqual(networks);
    expect(networkOf(address)).toBe(networks[0]);
  });

  test('what others see is cut', () => {
    expect(cutAddress('203.0.113.5')).toBe('203.0.0.0/16');
    expect(cutAddress('[240e:390:1:2::1]:80')).toBe('240e:390::/32');
  });
});

test('which hosts are this machine, or of a private network', () => {
  for (const host of ['localhost', 'a.localhost', '127.0.0.9', '[::1]', '[::ffff:127.0.0.1]']) {
    expect([host, isLoopbackHost(host), isPrivateHost(host)]).toEqual([host, true, false]);
  }
  for (const host of ['10.0.0.1', '172.31.0.1', '192.168.0.1', '169.254.1.1', '[fd00::1]', '[fe80::1]']) {
    expect([host, isLoopbackHost(host), isPrivateHost(host)]).toEqual([host, false, true]);
  }
  for (const host of [
    'login.example.com',
    '172.32.0.1',
    '100.64.0.1',
    '8.8.8.8',
    '[240e::1]',
    'localhost.example.com',
  ]) {
    expect([host, isLoopbackHost(host), isPrivateHost(host)]).toEqual([host, false, false]);
  }
  expect(isLocalUrl('http://[::1]:3000')).toBe(true);
  expect(isLocalUrl('https://10.0.0.1')).toBe(true);
  expect(isLocalUrl('https://login.example.com')).toBe(false);
});
