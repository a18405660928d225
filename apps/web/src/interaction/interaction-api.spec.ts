import { expect, test } from '@jest/globals';
import { interactionApi } from './interaction-api.ts';
import { siteOf } from './remembered-client.ts';

/** The API with one answer. */
const answering = (body: string, status = 200) =>
  interactionApi('uid', () => Promise.resolve(new Response(body, { status })));

test('reads who asks and who is signed in, and takes nothing else for it', async () => {
  const client = { name: '海边杂货', host: null, scopes: ['openid', 'wechat'] };
  const user = { nickname: '', avatarUrl: '/a.jpg' };
  const methods = [
    { id: 'mini-program', kind: 'scene' },
    { id: 'website', kind: 'redirect', href: '/sign-in/website?interaction=uid' },
    { id: 'elsewhere', kind: 'redirect', href: 'https://evil.example/' },
    { id: 'near', kind: 'redirect', href: '//evil.example/' },
    { id: 'unknown', kind: 'carrier-pigeon' },
    'nothing',
  ];
  expect(await answering(JSON.stringify({ methods, client, user })).read()).toEqual({
    kind: 'ok',
    body: {
      client,
      user: { nickname: null, avatarUrl: '/a.jpg' },
      methods: [
        { id: 'mini-program', kind: 'scene', href: '' },
        { id: 'website', kind: 'redirect', href: '/sign-in/website?interaction=uid' },
      ],
    },
  });
  expect(await answering(JSON.stringify({ client })).read()).toEqual({
    kind: 'ok',
    body: { client, user: null, methods: [] },
  });
  // A captive portal in the server's place.
  expect(await answering('<h1>Welcome</h1>').read()).toEqual({ kind: 'offline' });
  expect(await answering('{"methods":[]}').read()).toEqual({ kind: 'offline' });
});

test('a decision is answered with an address, or with a code of ours', async () => {
  expect(await answering('{"continueTo":"/oidc/auth/uid"}').decide('deny')).toEqual({
    kind: 'ok',
    body: { continueTo: '/oidc/auth/uid' },
  });
  const problem = JSON.stringify({ code: 'fresh_sign_in_needed' });
  expect(await answering(problem, 401).decide('continue')).toEqual({
    kind: 'problem',
    code: 'fresh_sign_in_needed',
  });
  expect(await answering('<h1>403</h1>', 403).decide('deny')).toEqual({
    kind: 'problem',
    code: 'blocked_by_firewall',
  });
  const down = interactionApi('uid', () => Promise.reject(new TypeError('Failed to fetch')));
  expect(await down.decide('deny')).toEqual({ kind: 'offline' });
});

test.each([
  ['shop.example.com', 'https://shop.example.com/'],
  ['shop.example.com:8443', 'https://shop.example.com:8443/'],
  ['user@evil.example', null],
  ['evil.example/path', null],
  [' ', null],
])('the way back of a client at %j', (host, address) => {
  expect(siteOf({ name: 'x', host, scopes: [] })?.href ?? null).toBe(address);
});
