import { expect, test } from '@jest/globals';
import { madeUpSecret } from '@maqiao/test-servers';
import { strFromU8, unzipSync } from 'fflate';
import { sql } from 'kysely';
import sharp from 'sharp';
import { describeEachDatabase } from '../../../test/each-database.ts';
import { ADMIN_KEY, OTHER_ORIGIN, startSessionsApp, type SessionsApp } from '../../../test/sessions-app.ts';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { AvatarsService } from '../../people/avatars/avatars.service.ts';
import type { Tables } from '../../platform/database/tables.ts';
import { PERSONAL_TABLES, type ColumnUse } from './personal-tables.ts';

/** What a person's rows hold, so that it is found wherever it stands. */
const mark = (person: string, what: string) => `${person}-${what}`;

/** A row of this person in every table that has rows of people. The name of a table without one fails the test below. */
async function fill({ database, clock }: SessionsApp, userId: string, person: string): Promise<Set<string>> {
  const now = clock.now();
  const filled = new Set<string>(['users', 'identities']);
  const put = async <Name extends keyof Tables>(name: Name, row: Record<string, unknown>) => {
    filled.add(name);
    const columns = sql.join(Object.keys(row).map((column) => sql.ref(column)));
    await sql`insert into ${sql.table(name)} (${columns}) values (${sql.join(Object.values(row))})`.execute(
      database.queries,
    );
  };
  const identity = { provider: 'wechat-mini-program', app_id: 'wx0123456789abcdef', subject: person };
  const sid = mark(person, 'sid');
  const client_id = mark(person, 'client');
  await put('users', {
    id: mark(person, 'before'),
    created_at: now,
    last_login_at: now,
    merged_into: userId,
  });
  await database.queries
    .updateTable('users')
    .set({ external_id: mark(person, 'external'), merged_subs: JSON.stringify([mark(person, 'before')]) })
    .where('id', '=', userId)
    .execute();
  const merge = mark(person, 'merge');
  await put('user_merges', { id: merge, user_id: userId, merged_id: mark(person, 'before'), merged_at: now });
  await put('merged_identities', { merge_id: merge, ...identity });
  await put('wechat_grants', {
    ...identity,
    tokens_sealed: mark(person, 'SECRET'),
    proposed_nickname: mark(person, 'name'),
    updated_at: now,
  });
  await put('sessions', {
    sid,
    user_id: userId,
    origin: 'https://a.example',
    browser: 'Firefox',
    os: 'Linux',
    created_at: now,
    last_seen_at: now,
    expires_at: now + 1000,
    advanced_at: now,
  });
  await put('clients', { client_id, metadata: '{}', source: 'owner', created_at: now, updated_at: now });
  await put('client_sessions', { sid, client_id, created_at: now });
  await put('consents', { user_id: userId, client_id, scopes: 'openid', granted_at: now });
  await put('forward_auth_consents', { user_id: userId, host: mark(person, 'host'), granted_at: now });
  await put('oidc_records', {
    model: 'Grant',
    id_hash: mark(person, 'SECRET'),
    payload_sealed: mark(person, 'SECRET'),
    user_id: userId,
    client_id,
    expires_at: now,
  });
  await put('security_events', {
    id: mark(person, 'event'),
    user_id: userId,
    kind: 'scanned',
    subject: sid,
    at: now,
  });
  await put('known_browsers', {
    browser_hash: mark(person, 'browser'),
    user_id: userId,
    sid,
    created_at: now,
    last_used_at: now,
  });
  return filled;
}

/** Tables, and their columns, as the database has them. */
async function schemaOf({ database }: SessionsApp): Promise<Map<string, string[]>> {
  const tables = await database.queries.introspection.getTables();
  return new Map(tables.map(({ name, columns }) => [name, columns.map((column) => column.name).sort()]));
}

/** Rows anywhere that hold one of these texts. */
async function traces({ database }: SessionsApp, texts: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const { name } of await database.queries.introspection.getTables()) {
    const { rows } = await sql<object>`select * from ${sql.table(name)}`.execute(database.queries);
    if (rows.some((row) => texts.some((text) => JSON.stringify(row).includes(text)))) found.push(name);
  }
  return found;
}

async function withPerson(url: string) {
  const folder = temporaryFolder('archive');
  const api = await startSessionsApp({
    DATABASE_URL: url,
    MAQIAO_SECRET: madeUpSecret('one'),
    AVATAR_STORAGE: `disk:${folder}`,
  });
  const get = async (path: string, token = ADMIN_KEY, headers: Record<string, string> = {}) =>
    api.app.inject({ url: path, headers: { authorization: `Bearer ${token}`, ...headers } });
  return { ...api, get };
}

describeEachDatabase('everything that is kept of a person', ({ createUrl }) => {
  test('is in one archive, without secrets and without anybody else; and all of it goes with a deletion', async () => {
    const api = await withPerson(await createUrl());
    const other = await api.signIn('oOther');
    const filled = await fill(api, api.user.id, 'oLi');
    await fill(api, other.id, 'oOther');
    await api.app.get(AvatarsService).set(
      api.user.id,
      await sharp({ create: { width: 8, height: 8, channels: 3, background: 'teal' } })
        .png()
        .toBuffer(),
    );

    // Every table and column of the database is decided about, and every table of people has a row here.
    const schema = await schemaOf(api);
    for (const bookkeeping of ['kysely_migration', 'kysely_migration_lock']) schema.delete(bookkeeping);
    expect([...schema.keys()].sort()).toEqual(Object.keys(PERSONAL_TABLES).sort());
    const personal = Object.entries(PERSONAL_TABLES).flatMap(([name, table]) =>
      'nothing' in table ? [] : [[name, Object.entries<ColumnUse>(table.columns)] as const],
    );
    for (const [name, columns] of personal) {
      expect([name, columns.map(([column]) => column).sort()]).toEqual([name, schema.get(name)]);
      expect(filled).toContain(name);
    }

    const answer = await api.get(`/api/users/${api.user.id}/export`);
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'application/zip']);
    expect(answer.headers['content-disposition']).toMatch(/^attachment; filename="maqiao-[\w-]+\.zip"$/);
    const files = unzipSync(answer.rawPayload);
    expect(files['picture.jpg']?.subarray(0, 3)).toEqual(new Uint8Array([0xff, 0xd8, 0xff]));
    const texts = Object.entries(files).filter(([name]) => name.endsWith('.json'));
    const all = Object.assign(
      {},
      ...texts.map(([, bytes]) => JSON.parse(strFromU8(bytes)) as object),
    ) as Record<string, object[]>;
    const camelCase = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
    for (const [name, columns] of personal) {
      const rows = all[camelCase(name)] ?? [];
      expect([name, rows.length]).toEqual([name, name === 'users' ? 2 : 1]);
      const kept = columns.filter(([, use]) => typeof use === 'string').map(([column]) => camelCase(column));
      for (const row of rows) expect(Object.keys(row).sort()).toEqual(kept.sort());
    }
    const text = texts.map(([, bytes]) => strFromU8(bytes)).join('');
    expect(text).toContain(mark('oLi', 'external'));
    for (const hidden of ['SECRET', 'oOther', other.id]) expect(text).not.toContain(hidden);
    const readme = strFromU8(files['README.txt'] ?? new Uint8Array());
    for (const name of Object.keys(files))
      expect(name === 'README.txt' || readme.split(name).length === 3).toBe(true);
    expect(readme).toContain('全部内容');

    expect((await api.get('/api/users/nobody/export')).statusCode).toBe(404);
    const ownTexts = [
      api.user.id,
      ...['sid', 'before', 'event', 'browser', 'host'].map((what) => mark('oLi', what)),
    ];
    const deletion = await api.app.inject({
      method: 'DELETE',
      url: `/api/users/${api.user.id}`,
      headers: { authorization: `Bearer ${ADMIN_KEY}` },
    });
    expect(deletion.statusCode).toBe(204);
    expect(await traces(api, ownTexts)).toEqual([]);
    expect(await traces(api, [other.id])).not.toEqual([]);
  }, 60_000);

  test('is given to themselves on our own page, a short time after a proof, and to nobody else', async () => {
    const api = await withPerson(await createUrl());
    const { accessToken } = await api.browser('s1');
    const elsewhere = await api.browser('s2', { origin: OTHER_ORIGIN });
    const own = await api.get('/api/me/export', accessToken);
    expect([own.statusCode, own.headers['content-type']]).toEqual([200, 'application/zip']);
    expect(strFromU8(unzipSync(own.rawPayload)['account.json'] ?? new Uint8Array())).toContain(api.user.id);
    const foreign = await api.get('/api/me/export', elsewhere.accessToken, { origin: OTHER_ORIGIN });
    expect(foreign.json<{ code: string }>().code).toBe('origin_not_allowed');
    expect((await api.get('/api/me/export', await api.phoneToken())).statusCode).toBe(401);
    expect((await api.get('/api/me/export')).statusCode).toBe(401);
    api.clock.advance(5 * 60_000 + 1);
    const late = await api.get('/api/me/export', accessToken);
    expect(late.json<{ code: string }>().code).toBe('step_up_required');
  });
});
