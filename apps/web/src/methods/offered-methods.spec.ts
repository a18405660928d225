import { expect, test } from '@jest/globals';
import { fetchMethods } from './offered-methods.ts';

const answering = (status: number, body: unknown) =>
  (() => Promise.resolve(new Response(JSON.stringify(body), { status }))) as typeof fetch;

test('takes methods that it can offer, and leaves out what it does not know', async () => {
  const methods = [
    { id: 'mini-program', kind: 'scene' },
    { id: 'website', kind: 'redirect', href: '/sign-in/website?interaction=x' },
    { id: 'evil', kind: 'redirect', href: 'https://evil.example/sign-in/' },
    { id: 'script', kind: 'redirect', href: 'javascript:alert(1)' },
    { id: 'near', kind: 'redirect', href: '//evil.example/sign-in/' },
    { id: 'new', kind: 'something' },
    null,
  ];
  expect(await fetchMethods(answering(200, { methods }))).toEqual([
    { id: 'mini-program', kind: 'scene', href: '' },
    { id: 'website', kind: 'redirect', href: '/sign-in/website?interaction=x' },
  ]);
});

test('offers nothing where the server does not answer as it should', async () => {
  for (const body of [null, {}, { methods: 'x' }])
    expect(await fetchMethods(answering(200, body))).toEqual([]);
  expect(await fetchMethods(answering(503, { methods: [] }))).toEqual([]);
  const failing = () => Promise.reject(new TypeError('network'));
  expect(await fetchMethods(failing)).toEqual([]);
});
