import type { OwnerDuplicates, OwnerUser, SessionServerEvents } from '@maqiao/shared';
import { ownerAudit, ownerDuplicates } from '@maqiao/shared/schemas';
import { afterEach, expect, test } from '@jest/globals';
import { builtProgram, madeUpSecret } from '@maqiao/test-servers';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import type { DefaultEventsMap } from 'socket.io';
import { v7 as uuidv7 } from 'uuid';
import { SecurityEventsTable } from '../src/people/audit/security-events-table.ts';
import { Database } from '../src/platform/database/database.ts';
import { describeEachDatabase } from './each-database.ts';
import { startApi, type ApiUnderTest } from './support/api-under-test.ts';

const cleaning: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleaning.splice(0).reverse()) await clean();
});

interface Outcome {
  code: number;
  out: string;
  err: string;
}

/** What `npm run users` runs, as a process of its own. */
function users(environment: Record<string, string>, ...args: string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(process.execPath, [builtProgram('users'), ...args], { env: environment }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });
}

const ADMIN_KEY = madeUpSecret('other');

/** Of a command where no server runs: nobody listens at this port. */
const environmentOf = (databaseUrl: string): Record<string, string> => ({
  HOST: '127.0.0.1',
  PORT: '1',
  PUBLIC_URL: 'https://login.example.com',
  WECHAT_APP_ID: 'wx0123456789abcdef',
  WECHAT_APP_SECRET: '0123456789abcdef0123456789abcdef',
  DATABASE_URL: databaseUrl,
  MAQIAO_SECRET: madeUpSecret('one'),
});

async function insert(database: Database, count: number, nickname: (n: number) => string | null) {
  const people = Array.from({ length: count }, (_, n) => ({
    id: `person-${String(n).padStart(14, '0')}`,
    nickname: nickname(n),
    created_at: Date.UTC(2026, 0, 1) + n,
    last_login_at: Date.UTC(2026, 0, 2),
  }));
  await database.queries.insertInto('users').values(people).execute();
  const identities = people.map(({ id, created_at, last_login_at }, n) => ({
    provider: 'wechat-mini-program' as const,
    app_id: 'wx0123456789abcdef',
    subject: `o${n}`,
    user_id: id,
    unionid: n === 0 ? 'the-first' : null,
    session_key_sealed: 'never shown',
    created_at,
    last_used_at: last_login_at,
  }));
  await database.queries.insertInto('identities').values(identities).execute();
}

/** A signed-in page, with its `/session` socket. */
async function signedIn(api: ApiUnderTest) {
  const [browser, phone] = [api.browser(), api.phone()];
  await browser.register();
  await phone.scan(browser.scene);
  await phone.confirm(browser.scene);
  const { accessToken } = (await browser.claim()).body;
  const socket: Socket<SessionServerEvents, DefaultEventsMap> = io(`${api.url}/session`, {
    transports: ['websocket'],
    auth: { accessToken },
    extraHeaders: { Origin: api.url },
    reconnection: false,
    forceNew: true,
  });
  cleaning.push(() => socket.disconnect());
  const ended = new Promise<string>((resolve) => socket.on('session_ended', ({ reason }) => resolve(reason)));
  await new Promise<void>((resolve) => socket.on('connect', resolve));
  return { phone, browser, ended };
}

describeEachDatabase('npm run users', ({ createUrl, open }) => {
  test('list: the newest, how many there are, and nothing that is secret', async () => {
    const url = await createUrl();
    await insert(await open(url), 60, (n) => (n === 59 ? '王小明' : n === 58 ? '\u001b[31mred\n' : null));
    const { code, out } = await users(environmentOf(url), 'list');
    expect(code).toBe(0);
    expect(out.trim().split('\n')).toHaveLength(53);
    expect(out).toMatch(/person-00000000000059 +o59 +2026-01-02 00:00 +0 +王小明\n/);
    expect(out).toMatch(/60 people, the 50 newest are shown/);
    for (const hidden of ['\u001b', 'never shown']) expect(out).not.toContain(hidden);
    expect((await users(environmentOf(url), 'list', '--limit', '1')).out).toMatch(/60 people, the 1 newest/);
  });

  test('duplicates, merge and unmerge: a preview first, and an undo', async () => {
    const url = await createUrl();
    const database = await open(url);
    await insert(database, 3, (n) => ['Ann', 'Bob', 'Eve'][n] ?? null);
    const environment = environmentOf(url);
    const run = (...args: string[]) => users(environment, ...args);
    expect(await run('duplicates')).toMatchObject({ code: 0, out: 'No two users share a unionid.\n' });
    const [ann, bob] = [0, 1].map((n) => `person-${String(n).padStart(14, '0')}`);
    const preview = await run('merge', 'o1', 'the-first');
    expect(preview.code).toBe(1);
    expect(preview.err).toContain('They share no unionid');
    expect(preview.err).toContain(`merge ${bob} ${ann} --yes`);
    expect((await run('show', 'o1')).out).toContain(bob);
    const merged = await run('merge', 'o1', 'the-first', '--yes');
    expect([merged.code, merged.out]).toEqual([
      0,
      expect.stringContaining(`Bob (${bob}) has given way to Ann`),
    ]);
    expect((await run('show', 'o1')).out).toContain(ann);
    expect((await run('merge', bob ?? '', 'o2', '--yes')).err).toContain('undo that merge first');
    const found = JSON.parse((await run('duplicates', '--json')).out) as OwnerDuplicates;
    expect(ownerDuplicates.parse(found).merges).toMatchObject([{ user: { id: bob }, into: { id: ann } }]);
    expect((await run('duplicates')).out).toMatch(
      /Merged in the last 30 days:\n {2}person-.*Bob.* → person-.*Ann/,
    );
    expect((await run('unmerge', 'o1')).err).toContain('has not given way to anybody'); // that is Ann now
    expect((await run('unmerge', bob ?? '')).err).toContain(`unmerge ${bob} --yes`);
    expect(await run('unmerge', bob ?? '', '--yes')).toMatchObject({ code: 0 });
    expect((await run('show', 'o1')).out).toContain(bob);
    const events = await database.queries.selectFrom('security_events').select(['user_id', 'kind']).execute();
    expect(events.map(({ user_id, kind }) => `${user_id} ${kind}`).sort()).toEqual([
      `${ann} merged`,
      `${ann} unmerged`,
      `${bob} merged`,
      `${bob} unmerged`,
    ]);
  });

  test('audit: everybody’s entries or one person’s, for a terminal and for a program', async () => {
    const url = await createUrl();
    const database = await open(url);
    await insert(database, 2, (n) => ['Ann', 'B\u001bob'][n] ?? null);
    const at = Date.now() - 60_000;
    const [ann, bob] = [0, 1].map((n) => `person-${String(n).padStart(14, '0')}`) as [string, string];
    const entry = { subject: 's', place: { origin: 'https://a.example', ip: '203.0.113.7' } };
    const client = { id: 'shop', name: '山前书店' };
    await new SecurityEventsTable(database).insert([
      { id: uuidv7({ msecs: at }), at, draft: { ...entry, userId: ann, kind: 'scanned' } },
      {
        ...{ id: uuidv7({ msecs: at + 1 }), at: at + 1 },
        draft: { ...entry, userId: bob, kind: 'signed_in', method: 'website', client },
      },
    ]);
    const run = (...args: string[]) => users(environmentOf(url), 'audit', ...args);
    const { code, out } = await run();
    expect(code).toBe(0);
    expect(out.split('\n')).toEqual([
      expect.stringMatching(
        `${bob}  Bob  Signed in  Website app  山前书店  https://a\\.example  203\\.0\\.113\\.7$`,
      ),
      expect.stringContaining(`${ann}  Ann  Scanned a code  https://a.example`),
      '',
    ]);
    const found = ownerAudit.parse(JSON.parse((await run('o1', '--json')).out));
    expect(found.events).toMatchObject([{ user: { id: bob }, method: 'website', clientId: 'shop' }]);
    expect((await run('--limit', '1')).out).toMatch(/There are older ones: --cursor [0-9a-f-]{36}\n$/);
    expect((await run('--method', 'message')).out).toBe('No entries.\n');
    expect(await run('--from', 'yesterday')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^--from: must be a time/),
    });
  });

  test('find: by nickname, id and openid', async () => {
    const url = await createUrl();
    await insert(await open(url), 3, (n) => ['Ann', 'Bob', 'Annette'][n] ?? null);
    const { out } = await users(environmentOf(url), 'find', 'ann');
    expect(out).toMatch(/Annette\n.*Ann\n\n2 people\.\n$/);
    expect((await users(environmentOf(url), 'find', 'o1')).out).toMatch(/Bob\n\n1 person\.\n$/);
    expect((await users(environmentOf(url), 'find', 'nobody')).out).toBe('Nobody.\n');
    const one = await users(environmentOf(url), 'find', 'ann', '--limit', '1');
    expect(one.out).toMatch(/Annette\n\n2 people, the 1 newest are shown/);
  });

  test('show: one person by id, openid or unionid, with every identity, and nothing that is secret', async () => {
    const url = await createUrl();
    const database = await open(url);
    await insert(database, 2, (n) => ['Ann', 'Bob'][n] ?? null);
    await database.queries
      .insertInto('identities')
      .values({
        provider: 'wechat-website',
        app_id: 'wx1111111111111111',
        subject: 'oWebsite',
        user_id: 'person-00000000000000',
        unionid: 'the-first',
        session_key_sealed: null,
        created_at: 1,
        last_used_at: 1,
      })
      .execute();
    for (const who of ['person-00000000000000', 'o0', 'oWebsite', 'the-first']) {
      const { code, out } = await users(environmentOf(url), 'show', who);
      expect(code).toBe(0);
      expect(out).toMatch(/person-00000000000000 +o0 .* Ann\n/);
      expect(out).toMatch(
        /WeChat identities\n {2}wechat-mini-program wx0123456789abcdef +o0 +unionid the-first +2026-01-02 00:00\n {2}wechat-website wx1111111111111111 +oWebsite +unionid the-first +1970-01-01 00:00\n$/,
      );
      expect(out).not.toContain('never shown');
      expect(out).not.toContain('Bob');
    }
    expect((await users(environmentOf(url), 'show', 'Ann')).err).toMatch(
      /^Nobody has this id, openid or unionid/,
    );
    // Two who were never merged: which of them is meant is not for us to guess.
    await database.queries
      .updateTable('identities')
      .set({ user_id: 'person-00000000000001' })
      .where('subject', '=', 'oWebsite')
      .execute();
    expect((await users(environmentOf(url), 'show', 'the-first')).code).toBe(1);
  });

  /** A server and what its commands find in their environment, and somebody who is signed in there. */
  async function withServer(environment: Record<string, string> = { ADMIN_KEY }) {
    const databaseUrl = await createUrl();
    const api = await startApi({
      environment: { DATABASE_URL: databaseUrl, MAQIAO_SECRET: madeUpSecret('one'), ...environment },
    });
    const person = await signedIn(api);
    const { id, openid } = await api
      .database()
      .selectFrom('identities')
      .select(['user_id as id', 'subject as openid'])
      .executeTakeFirstOrThrow();
    const here = { ...environmentOf(databaseUrl), ...environment, PORT: new URL(api.url).port };
    return { api, ...person, id, openid, here };
  }

  test('block and unblock while the server runs: the open page is notified, the phone is refused and then accepted', async () => {
    const { phone, browser, ended, id, openid, here } = await withServer();
    const blocked = await users(here, 'block', openid);
    expect(blocked).toMatchObject({ code: 0, err: '' });
    expect(blocked.out).toMatch(
      /is blocked\. The one browser they were signed in with is signed out\. Open pages show it at once\.\n$/,
    );
    expect(blocked.out).toContain(id);
    expect(await ended).toBe('blocked');
    expect((await browser.refresh()).body.code).toBe('session_revoked');
    expect((await phone.signIn()).body.code).toBe('login_blocked');
    expect((await users(here, 'list', '--blocked')).out).toMatch(/1 person\.\n$/);
    expect((await users(here, 'block', id)).out).toMatch(/^Nothing to do: .*blocked already/);

    expect((await users(here, 'unblock', id)).out).toMatch(/may sign in again\.\n$/);
    expect((await phone.signIn()).status).toBe(200);
  });

  const DIRECTLY = 'So the database was changed directly, and open pages learn it at their next call.';
  test.each<[string, Record<string, string>, Record<string, string>, RegExp]>([
    ['no server answers', { ADMIN_KEY }, { PORT: '1' }, /No server answers at http:\/\/127\.0\.0\.1:1\./],
    ['there is no key', {}, {}, /ADMIN_KEY is not set\./],
    [
      'the server has another key',
      { ADMIN_KEY },
      { ADMIN_KEY: madeUpSecret('third') },
      /The server at \S+ did not do it \(status 401\)\./,
    ],
  ])(
    'where %s a block is written to the database, ends the session, and says so',
    async (_case, environment, other, why) => {
      const { phone, browser, openid, here } = await withServer(environment);
      const { code, out, err } = await users({ ...here, ...other }, 'block', openid);
      expect([code, err]).toEqual([0, '']);
      expect(out).toMatch(why);
      expect(out).toContain(DIRECTLY);
      expect(out + err).not.toContain(ADMIN_KEY);
      expect((await browser.refresh()).body.code).toBe('session_revoked');
      expect((await phone.signIn()).body.code).toBe('login_blocked');
    },
    60_000,
  );

  test('a server of another database changes nothing here, and is named', async () => {
    const { api, openid, here } = await withServer();
    const elsewhere = await startApi({ environment: { ADMIN_KEY } });
    const { out } = await users({ ...here, PORT: new URL(elsewhere.url).port }, 'block', openid);
    expect(out).toMatch(/The server at \S+ did not do it \(status 404\)\./);
    expect(out).toContain(DIRECTLY);
    expect(await api.database().selectFrom('users').select('blocked').execute()).toEqual([{ blocked: 1 }]);

    // One that knows somebody of the same id, as a copy does, would do it there.
    const copied = await api.database().selectFrom('users').selectAll().executeTakeFirstOrThrow();
    await elsewhere.database().insertInto('users').values(copied).execute();
    const again = await users({ ...here, PORT: new URL(elsewhere.url).port }, 'delete', openid, '--yes');
    expect(again.out).toMatch(/The server that answers at HOST and PORT runs on another database\./);
    expect(await api.database().selectFrom('users').select('id').execute()).toEqual([]);
  });

  test('delete wants a second word, and then nothing of the person is left', async () => {
    const { api, phone, browser, ended, id, openid, here } = await withServer();
    const asked = await users(here, 'delete', openid);
    expect([asked.code, asked.err]).toEqual([1, expect.stringContaining(`delete ${id} --yes`)]);
    expect((await browser.refresh()).status).toBe(200);

    const done = await users(here, 'delete', openid, '--yes');
    expect(done).toMatchObject({ code: 0, err: '', out: expect.stringContaining(id) });
    expect(done.out).toMatch(/Open pages show it at once\.\n$/);
    expect(await ended).toBe('account_deleted');
    expect((await browser.refresh()).body.code).toBe('no_session');
    for (const table of ['users', 'identities', 'sessions', 'security_events'] as const)
      expect(await api.database().selectFrom(table).selectAll().execute()).toEqual([]);
    expect((await phone.signIn()).status).toBe(200);
    const again = await api.database().selectFrom('users').select('id').executeTakeFirstOrThrow();
    expect(again.id).not.toBe(id);

    // The same without a server that does it.
    const directly = await users({ ...here, PORT: '1' }, 'delete', again.id, '--yes');
    expect(directly.out).toContain(DIRECTLY);
    expect(await api.database().selectFrom('users').selectAll().execute()).toEqual([]);
  });

  test('export: everybody, as CSV without formulas, and as JSON unchanged', async () => {
    const url = await createUrl();
    const nicknames = ['=1+1', '-2+3', 'a "b", c\nd', '王小明', null];
    await insert(await open(url), 450, (n) => nicknames[n] ?? null);
    const csv = await users(environmentOf(url), 'export');
    expect(csv.err).toBe('Exported as csv: 450 people.\n');
    expect(csv.out.startsWith('\uFEFFid,nickname,openid,')).toBe(true);
    expect(csv.out).toContain(`person-00000000000000,'=1+1,o0,`);
    expect(csv.out).toContain(`,'-2+3,`);
    expect(csv.out).toContain('"a ""b"", c\nd"');
    expect(csv.out.split('\r\n')).toHaveLength(452);

    const folder = mkdtempSync(join(tmpdir(), 'maqiao-export-'));
    cleaning.push(() => rmSync(folder, { recursive: true, force: true }));
    const file = join(folder, 'people.json');
    writeFileSync(file, 'of yesterday', { mode: 0o644 });
    const { code, out, err } = await users(environmentOf(url), 'export', '--file', file);
    expect([code, out, err]).toEqual([0, '', `Exported as json to ${file}: 450 people.\n`]);
    const people = JSON.parse(readFileSync(file, 'utf8')) as OwnerUser[];
    expect(new Set(people.map(({ id }) => id)).size).toBe(450);
    expect(people.at(-1)?.nickname).toBe('=1+1');
    expect(statSync(file).mode & 0o077).toBe(0);
  });
});

test.each([
  ['nothing', [], /^maqiao users list/],
  ['an unknown command', ['drop'], /^maqiao users list/],
  ['an option that is none', ['list', '--all'], /^maqiao users list/],
  ['a limit that is none', ['list', '--limit', 'many'], /^--limit must/],
  ['a format that is none', ['export', '--format', 'xml'], /^--format must/],
  ['nobody to block', ['block'], /^block wants an id, openid or unionid/],
  [
    'no database',
    ['list'],
    /^DATABASE_URL must name a database that exists: start Maqiao with it first\.\n$/,
  ],
])('%s: a sentence and status 1', async (_name, args, sentence) => {
  const { code, out, err } = await users(environmentOf('sqlite:./none.db'), ...args);
  expect([code, out]).toEqual([1, '']);
  expect(err).toMatch(sentence);
});

test('an unknown person, and a file that cannot be written', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'maqiao-users-'));
  cleaning.push(() => rmSync(folder, { recursive: true, force: true }));
  const url = `sqlite:${join(folder, 'a.db')}`;
  const database = await Database.open(url);
  cleaning.push(() => database.onApplicationShutdown());
  await insert(database, 1, () => 'Ann');
  // A nickname is no name for a block.
  expect((await users(environmentOf(url), 'block', 'Ann')).err).toMatch(
    /^Nobody has this id, openid or unionid/,
  );
  const unwritable = await users(environmentOf(url), 'export', '--file', join(folder, 'none', 'x.csv'));
  expect(unwritable).toMatchObject({ code: 1, err: 'The file cannot be written (ENOENT).\n' });
});
