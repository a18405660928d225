import { describe, expect, test } from '@jest/globals';
import { checkClient, type ClientFaults } from './client-faults.ts';

const GOOD = {
  client_id: 'shop',
  client_name: 'Shop',
  redirect_uris: ['https://shop.example.com/callback'],
};
const RESERVED = ['mini-program', 'https://login.example.com', 'https://shop.example.com'];

function faultsOf(given: unknown): readonly string[] {
  try {
    checkClient(given, RESERVED);
  } catch (error) {
    const { faults } = error as ClientFaults;
    // Every sentence is there for Chinese readers, too.
    for (const { zh } of faults) expect(zh).toMatch(/\p{Script=Han}/u);
    return faults.map(({ field, en }) => `${field} ${en}`);
  }
  return [];
}

describe('issue 15, number 2: what cannot work is refused, and the field is named', () => {
  test.each<[string, Record<string, unknown>, RegExp]>([
    ['an id with a space', { client_id: 'my shop' }, /^client_id must be 1 to 128 letters/],
    ['an id that looks like an option', { client_id: '--json' }, /^client_id must be/],
    ['an id that is a path', { client_id: '..' }, /^client_id must be/],
    ['an id that is too long', { client_id: 'x'.repeat(129) }, /^client_id must be/],
    ['the phone’s audience', { client_id: 'mini-program' }, /^client_id is an audience of tokens/],
    ['PUBLIC_URL', { client_id: 'https://login.example.com' }, /^client_id is an audience of tokens/],
    ['a listed origin', { client_id: 'https://shop.example.com' }, /^client_id is an audience of tokens/],
    ['no name', { client_name: undefined }, /^client_name is missing$/],
    ['a name of spaces', { client_name: '  ' }, /^client_name must be the name/],
    ['a name of two lines', { client_name: 'a\nb' }, /^client_name must be the name/],
    ['a name that is too long', { client_name: '店'.repeat(61) }, /^client_name must be the name/],
    ['no address', { redirect_uris: [] }, /^redirect_uris must name at least one address$/],
    ['an address that is no list', { redirect_uris: 'https://a.example' }, /^redirect_uris must be a list/],
    ['too many', { redirect_uris: Array(51).fill('https://a.example') }, /^redirect_uris must be a list/],
    [
      'a password in it',
      { redirect_uris: ['https://a:hidden@b.example/'] },
      /^redirect_uris\[0\] has a user name/,
    ],
    ['a fragment', { redirect_uris: ['https://a.example/#x'] }, /^redirect_uris\[0\] has a fragment/],
    ['an empty fragment', { redirect_uris: ['https://a.example/#'] }, /^redirect_uris\[0\] has a fragment/],
    [
      'a wildcard',
      { redirect_uris: ['https://*.example.com/'] },
      /^redirect_uris\[0\] has .* without wildcards/,
    ],
    ['a backslash', { redirect_uris: ['https:\\\\a.example'] }, /^redirect_uris\[0\] has/],
    ['a path alone', { redirect_uris: ['/callback'] }, /^redirect_uris\[0\] is no absolute URI/],
    [
      'the second one http',
      { redirect_uris: ['https://a.example/', 'http://a.example/'] },
      /^redirect_uris\[1\] is http, which is for loopback addresses only/,
    ],
    [
      'http near a loopback',
      { redirect_uris: ['http://localhost.a.example/'] },
      /^redirect_uris\[0\] is http/,
    ],
    ['a scheme of its own', { redirect_uris: ['com.example.app:/x'] }, /^redirect_uris\[0\] is neither/],
    ['script', { redirect_uris: ['javascript:alert(1)'] }, /^redirect_uris\[0\] is neither/],
    [
      'script, native',
      { redirect_uris: ['javascript:alert(1)'], application_type: 'native' },
      /^redirect_uris\[0\] has a scheme without a dot/,
    ],
    [
      'https on loopback, native',
      { redirect_uris: ['https://localhost/x'], application_type: 'native' },
      /^redirect_uris\[0\] is https on a loopback/,
    ],
    [
      'an unusual loopback, native',
      { redirect_uris: ['http://127.0.0.2/x'], application_type: 'native' },
      /^redirect_uris\[0\] must name the loopback/,
    ],
    [
      'a way out that cannot work',
      { post_logout_redirect_uris: ['http://a.example'] },
      /^post_logout_redirect_uris\[0\] is http/,
    ],
    [
      'a logout address',
      { backchannel_logout_uri: 'ftp://a.example' },
      /^backchannel_logout_uri must be an https/,
    ],
    [
      'a clear one',
      { backchannel_logout_uri: 'http://a.example/' },
      /^backchannel_logout_uri must be an https/,
    ],
    ['a method', { token_endpoint_auth_method: 'private_key_jwt' }, /^token_endpoint_auth_method must be/],
    ['the implicit flow', { grant_types: ['implicit'] }, /^grant_types must be a list/],
    ['refreshing alone', { grant_types: ['refresh_token'] }, /^grant_types must contain/],
    ['tokens in the address', { response_types: ['token'] }, /^response_types must be/],
    ['no algorithm', { id_token_signed_response_alg: 'none' }, /^id_token_signed_response_alg must be RS256/],
    ['a scope nobody knows', { scope: 'openid all' }, /^scope must be some of/],
    ['a scope without openid', { scope: 'profile' }, /^scope must be some of/],
    ['two spaces', { scope: 'openid  profile' }, /^scope must be some of/],
    ['email without a domain', { scope: 'openid email' }, /^email_domain must be set/],
    ['an address as domain', { email_domain: 'a@b.example' }, /^email_domain must be a domain/],
    [
      'no PKCE without a secret',
      { token_endpoint_auth_method: 'none', require_pkce: false },
      /^require_pkce must be true/,
    ],
    ['yes as text', { require_pkce: 'yes' }, /^require_pkce must be true or false/],
    ['1 as yes', { claims_in_id_token: 1 }, /^claims_in_id_token must be true or false/],
    ['a member of others', { logo_uri: 'https://a.example' }, /^logo_uri is no member of a client$/],
    ['a secret as a member', { 'S3cret-hidden': 'x' }, /^a member is no member/],
  ])('%s', (_what, change, sentence) => {
    const [fault, ...more] = faultsOf({ ...GOOD, ...change });
    expect(fault).toMatch(sentence);
    expect(more).toEqual([]);
    expect(fault).not.toMatch(/hidden/);
  });

  test('what is no object', () => {
    for (const given of [null, 'shop', ['shop'], 3])
      expect(faultsOf(given)).toEqual(['client must be an object']);
  });

  test('all faults are told, as far as one reads', () => {
    const many = { ...GOOD, redirect_uris: Array(9).fill('http://a.example/'), scope: 'all' };
    expect(faultsOf(many)).toHaveLength(5);
    expect(faultsOf(many)[0]).toMatch(/^scope/);
    expect(faultsOf({ redirect_uris: [] })).toEqual(['client_id is missing', 'client_name is missing']);
  });
});

describe('what can work is taken', () => {
  test.each<[string, Record<string, unknown>]>([
    ['https', {}],
    ['loopback', { redirect_uris: ['http://localhost:3000/cb', 'http://127.0.0.1/', 'http://[::1]/x'] }],
    ['a query', { redirect_uris: ['https://a.example/?a=b'] }],
    [
      'an application',
      { application_type: 'native', redirect_uris: ['com.example.app:/cb', 'http://127.0.0.1/'] },
    ],
    ['a logout address nearby', { backchannel_logout_uri: 'http://app:3000/logout' }],
    ['a chosen scope', { scope: 'openid wechat email', email_domain: 'users.example.com' }],
    ['a device', { grant_types: ['urn:ietf:params:oauth:grant-type:device_code'], redirect_uris: [] }],
  ])('%s', (_what, change) => {
    expect(faultsOf({ ...GOOD, ...change })).toEqual([]);
  });
});
