import { expect, test } from '@jest/globals';
import { readSettings } from '../../config/settings.ts';
import { checkRedirectDomain } from './check-redirect-domain.ts';

function codes(environment: Record<string, string>): string[] {
  const settings = readSettings({
    PUBLIC_URL: 'https://login.example.com',
    WECHAT_OFFICIAL_ACCOUNT_APP_ID: 'wx0123456789abcdef',
    WECHAT_OFFICIAL_ACCOUNT_APP_SECRET: 'f'.repeat(32),
    WECHAT_OFFICIAL_ACCOUNT_TOKEN: 'aTokenOfTheOwners',
    WECHAT_OFFICIAL_ACCOUNT_ENCODING_AES_KEY: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
    WECHAT_OFFICIAL_ACCOUNT_ID: 'gh_0123456789ab',
    LOGIN_METHODS: 'official-account',
    ...environment,
  });
  return checkRedirectDomain(settings).map(({ code }) => code);
}

const PAGE = { WECHAT_OFFICIAL_ACCOUNT_CONFIRM: 'page' };
const WEB = { LOGIN_METHODS: 'official-account,official-account-web' };

test.each<[string, Record<string, string>, string[]]>([
  ['the chat needs no domain', {}, []],
  ['the confirm page does', PAGE, ['account_web_entry']],
  ['said once where the method needs it too', { ...PAGE, ...WEB }, ['account_web_entry']],
  [
    'and not one with a port',
    { ...PAGE, PUBLIC_URL: 'https://login.example.com:8443' },
    ['confirm_page_domain_unusable'],
  ],
  [
    'a page that nobody is led to needs none',
    { ...PAGE, LOGIN_METHODS: 'official-account-web' },
    ['account_web_entry'],
  ],
])('%s', (_name, environment, expected) => {
  expect(codes(environment)).toEqual(expected);
});
