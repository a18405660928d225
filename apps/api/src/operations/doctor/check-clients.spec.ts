import { describe, expect, test } from '@jest/globals';
import { clientMetadata, type ClientMetadataInput } from '../../oidc/clients/client-metadata.ts';
import { checkRedirects } from './check-clients.ts';

const SHOP = 'https://shop.example.com/callback';
const HERE = 'http://localhost:8080/callback';

/** What is said of these clients at a site of that address. */
function said(publicUrl: string, ...clients: Partial<ClientMetadataInput>[]) {
  const registered = clients.map((client, index) =>
    clientMetadata.parse({ client_id: `client-${index}`, client_name: 'Shop', ...client }),
  );
  return checkRedirects(registered, { publicUrl }).map(({ code, facts }) => [code, facts]);
}

describe('issue 15, number 8: the doctor says which redirect URIs cannot be right', () => {
  test('a website on the visitor’s own machine, where Maqiao is public', () => {
    expect(said('https://login.example.com', { redirect_uris: [SHOP, HERE] })).toEqual([
      ['redirect_loopback', { client: 'client-0', uri: HERE }],
    ]);
  });

  test.each([
    ['where Maqiao is tried out', 'http://localhost:3000', 'web'],
    ['over plain http within a network', 'http://192.168.1.9:3000', 'web'],
    ['of an application (RFC 8252 §7.3)', 'https://login.example.com', 'native'],
  ] as const)('loopback is right %s', (_name, publicUrl, type) => {
    expect(said(publicUrl, { redirect_uris: [HERE], application_type: type })).toEqual([]);
  });

  test('one that stands twice, and one that several clients have', () => {
    const other = 'https://wiki.example.com/callback';
    expect(
      said(
        'https://login.example.com',
        { redirect_uris: [SHOP, SHOP] },
        { redirect_uris: [other] },
        { redirect_uris: [SHOP, other] },
      ),
    ).toEqual([
      ['redirect_twice', { client: 'client-0', uri: SHOP }],
      ['redirect_shared', { uri: SHOP, clients: 'client-0, client-2' }],
      ['redirect_shared', { uri: other, clients: 'client-1, client-2' }],
    ]);
  });
});
