import { expect, jest, test } from '@jest/globals';
import { madeUpSecret } from '@maqiao/test-servers';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createApp } from '../../src/create-app.ts';
import { readClientsFile } from '../../src/oidc/clients/clients-file.ts';
import { ClientsService } from '../../src/oidc/clients/clients.service.ts';
import { ClientsTable } from '../../src/oidc/clients/clients-table.ts';
import { SigningKeys } from '../../src/sessions/tokens/signing-keys.ts';
import { describeEachDatabase } from '../each-database.ts';
import { afterThisTest } from '../support/after-this-test.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { testSettings } from '../test-settings.ts';

const SECRET = 'kX9vB2mQ7tR4wZ8sL1nP6yC3dF5gH0jA';
const SHOP = {
  client_id: 'shop',
  client_name: '山前书店',
  client_secret: SECRET,
  redirect_uris: ['https://shop.example.com/callback'],
};

function fileOf(content: unknown): string {
  const path = join(temporaryFolder('clients'), 'clients.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

describeEachDatabase('issue 15, number 2: CLIENTS_FILE', ({ createUrl, open }) => {
  /** Starts a server, and stops it again. @returns what is registered then, and the secrets of the shop */
  async function started(databaseUrl: string, content?: unknown) {
    const settings = testSettings({
      DATABASE_URL: databaseUrl,
      MAQIAO_SECRET: madeUpSecret('one'),
      ...(content !== undefined && { CLIENTS_FILE: fileOf(content) }),
    });
    const app = await createApp(settings);
    afterThisTest(() => app.close());
    await app.init();
    const { clients } = await app.get(ClientsService).list();
    return {
      clients: clients.map(({ client_id, source, client_name, claims_in_id_token }) => [
        client_id,
        source,
        claims_in_id_token ? `${client_name}, claims in the ID token` : client_name,
      ]),
      secrets: await app.get(ClientsTable).secretsOf('shop'),
    };
  }

  test('its clients are registered at the start, changed at a later one, and removed when they are gone', async () => {
    const url = await createUrl();
    const page = { ...SHOP, client_id: 'page', client_secret: undefined, token_endpoint_auth_method: 'none' };
    expect(await started(url, [SHOP, page])).toEqual({
      clients: [
        ['page', 'file', '山前书店'],
        ['shop', 'file', '山前书店'],
      ],
      secrets: [SECRET],
    });
    const changed = { ...SHOP, client_name: 'Books', client_secret: `${SECRET}2`, claims_in_id_token: true };
    expect(await started(url, [changed])).toEqual({
      clients: [['shop', 'file', 'Books, claims in the ID token']],
      secrets: [`${SECRET}2`],
    });
    expect((await started(url)).clients).toEqual([]);
  }, 60_000);

  test('many instances may start at the same moment', async () => {
    const url = await createUrl();
    await started(url, []);
    const all = await Promise.all([1, 2, 3].map(() => started(url, [SHOP])));
    for (const { clients } of all) expect(clients).toEqual([['shop', 'file', '山前书店']]);
    const { queries } = await open(url);
    expect(await queries.selectFrom('client_secrets').selectAll().execute()).toHaveLength(1);
  }, 60_000);

  test('an id that a client of the owner has stops the start', async () => {
    const url = await createUrl();
    await started(url, [SHOP]);
    await (await open(url)).queries.updateTable('clients').set({ source: 'owner' }).execute();
    const stopped = jest.spyOn(SigningKeys.prototype, 'onModuleDestroy');
    afterThisTest(() => stopped.mockRestore());
    await expect(started(url, [SHOP])).rejects.toThrow(
      /^CLIENTS_FILE \(.+clients\.json\), client shop: client_id is the id of a client that was registered outside this file\.$/,
    );
    // What it had begun has ended: both families of keys are read by timers.
    expect(stopped).toHaveBeenCalledTimes(2);
    expect((await started(url)).clients).toEqual([['shop', 'owner', '山前书店']]);
  }, 60_000);
});

test.each<[string, unknown, RegExp]>([
  ['no JSON', 'shop', /^The file of CLIENTS_FILE must be a JSON array of clients, such as \[\{ "client_id"/],
  ['an object', { shop: SHOP }, /must be a JSON array/],
  ['a text in the list', ['shop'], /, client number 1: client must be an object\.$/],
  ['no id', [SHOP, { ...SHOP, client_id: undefined }], /, client number 2: client_id is missing\.$/],
  ['one id twice', [SHOP, SHOP], /, client shop: client_id stands twice in the file\.$/],
  [
    'an id of the phone',
    [{ ...SHOP, client_id: 'mini-program' }],
    /client mini-program: client_id is an audience/,
  ],
  ['an origin', [{ ...SHOP, client_id: 'https://login.example.com' }], /client_id is an audience/],
  ['no secret', [{ ...SHOP, client_secret: undefined }], /, client shop: client_secret is missing\.$/],
  [
    'a short secret',
    [{ ...SHOP, client_secret: SECRET.slice(1) }],
    /client_secret must be 32 to 512 visible/,
  ],
  ['a secret of a pattern', [{ ...SHOP, client_secret: 'ab'.repeat(20) }], /client_secret must be/],
  ['a secret that is none', [{ ...SHOP, client_secret: 5 }], /client_secret must be/],
  [
    'a public client with one',
    [{ ...SHOP, token_endpoint_auth_method: 'none' }],
    /client_secret must not be set for a client without a secret/,
  ],
  [
    'an address that cannot work',
    [{ ...SHOP, redirect_uris: ['http://a.example/'] }],
    /redirect_uris\[0\] is http/,
  ],
  ['yes as text', [{ ...SHOP, claims_in_id_token: 'yes' }], /claims_in_id_token must be true or false\.$/],
  ['a member of others', [{ ...SHOP, contacts: [] }], /, client shop: contacts is no member of a client\.$/],
])(
  '%s: one sentence with the file, the client and the field, and without the secret',
  (_what, content, sentence) => {
    const path = fileOf(content);
    const reserved = ['mini-program', 'https://login.example.com'];
    const read = () => readClientsFile(path, reserved);
    expect(read).toThrow(sentence);
    expect(read).toThrow(path);
    expect(read).not.toThrow(SECRET.slice(1));
  },
);

test('a file that is not there, or is a folder', () => {
  const folder = temporaryFolder('clients');
  expect(() => readClientsFile(join(folder, 'none.json'), [])).toThrow(/names a file that is not there/);
  expect(() => readClientsFile(folder, [])).toThrow(/cannot be read \(EISDIR\)/);
});
