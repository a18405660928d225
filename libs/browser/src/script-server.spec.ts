import { describe, expect, test } from '@jest/globals';
import { serverOfScript } from './script-server.ts';

const SENT = 'https://login.example.com';

describe('issue 12, number 15: which server a script tag belongs to', () => {
  test.each([
    ['a tag', 'https://other.example.com/maqiao.js', SENT, 'https://other.example.com'],
    [
      'a tag with a version',
      'https://other.example.com:8443/maqiao.js?v=2',
      SENT,
      'https://other.example.com:8443',
    ],
    ['a module', undefined, SENT, SENT],
    ['a bundle', 'https://shop.example.com/bundle.js', SENT, SENT],
    ['a file of another name', 'https://shop.example.com/not-maqiao.js', SENT, SENT],
    ['a file that is named in a query', 'https://shop.example.com/load?/maqiao.js', SENT, SENT],
    ['a blob of a loader', 'blob:https://shop.example.com/1b9d6bcd', SENT, SENT],
    ['a server under a port', undefined, 'http://localhost:3000', 'http://localhost:3000'],
    ['a file that no server has sent', undefined, undefined, null],
    ['the same in a bundle', 'https://shop.example.com/bundle.js', undefined, null],
  ])('%s', (_name, tag, sentBy, server) => {
    expect(serverOfScript(tag, sentBy)).toBe(server);
  });
});
