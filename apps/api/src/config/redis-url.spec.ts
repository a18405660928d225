import { describe, expect, test } from '@jest/globals';
import { parseRedisUrl } from './redis-url.ts';

const nobody = { username: undefined, password: undefined, tls: false };

describe('REDIS_URL', () => {
  test.each([
    ['redis://127.0.0.1', { host: '127.0.0.1', port: 6379 }, 0],
    ['redis://redis.example:6380/3', { host: 'redis.example', port: 6380 }, 3],
    ['redis://[2001:db8::1]:6380/', { host: '2001:db8::1', port: 6380 }, 0],
  ])('%s is one server', (url, host, database) => {
    expect(parseRedisUrl(url)).toEqual({ ...nobody, kind: 'server', host, database });
  });

  test.each([
    ['redis://u:p@h', { username: 'u', password: 'p', tls: false }],
    ['rediss://:p%40%2F%23@h', { username: undefined, password: 'p@/#', tls: true }],
    ['rediss://:100%@h', { username: undefined, password: '100%', tls: true }],
    ['redis://:a:b@h', { username: undefined, password: 'a:b', tls: false }],
    ['redis://u@h', { username: 'u', password: undefined, tls: false }],
  ])('%s: who asks, and whether it is encrypted', (url, access) => {
    expect(parseRedisUrl(url)).toMatchObject(access);
  });

  test('a cluster is found by some of its nodes', () => {
    expect(parseRedisUrl('rediss-cluster://:p@a:7000,b')).toEqual({
      username: undefined,
      password: 'p',
      tls: true,
      kind: 'cluster',
      hosts: [
        { host: 'a', port: 7000 },
        { host: 'b', port: 6379 },
      ],
    });
  });

  test('sentinels name a master', () => {
    expect(parseRedisUrl('redis-sentinel://u:p@a,b:26380/main/2?sentinelPassword=s')).toEqual({
      username: 'u',
      password: 'p',
      tls: false,
      kind: 'sentinel',
      sentinels: [
        { host: 'a', port: 26379 },
        { host: 'b', port: 26380 },
      ],
      master: 'main',
      database: 2,
      sentinelPassword: 's',
    });
  });

  test.each([
    'http://h',
    'redis://',
    'redis://a,b',
    'redis://h/x',
    'redis://h/0/1',
    'redis://h:99999',
    'redis://h?x=1',
    'redis-cluster://a,,b',
    'redis-cluster://a/1',
    'redis-sentinel://a',
    'redis-sentinel://a/',
    'redis://user:with/slash@h',
  ])('%s is none', (url) => {
    expect(parseRedisUrl(url)).toBeUndefined();
  });
});
