import { expect, test } from '@jest/globals';
import type { OwnerClientWithSecret } from '@maqiao/shared';
import { builtProgram, madeUpSecret } from '@maqiao/test-servers';
import { execFile } from 'node:child_process';
import { describeEachDatabase } from '../each-database.ts';
import { startApi } from '../support/api-under-test.ts';

interface Outcome {
  code: number;
  out: string;
  err: string;
}

/** What `npm run clients` runs, as a process of its own. */
function clients(environment: Record<string, string>, ...args: string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(process.execPath, [builtProgram('clients'), ...args], { env: environment }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });
}

const environmentOf = (databaseUrl: string): Record<string, string> => ({
  PUBLIC_URL: 'https://login.example.com',
  WECHAT_APP_ID: 'wx0123456789abcdef',
  WECHAT_APP_SECRET: '0123456789abcdef0123456789abcdef',
  DATABASE_URL: databaseUrl,
  MAQIAO_SECRET: madeUpSecret('one'),
});

const CALLBACK = 'https://shop.example.com/callback';
const ADD = ['add', '--id', 'shop', '--name', '山前书店', '--redirect-uri', CALLBACK];

describeEachDatabase('npm run clients', ({ createUrl, open }) => {
  async function here() {
    const url = await createUrl();
    await open(url);
    return environmentOf(url);
  }

  test('add, list, show, rotate-secret and remove, for people', async () => {
    const environment = await here();
    expect((await clients(environment, 'list')).out).toBe('There are no clients yet.\n');
    const added = await clients(environment, ...ADD, '--redirect-uri', 'http://localhost:3000/cb');
    expect(added).toMatchObject({ code: 0, err: '' });
    expect(added.out).toMatch(/^山前书店 is registered\.\n/);
    for (const row of [
      /^Issuer +https:\/\/login\.example\.com$/m,
      /^Discovery +https:\/\/login\.example\.com\/\.well-known\/openid-configuration$/m,
      /^Client ID +shop$/m,
      /^Redirect URI +https:\/\/shop\.example\.com\/callback$/m,
      /^Redirect URI +http:\/\/localhost:3000\/cb$/m,
      /^Scope +openid profile offline_access$/m,
    ])
      expect(added.out).toMatch(row);
    const [, first = ''] = /^Client secret +([\w-]{43})$/m.exec(added.out) ?? [];
    expect(first).not.toBe('');

    expect((await clients(environment, 'list')).out).toMatch(
      /^Client ID +Source +Kind +Name\nshop +registered +website with a backend +山前书店\n$/,
    );
    const shown = await clients(environment, 'show', 'shop');
    expect(shown.out).toMatch(/^Secrets +since \d{4}-\d\d-\d\d \d\d:\d\dZ$/m);
    expect(shown.out).not.toContain(first);

    const rotated = await clients(environment, 'rotate-secret', 'shop', '--overlap', '1');
    expect(rotated.out).toMatch(
      /^山前书店 has a new secret\. The one before it is accepted until \d.+Z\.\n\n[\w-]{43}\n/,
    );
    expect((await clients(environment, 'show', 'shop')).out).toMatch(/^Secrets +since .+Z, until .+Z$/m);
    expect((await clients(environment, 'rotate-secret', 'shop', '--overlap', '0')).out).toMatch(
      /refused from now on/,
    );

    const asked = await clients(environment, 'remove', 'shop');
    expect(asked).toMatchObject({ code: 1, out: '', err: expect.stringContaining('remove shop --yes') });
    expect((await clients(environment, 'remove', 'shop', '--yes')).out).toMatch(/\(shop\) is removed/);
    expect(await clients(environment, 'show', 'shop')).toMatchObject({
      code: 1,
      err: 'There is no client shop.\n',
    });
  }, 60_000);

  test('the same for programs, and each kind', async () => {
    const environment = await here();
    const json = async (...args: string[]) =>
      JSON.parse((await clients(environment, ...args, '--json')).out) as OwnerClientWithSecret;
    const added = await json(
      ...ADD,
      '--auth-method',
      'client_secret_post',
      '--without-pkce',
      '--claims-in-id-token',
      '--alg',
      'ES256',
    );
    expect(added).toMatchObject({
      client_id: 'shop',
      client_name: '山前书店',
      token_endpoint_auth_method: 'client_secret_post',
      require_pkce: false,
      claims_in_id_token: true,
      id_token_signed_response_alg: 'ES256',
      client_secret: expect.stringMatching(/^[\w-]{43}$/),
    });
    const shown = await json('show', 'shop');
    expect({ ...shown, client_secret: added.client_secret }).toEqual(added);
    expect(shown).not.toHaveProperty('client_secret');
    expect(await json('rotate-secret', 'shop')).toMatchObject({
      secrets: [{}, {}],
      client_secret: expect.any(String),
    });
    expect(await json('remove', 'shop', '--yes')).toEqual({ removed: 'shop' });

    const page = await json('add', '--kind', 'page', '--name', 'Page', '--redirect-uri', CALLBACK);
    expect(page).toMatchObject({ application_type: 'web', token_endpoint_auth_method: 'none', secrets: [] });
    const app = await json('add', '--kind', 'app', '--name', 'App', '--redirect-uri', 'com.example.app:/cb');
    expect(app).toMatchObject({ application_type: 'native', token_endpoint_auth_method: 'none' });
    const device = await json('add', '--kind', 'device', '--name', 'TV', '--scope', 'openid');
    expect(device).toMatchObject({ redirect_uris: [], response_types: [], scope: 'openid' });
    expect(await json('list')).toMatchObject({ clients: [{}, {}, {}] });
  }, 60_000);

  test('update changes what is named and leaves the rest, for people and for programs', async () => {
    const environment = await here();
    const json = async (...args: string[]) =>
      JSON.parse((await clients(environment, ...args, '--json')).out) as OwnerClientWithSecret;
    const { client_secret: secret, ...added } = await json(
      ...ADD,
      '--post-logout-redirect-uri',
      'https://shop.example.com/bye',
      '--backchannel-logout-uri',
      'https://shop.example.com/out',
    );
    const updated = { updated_at: expect.any(Number) };
    expect(await json('update', 'shop', '--name', '山后书店')).toEqual({
      ...added,
      ...updated,
      client_name: '山后书店',
    });
    const [device, code] = ['urn:ietf:params:oauth:grant-type:device_code', 'authorization_code'];
    const many = await json(
      ...['update', 'shop', '--redirect-uri', 'https://a.example/', '--redirect-uri', 'https://b.example/'],
      ...['--scope', 'openid wechat email', '--email-domain', 'users.example.com', '--alg', 'ES256'],
      ...['--grant-type', code, '--grant-type', device, '--without-pkce'],
      ...['--post-logout-redirect-uri', '', '--backchannel-logout-uri', ''],
    );
    const { backchannel_logout_uri: out, ...kept } = added;
    expect(out).toBe('https://shop.example.com/out');
    const all = {
      ...kept,
      ...updated,
      client_name: '山后书店',
      redirect_uris: ['https://a.example/', 'https://b.example/'],
      post_logout_redirect_uris: [],
      scope: 'openid wechat email',
      email_domain: 'users.example.com',
      id_token_signed_response_alg: 'ES256',
      grant_types: [code, device],
      require_pkce: false,
    };
    expect(many).toEqual(all);
    expect(await json('show', 'shop')).toEqual(all);
    expect(JSON.stringify(many)).not.toContain(secret);

    const text = await clients(environment, 'update', 'shop', '--with-pkce', '--scope', 'openid');
    expect(text).toMatchObject({ code: 0, err: '' });
    expect(text.out).toMatch(/^山后书店 is changed\.\n\n/);
    expect(text.out).toMatch(/^PKCE +required \(S256\)$/m);
    expect(text.out).toMatch(/^Grant types +authorization_code urn:/m);
    expect(text.out).not.toContain('rotate-secret');

    // What cannot work changes nothing, although a part of it could.
    const [page, bad] = ['https://c.example/', 'http://shop.example.com/cb'];
    const refused = ['update', 'shop', '--name', 'x', '--redirect-uri', page, '--redirect-uri', bad];
    expect(await clients(environment, ...refused)).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringMatching(/^Nothing was changed: redirect_uris\[1\] is http, .+\.\n$/),
    });
    expect((await clients({ ...environment, MAQIAO_LANG: 'zh' }, ...refused)).err).toMatch(
      /^没有修改：redirect_uris\[1\] 是 http/,
    );
    expect(await json('show', 'shop')).toMatchObject({
      client_name: '山后书店',
      redirect_uris: all.redirect_uris,
    });

    for (const [option, claims] of [
      ['--claims-in-id-token', true],
      ['--no-claims-in-id-token', false],
    ] as const)
      expect(await json('update', 'shop', option)).toMatchObject({ claims_in_id_token: claims });

    // Without its secret, and with one again.
    expect(await json('update', 'shop', '--auth-method', 'none')).toMatchObject({ secrets: [] });
    const confidential = await clients(environment, 'update', 'shop', '--auth-method', 'client_secret_post');
    expect(confidential.out).toMatch(/has no secret yet\. To make one: .+ rotate-secret shop\n$/);
    expect((await clients(environment, 'update', 'other', '--name', 'x')).err).toBe(
      'There is no client other.\n',
    );
  }, 60_000);

  test('what cannot work is one sentence, in the language of the operator', async () => {
    const environment = await here();
    const add = ['add', '--name', 'Shop', '--redirect-uri', 'http://a:hidden@shop.example.com/'];
    expect(await clients(environment, ...add)).toEqual({
      code: 1,
      out: '',
      err: 'Nothing was registered: redirect_uris[0] has a user name or password.\n',
    });
    expect((await clients({ ...environment, MAQIAO_LANG: 'zh' }, ...add)).err).toBe(
      '没有登记：redirect_uris[0] 带有用户名或密码。\n',
    );
    await clients(environment, ...ADD);
    expect((await clients(environment, ...ADD)).err).toMatch(/client_id is the id of another client\.\n$/);
    expect((await clients({ ...environment, MAQIAO_SECRET: madeUpSecret('other') }, 'list')).code).toBe(1);
  }, 60_000);

  test('a server that runs has the first client within a second', async () => {
    const url = await createUrl();
    const api = await startApi({ environment: { DATABASE_URL: url, MAQIAO_SECRET: madeUpSecret('one') } });
    const discovery = () => fetch(`${api.url}/.well-known/openid-configuration`);
    expect((await discovery()).status).toBe(404);
    const environment = { ...environmentOf(url), WECHAT_APP_ID: api.simulator.appId };
    expect(await clients(environment, ...ADD)).toMatchObject({ code: 0, err: '' });
    api.clock.advance(1_000);
    expect((await discovery()).status).toBe(200);
  }, 60_000);
});

test.each([
  ['nothing', [], /^maqiao clients add --name/],
  ['an unknown command', ['drop'], /^maqiao clients add/],
  ['an option that is none', ['list', '--all'], /^maqiao clients add/],
  ['too many words', ['show', 'a', 'b'], /^maqiao clients add/],
  ['no name', ['add'], /^--name is missing/],
  ['no kind', ['add', '--name', 'x', '--kind', 'website2'], /^--kind must be/],
  ['nobody to show', ['show'], /^show wants a client id/],
  ['nobody to change', ['update', '--name', 'x'], /^update wants a client id/],
  ['nothing to change', ['update', 'shop'], /^update wants an option/],
  ['another id', ['update', 'shop', '--id', 'x'], /^The id and the kind of a client stay/],
  ['another kind', ['update', 'shop', '--kind', 'page'], /^The id and the kind of a client stay/],
  ['both of PKCE', ['update', 'shop', '--with-pkce', '--without-pkce'], /^Write --with-pkce or/],
  [
    'both of the claims',
    ['update', 'shop', '--claims-in-id-token', '--no-claims-in-id-token'],
    /^Write --claims-in-id-token or/,
  ],
  ['too long an overlap', ['rotate-secret', 'x', '--overlap', '721'], /^--overlap must be/],
  ['no overlap', ['rotate-secret', 'x', '--overlap', 'soon'], /^--overlap must be/],
  [
    'no database',
    ['list'],
    /^DATABASE_URL must name a database that exists: start Maqiao with it first\.\n$/,
  ],
])('%s: a sentence and status 1', async (_name, args, sentence) => {
  const { code, out, err } = await clients(environmentOf('sqlite:./none.db'), ...args);
  expect([code, out]).toEqual([1, '']);
  expect(err).toMatch(sentence);
});

test('its help, in both languages', async () => {
  const environment = environmentOf('sqlite:./none.db');
  for (const [language, words] of [
    ['en', /registers an OpenID Connect client/],
    ['zh', /登记一个 OpenID Connect 客户端/],
  ] as const) {
    const { code, out } = await clients({ ...environment, MAQIAO_LANG: language }, '--help');
    expect(code).toBe(0);
    expect(out).toMatch(words);
    for (const option of [
      'update',
      '--kind',
      '--overlap',
      '--yes',
      '--json',
      '--email-domain',
      '--grant-type',
    ])
      expect(out).toContain(option);
  }
});
