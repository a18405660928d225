import { expect, test } from '@jest/globals';
import { parsePageSettings, phoneAddress } from './page-settings.ts';

const HOST = 'login.example.com';

test('takes what the API wrote', () => {
  const settings = {
    siteName: '山海书店',
    demo: true,
    phoneUrl: 'http://localhost:3001/phone',
    apiDocs: true,
  };
  expect(parsePageSettings(JSON.stringify(settings), HOST)).toEqual(settings);
});

test.each([[null], ['__MAQIAO_PAGE_SETTINGS__'], ['[]'], ['null'], ['{"siteName":"  ","demo":"yes"}']])(
  'falls back to the host’s plain page on %s',
  (content) => {
    expect(parsePageSettings(content, HOST)).toEqual({
      siteName: HOST,
      demo: false,
      phoneUrl: null,
      apiDocs: false,
    });
  },
);

test('a phone exists only in the demo, and only at a web address', () => {
  const phoneUrl = 'http://localhost:3001/';
  expect(parsePageSettings(JSON.stringify({ demo: false, phoneUrl }), HOST).phoneUrl).toBeNull();
  const script = JSON.stringify({ demo: true, phoneUrl: 'javascript:alert(1)' });
  expect(parsePageSettings(script, HOST).phoneUrl).toBeNull();
});

test('the scene stands encoded in the phone’s address', () => {
  expect(phoneAddress('http://localhost:3001/', 'a-b_c&d')).toBe('http://localhost:3001/?scene=a-b_c%26d');
});
