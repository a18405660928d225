import { expect, test } from '@jest/globals';
import type { SceneMethodId } from '@maqiao/browser';
import { parsePageSettings, phoneAddress } from './page-settings.ts';

const HOST = 'login.example.com';
const PLAIN = {
  siteName: HOST,
  demo: false,
  phoneUrl: null,
  apiDocs: false,
  otherMethods: false,
  logoUrl: null,
  color: null,
  languages: [],
};

test('takes what the API wrote', () => {
  const color = { light: '#2563eb', onLight: '#ffffff', dark: '#5093ff', onDark: '#1b0e0a' };
  const logoUrl = '/api/site/logo?v=a';
  const settings = {
    siteName: '山海书店',
    demo: true,
    phoneUrl: 'http://localhost:3001/phone',
    apiDocs: true,
    otherMethods: true,
    logoUrl,
    color,
    languages: [{ tag: 'ja', name: '日本語', words: { signOut: 'ログアウト' } }],
  };
  expect(parsePageSettings(JSON.stringify(settings), HOST)).toEqual(settings);
});

test.each([[null], ['__MAQIAO_PAGE_SETTINGS__'], ['[]'], ['null'], ['{"siteName":"  ","demo":"yes"}']])(
  'falls back to the host’s plain page on %s',
  (content) => {
    expect(parsePageSettings(content, HOST)).toEqual(PLAIN);
  },
);

test('issue 13, number 10: a colour that is none is no style of the page', () => {
  const color = { light: 'red;}', onLight: '#ffffff', dark: '#5093ff', onDark: '#1b0e0a' };
  for (const broken of [color, 'red', null, { light: '#2563eb' }])
    expect(parsePageSettings(JSON.stringify({ color: broken }), HOST).color).toBeNull();
});

test('a phone exists only in the demo, and only at a web address', () => {
  const phoneUrl = 'http://localhost:3001/';
  expect(parsePageSettings(JSON.stringify({ demo: false, phoneUrl }), HOST).phoneUrl).toBeNull();
  const script = JSON.stringify({ demo: true, phoneUrl: 'javascript:alert(1)' });
  expect(parsePageSettings(script, HOST).phoneUrl).toBeNull();
});

test('the scene stands encoded in the phone’s address', () => {
  const at = (method: SceneMethodId) => phoneAddress('http://localhost:3001/', 'a-b_c&d', method);
  expect(at('mini-program')).toBe('http://localhost:3001/?scene=a-b_c%26d');
  expect(at('official-account')).toBe('http://localhost:3001/?q=mq_a-b_c%26d');
  expect(at('message')).toBe('http://localhost:3001/?account');
});
