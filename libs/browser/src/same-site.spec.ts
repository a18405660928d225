import { expect, test } from '@jest/globals';
import { isSameSite } from './same-site.ts';

test.each([
  ['https://www.example.com', 'https://login.example.com', true],
  ['https://example.com', 'https://login.example.com', true],
  ['https://example.com:8443', 'https://example.com', true],
  ['https://www.example.com.cn', 'https://login.example.com.cn', true],
  ['https://a.com.cn', 'https://b.com.cn', false],
  ['https://a.co.uk', 'https://login.b.co.uk', false],
  ['https://example.cn', 'https://login.example.cn', true],
  ['https://example.com', 'https://example.org', false],
  ['http://www.example.com', 'https://login.example.com', false],
  ['http://localhost:3100', 'http://localhost:3000', true],
  ['http://www.site.localhost', 'http://login.site.localhost', true],
  ['http://192.168.1.7:3100', 'http://192.168.1.7:3000', true],
  ['http://192.168.1.7', 'http://192.168.1.8', false],
  ['http://[::1]:1', 'http://[::1]:2', true],
  ['null', 'https://example.com', false],
])('%s and %s: %s', (page, api, expected) => {
  expect(isSameSite(page, api)).toBe(expected);
});
