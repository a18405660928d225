import { expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { describeEachDatabase } from '../../../test/each-database.ts';
import { ManualClock } from '../../../test/manual-clock.ts';
import { testSettings } from '../../../test/test-settings.ts';
import type { Database } from '../../platform/database/database.ts';
import { MaqiaoSecret } from '../../platform/secret/maqiao-secret.ts';
import { checkClient } from './client-faults.ts';
import { ClientsService } from './clients.service.ts';
import { ClientsTable } from './clients-table.ts';

const HOUR = 3_600_000;
const SHOP = { client_name: '山前书店', redirect_uris: ['https://shop.example.com/callback'] };

describeEachDatabase('clients', ({ open }) => {
  function over(database: Database) {
    const clock = new ManualClock();
    const table = new ClientsTable(database, new MaqiaoSecret(randomBytes(32)), clock);
    return { clock, table, clients: new ClientsService(table, clock, testSettings()) };
  }

  test('one is added with defaults, an id that is made up, and a secret that is shown once and sealed', async () => {
    const database = await open();
    const { clients, table } = over(database);
    const { client_secret: secret = '', ...added } = await clients.add(SHOP);
    expect(added).toEqual({
      ...SHOP,
      client_id: expect.stringMatching(/^client-[0-9a-f]{16}$/),
      application_type: 'web',
      post_logout_redirect_uris: [],
      token_endpoint_auth_method: 'client_secret_basic',
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      id_token_signed_response_alg: 'RS256',
      scope: 'openid profile offline_access',
      require_pkce: true,
      claims_in_id_token: false,
      client_id_issued_at: expect.any(Number),
      updated_at: expect.any(Number),
      source: 'owner',
      secrets: [{ created_at: expect.any(Number), expires_at: 0 }],
    });
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
    expect(await clients.get(added.client_id)).toEqual(added);
    expect(await clients.list()).toEqual({ issuer: 'https://login.example.com', clients: [added] });
    expect(await table.secretsOf(added.client_id)).toEqual([secret]);
    for (const rows of ['clients', 'client_secrets'] as const)
      expect(JSON.stringify(await database.queries.selectFrom(rows).selectAll().execute())).not.toContain(
        secret,
      );
  });

  test('of two with one id the second is refused, also at the same instant', async () => {
    const { clients } = over(await open());
    const both = await Promise.allSettled([1, 2].map(() => clients.add({ ...SHOP, client_id: 'shop' })));
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(clients.add({ ...SHOP, client_id: 'shop' })).rejects.toMatchObject({
      faults: [
        { field: 'client_id', en: 'is the id of another client', zh: expect.stringMatching(/另一个/) },
      ],
    });
    expect((await clients.list()).clients).toHaveLength(1);
  });

  test('a rotated secret: the one before it is accepted for as long as was said, older ones no more', async () => {
    const { clients, table, clock } = over(await open());
    const { client_secret: first } = await clients.add({ ...SHOP, client_id: 'shop' });
    const { client_secret: second, secrets } = await clients.rotateSecret('shop');
    expect(secrets).toEqual([
      { created_at: expect.any(Number), expires_at: 0 },
      { created_at: expect.any(Number), expires_at: Math.floor((clock.now() + 24 * HOUR) / 1000) },
    ]);
    expect(new Set(await table.secretsOf('shop'))).toEqual(new Set([first, second]));
    clock.advance(24 * HOUR - 1);
    expect(await table.secretsOf('shop')).toHaveLength(2);
    clock.advance(1);
    expect(await table.secretsOf('shop')).toEqual([second]);
    const { client_secret: third } = await clients.rotateSecret('shop', 720);
    const { client_secret: fourth } = await clients.rotateSecret('shop', 1);
    expect(new Set(await table.secretsOf('shop'))).toEqual(new Set([third, fourth]));
    const { client_secret: last } = await clients.rotateSecret('shop', 0);
    expect(await table.secretsOf('shop')).toEqual([last]);
  });

  test('rotated many times at once, two secrets are accepted at most', async () => {
    const { clients, table } = over(await open());
    await clients.add({ ...SHOP, client_id: 'shop' });
    await Promise.all(Array.from({ length: 8 }, () => clients.rotateSecret('shop')));
    expect(await table.secretsOf('shop')).toHaveLength(2);
    expect((await clients.get('shop')).secrets.filter(({ expires_at: until }) => until === 0)).toHaveLength(
      1,
    );
  });

  test('a change leaves the rest, and takes back by null', async () => {
    const { clients, clock } = over(await open());
    await clients.add({ ...SHOP, client_id: 'shop', email_domain: 'users.example.com', require_pkce: false });
    clock.advance(5_000);
    const before = await clients.get('shop');
    const changed = await clients.change('shop', { client_name: 'Books', email_domain: null });
    expect(changed).not.toHaveProperty('email_domain');
    expect(changed).toEqual({
      ...before,
      email_domain: undefined,
      client_name: 'Books',
      updated_at: before.updated_at + 5,
    });
    await expect(
      clients.change('shop', { redirect_uris: ['http://shop.example.com/'] }),
    ).rejects.toMatchObject({
      faults: [{ field: 'redirect_uris[0]', en: expect.stringMatching(/^is http/) }],
    });
    expect(await clients.get('shop')).toEqual(changed);
    await expect(clients.change('none', {})).rejects.toMatchObject({ reason: 'unknown' });
  });

  test('one that becomes public loses its secrets; confidential again, it has none before it is rotated', async () => {
    const { clients, table } = over(await open());
    await clients.add({ ...SHOP, client_id: 'shop' });
    await clients.rotateSecret('shop');
    expect((await clients.change('shop', { token_endpoint_auth_method: 'none' })).secrets).toEqual([]);
    await expect(clients.rotateSecret('shop')).rejects.toMatchObject({ reason: 'no_secret' });
    const again = await clients.change('shop', { token_endpoint_auth_method: 'client_secret_post' });
    expect(again.secrets).toEqual([]);
    const { client_secret: secret } = await clients.rotateSecret('shop');
    expect(await table.secretsOf('shop')).toEqual([secret]);
    // A device is sent back nowhere.
    const device = await clients.change('shop', {
      grant_types: ['urn:ietf:params:oauth:grant-type:device_code'],
      redirect_uris: [],
    });
    expect(device.response_types).toEqual([]);
    const back = await clients.change('shop', { grant_types: ['authorization_code'], ...SHOP });
    expect(back.response_types).toEqual(['code']);
  });

  test('removed with its secrets, and what the engine keeps for it', async () => {
    const database = await open();
    const { clients } = over(database);
    for (const client_id of ['shop', 'forum']) {
      await clients.add({ ...SHOP, client_id });
      const expires_at = Date.now() + HOUR;
      const record = {
        model: 'RefreshToken',
        id_hash: client_id,
        payload_sealed: 'x',
        client_id,
        expires_at,
      };
      await database.queries.insertInto('oidc_records').values(record).execute();
    }
    await clients.remove('shop');
    await expect(clients.get('shop')).rejects.toMatchObject({ reason: 'unknown' });
    await expect(clients.remove('shop')).rejects.toMatchObject({ reason: 'unknown' });
    for (const rows of ['clients', 'client_secrets', 'oidc_records'] as const) {
      const left = await database.queries.selectFrom(rows).select('client_id').execute();
      expect([rows, left]).toEqual([rows, [{ client_id: 'forum' }]]);
    }
  });

  test('the clients of the file are changed there only, and their secret is the only one', async () => {
    const { clients, table, clock } = over(await open());
    const metadata = checkClient({ ...SHOP, client_id: 'shop' }, []);
    expect(await table.putOfFile(metadata, 'first')).toBe(true);
    const before = await clients.get('shop');
    clock.advance(60_000);
    await Promise.all([1, 2, 3].map(() => table.putOfFile(metadata, 'first')));
    expect(await clients.get('shop')).toEqual({ ...before, source: 'file' });
    for (const change of [
      () => clients.change('shop', { client_name: 'x' }),
      () => clients.rotateSecret('shop'),
      () => clients.remove('shop'),
    ])
      await expect(change()).rejects.toMatchObject({
        reason: 'of_file',
        why: { en: expect.stringContaining('CLIENTS_FILE'), zh: expect.stringContaining('CLIENTS_FILE') },
      });
    expect(await table.replace(metadata)).toBe(false);
    expect(await table.addSecret('shop', 'other', 0)).toBe(false);

    await table.putOfFile(metadata, 'second');
    expect(await table.secretsOf('shop')).toEqual(['second']);
    await table.putOfFile({ ...metadata, client_name: 'Books' }, 'second');
    expect(await clients.get('shop')).toMatchObject({
      client_name: 'Books',
      updated_at: before.updated_at + 60,
    });
    await table.putOfFile({ ...metadata, token_endpoint_auth_method: 'none' }, undefined);
    expect(await table.secretsOf('shop')).toEqual([]);

    await clients.add({ ...SHOP, client_id: 'forum' });
    expect(await table.putOfFile({ ...metadata, client_id: 'forum' }, 'second')).toBe(false);
    expect((await clients.get('forum')).source).toBe('owner');
  });
});
