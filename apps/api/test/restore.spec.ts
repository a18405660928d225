import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { builtProgram, madeUpSecret, startPostgres, type TestPostgres } from '@maqiao/test-servers';
import Sqlite from 'better-sqlite3';
import { spawn } from 'node:child_process';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import type { Settings } from '../src/config/settings.ts';
import { afterThisTest } from './support/after-this-test.ts';
import { startApi, type ApiUnderTest } from './support/api-under-test.ts';
import { openSessionKey } from '../src/people/identities/session-key.ts';
import { MaqiaoSecret } from '../src/platform/secret/maqiao-secret.ts';
import {
  commandEnvironment,
  FACE,
  folderIn,
  rewriteManifest,
  putFace,
  run,
  SECRET,
  signIn,
} from './support/backup-commands.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import {
  migratedIdentities,
  RELEASED_PEOPLE,
  insertReleasedPeople,
  RELEASED,
  schemaOf,
} from './support/released-people.ts';
import { secretOfRelease } from './support/released-secret.ts';

// A restore must never lose existing data, or change foreign tables.

/** The AppID of the stand-in, which people sign in with here. */
const APP_ID = 'wx0000000000000000';
/** Somebody more, in a database of today. */
const ONE_MORE = "insert into users (id, created_at, last_login_at) values ('one-more', 1, 1)";
const SITE = 'http://127.0.0.1:3000';
const TODAY = {
  PUBLIC_URL: 'http://127.0.0.1:3000',
  WECHAT_APP_ID: APP_ID,
  WECHAT_APP_SECRET: '0123456789abcdef0123456789abcdef',
  MAQIAO_SECRET: SECRET,
};

/** A database of an older version has been migrated by the start: everybody is there, by the same openid. */
async function expectReleasedPeople(api: ApiUnderTest, secret: string, now: number): Promise<void> {
  const rows = await api
    .database()
    .selectFrom('identities')
    .selectAll()
    .orderBy('last_used_at', 'desc')
    .execute();
  const opened = rows.map(({ session_key_sealed: sealed, ...row }) => ({
    ...row,
    sessionKey: openSessionKey(new MaqiaoSecret(Buffer.from(secret, 'hex')), {
      ...row,
      session_key_sealed: sealed,
    }),
  }));
  expect(opened).toEqual(migratedIdentities(APP_ID, now));
  expect(await api.sessions()).toEqual([{ sid: 'sid-of-old', revoked_reason: null }]);
}

/** Nobody waits in this file. */
const NO_LIMITS: Settings['limits'] = {
  scenesPerMinute: 10_000,
  scansPerMinute: 10_000,
  scansPerPersonPerMinute: 10_000,
  wxacodesPerMinute: 10_000,
};

describe('PostgreSQL', () => {
  let postgres: TestPostgres;
  beforeAll(async () => {
    const programs = process.env.POSTGRES_PROGRAMS;
    postgres = await startPostgres(programs === undefined ? {} : { programs });
  }, 90_000);
  afterAll(() => postgres.stop());

  async function connect(url: string): Promise<Client> {
    const client = new Client({ connectionString: url });
    await client.connect();
    afterThisTest(() => client.end());
    return client;
  }

  const usersOf = async (client: Client) =>
    (await client.query<{ id: string }>('select id from users order by id')).rows.map(({ id }) => id);

  /** An installation of today that somebody has signed in to, and a backup of it; nothing runs on it any more. */
  async function installation() {
    const environment: Record<string, string> = {
      DATABASE_URL: await postgres.createDatabase(),
      MAQIAO_SECRET: SECRET,
    };
    const api = await startApi({ environment });
    const command: Record<string, string> = {
      ...commandEnvironment(api, environment),
      AVATAR_STORAGE: `disk:${temporaryFolder('restore')}`,
    };
    await signIn(api);
    await api.app.close();
    const made = await run('backup', command, '--to', temporaryFolder('restore'));
    expect([made.code, made.err]).toEqual([0, '']);
    const client = await connect(environment.DATABASE_URL ?? '');
    return { environment, command, folder: folderIn(made), client, simulator: api.simulator };
  }

  test.each(RELEASED)(
    'a backup of version %s, over the database of today',
    async (version) => {
      const secret = { MAQIAO_SECRET: secretOfRelease(version) };
      const old = await postgres.createDatabase();
      const client = await connect(old);
      const now = Date.now();
      await client.query(schemaOf(version, 'postgres') + insertReleasedPeople(version, APP_ID, SITE, now));
      const made = await run(
        'backup',
        { ...TODAY, ...secret, DATABASE_URL: old },
        '--to',
        temporaryFolder('restore'),
      );
      expect([made.code, made.err]).toEqual([0, '']);

      const { command, client: today, simulator, environment } = await installation();
      const restored = await run('restore', { ...command, ...secret }, folderIn(made), '--replace');
      expect([restored.code, restored.err]).toEqual([0, '']);
      expect(await usersOf(today)).toEqual(RELEASED_PEOPLE.map(({ id }) => id).sort());
      const again = await startApi({ environment: { ...environment, ...secret }, wechat: simulator });
      await expectReleasedPeople(again, secret.MAQIAO_SECRET, now);
      await signIn(again);
    },
    120_000,
  );

  test('over a database that a newer version has changed: its changes are removed, and the server starts', async () => {
    const { environment, command, folder, client, simulator } = await installation();
    const people = await usersOf(client);
    await client.query(`
      create table things_of_tomorrow (user_id text references users (id), at bigint);
      create index things_of_tomorrow_at on things_of_tomorrow (at);
      alter table users add column tomorrow text;
      insert into kysely_migration (name, timestamp) values ('9999-of-tomorrow', 'x');
      update meta set value = replace(value, '"users"', '"users","things_of_tomorrow"') where key = 'tables';
    `);
    expect((await run('restore', command, folder)).err).toMatch(/a newer Maqiao has changed/);
    const restored = await run('restore', command, folder, '--replace');
    expect([restored.code, restored.err]).toEqual([0, '']);
    expect(await usersOf(client)).toEqual(people);
    const left = await client.query(`select to_regclass('things_of_tomorrow') as it`);
    expect(left.rows).toEqual([{ it: null }]);
    const again = await startApi({ environment, wechat: simulator });
    await signIn(again);
  }, 120_000);

  test('foreign tables are not in the backup and not changed; those that reference ours are named', async () => {
    const { command, client } = await installation();
    await client.query(`
      create table orders (id int primary key, buyer text references users (id));
      create schema shop;
      create table shop.carts (id int primary key);
      create view buyers as select id from users;
      insert into orders select 1, id from users;
      insert into shop.carts values (7);
    `);
    const made = await run('backup', command, '--to', temporaryFolder('restore'));
    await client.query('insert into shop.carts values (8)');
    const refused = await run('restore', command, folderIn(made), '--replace');
    expect([refused.code, refused.err]).toEqual([
      1,
      expect.stringMatching(/^Nothing was restored: buyers, orders in this database depend on/),
    ]);
    await client.query('drop view buyers; alter table orders drop constraint orders_buyer_fkey');
    const restored = await run('restore', command, folderIn(made), '--replace');
    expect([restored.code, restored.err]).toEqual([0, '']);
    expect((await client.query('select id from orders')).rows).toEqual([{ id: 1 }]);
    expect((await client.query('select id from shop.carts order by id')).rows).toEqual([
      { id: 7 },
      { id: 8 },
    ]);
  }, 120_000);

  test('another program’s database, whose tables have names of ours', async () => {
    const { command, folder } = await installation();
    const theirs = await postgres.createDatabase();
    const client = await connect(theirs);
    await client.query(`create table users (id text); insert into users values ('theirs')`);
    for (const options of [[], ['--replace']]) {
      const { code, err } = await run('restore', { ...command, DATABASE_URL: theirs }, folder, ...options);
      expect([code, err]).toEqual([1, expect.stringMatching(/Maqiao did not create \("public"\."users"\)/)]);
    }
    expect(await usersOf(client)).toEqual(['theirs']);
  }, 120_000);

  test('a schema that is not public, and a database that works in another one', async () => {
    const inSchema = (url: string) => `${url}?options=${encodeURIComponent('-c search_path=login')}`;
    const own = async () => {
      const url = await postgres.createDatabase();
      await (await connect(url)).query(`create schema login; create table public.users (id text)`);
      return url;
    };
    const environment = { DATABASE_URL: inSchema(await own()), MAQIAO_SECRET: SECRET };
    const api = await startApi({ environment });
    const command = {
      ...commandEnvironment(api, environment),
      AVATAR_STORAGE: `disk:${temporaryFolder('restore')}`,
    };
    await signIn(api);
    await api.app.close();
    const made = await run('backup', command, '--to', temporaryFolder('restore'));
    expect([made.code, made.err]).toEqual([0, '']);
    const folder = folderIn(made);
    const elsewhere = await run(
      'restore',
      { ...command, DATABASE_URL: await postgres.createDatabase() },
      folder,
    );
    expect([elsewhere.code, elsewhere.err]).toEqual([
      1,
      expect.stringMatching(/from the schema login, and DATABASE_URL uses public/),
    ]);
    const other = { DATABASE_URL: inSchema(await own()) };
    for (const options of [[], ['--replace']]) {
      const restored = await run('restore', { ...command, ...other }, folder, ...options);
      expect([restored.code, restored.err]).toEqual([0, '']);
    }
    await signIn(await startApi({ environment: { ...environment, ...other }, wechat: api.simulator }));
  }, 120_000);

  test('a restore that is killed keeps the existing data', async () => {
    const { command, folder, client } = await installation();
    await client.query(ONE_MORE);
    const before = await usersOf(client);
    const holder = await connect(command.DATABASE_URL ?? '');
    await holder.query('begin; lock table users in access share mode');
    const env = {
      PATH: process.env.PATH ?? '',
      POSTGRES_PROGRAMS: process.env.POSTGRES_PROGRAMS,
      ...command,
    };
    const child = spawn(process.execPath, [builtProgram('restore'), folder, '--replace'], { env });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    const others = (what: string) =>
      client.query(
        `select 1 from pg_stat_activity where datname = current_database() and application_name = 'psql' ${what}`,
      );
    while ((await others(`and wait_event_type = 'Lock'`)).rows.length === 0) await delay(20);
    child.kill('SIGKILL');
    await ended;
    await holder.query('commit');
    while ((await others('')).rows.length > 0) await delay(20);
    expect(await usersOf(client)).toEqual(before);
  }, 120_000);

  test('without the secret: people keep their ids, and sign in again', async () => {
    const { environment, command, folder, client, simulator } = await installation();
    const people = await usersOf(client);
    const lost = { ...command, MAQIAO_SECRET: madeUpSecret('other') };
    expect((await run('restore', lost, folder, '--replace')).err).toMatch(/--without-secret/);
    const restored = await run('restore', lost, folder, '--replace', '--without-secret');
    expect([restored.code, restored.err]).toEqual([0, '']);
    const again = await startApi({
      environment: { ...environment, MAQIAO_SECRET: madeUpSecret('other') },
      wechat: simulator,
    });
    expect(await again.sessions()).toEqual([]);
    await signIn(again);
    expect(await usersOf(client)).toEqual(people);
  }, 120_000);

  test('a dump that is cut, or no dump at all, changes nothing', async () => {
    const { command, folder, client } = await installation();
    await client.query(ONE_MORE);
    const before = await usersOf(client);
    const file = join(folder, 'database.dump');
    const whole = readFileSync(file);
    for (const [bytes, why] of [
      [whole.length - 200, /pg_restore ended with status 1/],
      [40, /pg_restore ended with status 1/],
    ] as const) {
      writeFileSync(file, whole);
      truncateSync(file, bytes);
      expect((await run('restore', command, folder, '--replace')).err).toMatch(/damaged: database\.dump/);
      // With the secret the manifest can be made valid again.
      rewriteManifest(folder, new MaqiaoSecret(Buffer.from(SECRET, 'hex')));
      const { code, err } = await run('restore', command, folder, '--replace');
      expect([code, err]).toEqual([1, expect.stringMatching(why)]);
      expect(await usersOf(client)).toEqual(before);
    }
  }, 120_000);
});

describe('SQLite', () => {
  const installation = () => {
    const home = temporaryFolder('restore');
    const file = join(home, 'maqiao.db');
    const environment = {
      DATABASE_URL: `sqlite:${file}`,
      AVATAR_STORAGE: `disk:${join(home, 'avatars')}`,
      MAQIAO_SECRET: SECRET,
    };
    return { home, file, environment };
  };

  test.each(RELEASED)(
    'a backup of version %s, over the database of today',
    async (version) => {
      const secret = { MAQIAO_SECRET: secretOfRelease(version) };
      const old = join(temporaryFolder('restore'), 'old.db');
      const database = new Sqlite(old);
      const now = Date.now();
      database.exec(schemaOf(version, 'sqlite') + insertReleasedPeople(version, APP_ID, SITE, now));
      database.close();
      const made = await run('backup', { ...TODAY, ...secret, DATABASE_URL: `sqlite:${old}` });
      expect([made.code, made.err]).toEqual([0, '']);

      const { environment } = installation();
      const api = await startApi({ environment });
      await signIn(api);
      await api.app.close();
      const restored = await run(
        'restore',
        { ...commandEnvironment(api, environment), ...secret },
        folderIn(made),
        '--replace',
      );
      expect([restored.code, restored.err]).toEqual([0, '']);
      const again = await startApi({ environment: { ...environment, ...secret }, wechat: api.simulator });
      await expectReleasedPeople(again, secret.MAQIAO_SECRET, now);
      await signIn(again);
    },
    60_000,
  );

  test('a database that is damaged is replaced, and kept beside with its log', async () => {
    const { home, file, environment } = installation();
    const api = await startApi({ environment });
    const command = commandEnvironment(api, environment);
    await signIn(api);
    const folder = folderIn(await run('backup', command));
    await api.app.close();
    writeFileSync(file, 'the disk has failed');
    writeFileSync(`${file}-wal`, 'its log');
    const restored = await run('restore', command, folder, '--replace');
    expect([restored.code, restored.err]).toEqual([0, '']);
    const beside = readdirSync(home).filter((name) => name.includes('.before-'));
    expect(beside.map((name) => readFileSync(join(home, name), 'utf8')).sort()).toEqual([
      'its log',
      'the disk has failed',
    ]);
    expect(existsSync(`${file}-wal`)).toBe(false);
    await signIn(await startApi({ environment, wechat: api.simulator }));
  });

  test.each([
    ['the database', 'EISDIR', (home: string) => mkdirSync(join(home, 'maqiao.db.restoring'))],
    ['the pictures', 'ENOTDIR', (home: string) => writeFileSync(join(home, 'not-a-folder'), '')],
  ])(
    'a disk that refuses %s keeps the existing data',
    async (_what, failure, spoil) => {
      const { home, file, environment } = installation();
      putFace(home);
      const api = await startApi({ environment });
      const command = commandEnvironment(api, environment);
      const folder = folderIn(await run('backup', command));
      await signIn(api);
      await api.app.close();
      spoil(home);
      const avatars = failure === 'ENOTDIR' ? 'not-a-folder/avatars' : 'avatars';
      const elsewhere = { ...command, AVATAR_STORAGE: `disk:${join(home, avatars)}` };
      const { code, err } = await run('restore', elsewhere, folder, '--replace');
      expect([code, err]).toEqual([
        1,
        expect.stringMatching(new RegExp(`cannot be restored to .* \\(${failure}\\)`)),
      ]);
      expect(readdirSync(home).filter((name) => name.includes('.before-'))).toEqual([]);
      const database = new Sqlite(file, { readonly: true });
      expect(database.prepare('select count(*) as people from users').get()).toEqual({ people: 1 });
      database.close();
    },
    60_000,
  );

  test('what root backs up and restores belongs to the account of the server', async () => {
    const { home, file, environment } = installation();
    putFace(home);
    const api = await startApi({ environment });
    const command = commandEnvironment(api, environment);
    await api.app.close();
    // Only root may give files away; whoever else runs this is the account itself.
    const root = process.getuid?.() === 0;
    const owner = root ? 12_345 : process.getuid?.();
    if (root) for (const path of [home, file, join(home, 'avatars')]) chownSync(path, 12_345, 12_345);
    const folder = folderIn(await run('backup', command));
    expect((await run('restore', command, folder, '--replace')).code).toBe(0);
    const ours = [home, file, join(home, 'avatars', FACE), join(home, 'backups')];
    for (const path of [...ours, folder, join(folder, 'database.sqlite')]) {
      expect([path, statSync(path).uid]).toEqual([path, owner]);
    }
  });

  test('backups while people sign in: each is complete, and none has half of a sign-in', async () => {
    const { environment } = installation();
    const api = await startApi({ environment, change: { limits: NO_LIMITS } });
    const command = commandEnvironment(api, environment);
    let going = true;
    const writing = (async () => {
      for (let person = 0; going; person += 1) {
        const id = `person-${person}`;
        api.simulator.people.add({ id, label: id });
        await signIn(api, id);
      }
    })();
    const folders: string[] = [];
    for (let count = 0; count < 3; count += 1) {
      const made = await run('backup', command, '--to', temporaryFolder('restore'));
      expect([made.code, made.err]).toEqual([0, '']);
      folders.push(folderIn(made));
    }
    going = false;
    await writing;
    const people = folders.map((folder) => {
      const database = new Sqlite(join(folder, 'database.sqlite'), { readonly: true });
      const { users, orphans } = database
        .prepare(
          `select (select count(*) from users) as users,
             (select count(*) from sessions where user_id not in (select id from users)) as orphans`,
        )
        .get() as { users: number; orphans: number };
      database.close();
      expect(orphans).toBe(0);
      return users;
    });
    expect(people).toEqual([...people].sort((one, other) => one - other));
    expect(people.at(-1)).toBeGreaterThan(people[0] ?? Infinity);
  });

  test('a folder that cannot be written to, or exists: a sentence, and its content stays', async () => {
    const { home, environment } = installation();
    const api = await startApi({ environment });
    const command = commandEnvironment(api, environment);
    const file = join(home, 'a-file');
    writeFileSync(file, 'mine');
    for (const to of [file, join(file, 'below')]) {
      const { code, err } = await run('backup', command, '--to', to);
      expect([code, err]).toEqual([1, expect.stringMatching(/cannot be written to .*\((EEXIST|ENOTDIR)\)/)]);
    }
    expect(readFileSync(file, 'utf8')).toBe('mine');
    // The secret's copy is not left behind by a backup that failed: the next try would find it in its way.
    const copy = join(temporaryFolder('restore'), 'maqiao.secret');
    expect((await run('backup', command, '--to', file, '--secret-to', copy)).code).toBe(1);
    expect(existsSync(copy)).toBe(false);
    expect((await run('backup', command, '--to', join(home, 'to'), '--secret-to', copy)).code).toBe(0);
  });
});
