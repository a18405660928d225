import { writeFileSync } from 'node:fs';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { certificateFor, madeUpSecret, startPgbouncer, type Certificate } from '@maqiao/test-servers';
import { startPostgres, type TestPostgres } from '../../../test/postgres.ts';
import { testSettings } from '../../../test/test-settings.ts';
import { SettingsError } from '../../config/settings.ts';
import { checkDatabase } from '../../operations/doctor/check-database.ts';
import { Database } from './database.ts';
import { MIGRATIONS } from './migrate.ts';

Logger.overrideLogger(false);

const SERVER_TIMEOUT_MS = 60_000;
const PASSWORD = 'a-password-that-nobody-may-read';
const cleaning: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleaning.splice(0).reverse()) await clean();
}, SERVER_TIMEOUT_MS);

async function open(url: string): Promise<Database> {
  const database = await Database.open(url);
  cleaning.push(() => database.onApplicationShutdown());
  return database;
}

/** What a start with that URL ends with, in both languages; and that the doctor says the same sentence. */
async function refusal(url: string, code = 'database_away'): Promise<{ en: string; zh: string }> {
  const error: unknown = await open(url).catch((thrown: unknown) => thrown);
  if (!(error instanceof SettingsError)) throw error instanceof Error ? error : new Error('it started');
  const [said] = error.messages;
  const { findings } = await checkDatabase(settingsFor(url));
  const [finding] = findings;
  expect(finding?.severity).toBe('fault');
  expect(finding?.code).toBe(code);
  expect(finding?.facts.sentence).toEqual({ en: said?.en, zh: said?.zh });
  expect(JSON.stringify([error.messages, findings])).not.toContain(PASSWORD);
  return { en: said?.en ?? '', zh: said?.zh ?? '' };
}

const settingsFor = (url: string) =>
  testSettings({ DATABASE_URL: url, MAQIAO_SECRET: madeUpSecret('secret') });

/** The same URL for another user, who has no right but to connect. */
function asUser(url: string, user: string, password: string | undefined = PASSWORD): string {
  const other = new URL(url);
  other.username = user;
  other.password = password;
  return other.href;
}

describe('issue 12, number 13: PostgreSQL as it is found', () => {
  let server: TestPostgres;
  beforeAll(async () => {
    server = await startPostgres();
    const url = await server.createDatabase();
    await server.administer(url, `create role guest login password '${PASSWORD}'`);
  }, SERVER_TIMEOUT_MS);
  afterAll(() => server.stop(), SERVER_TIMEOUT_MS);

  test('a wrong password, no password, a database that does not exist', async () => {
    const url = await server.createDatabase();
    expect((await refusal(asUser(url, 'guest', 'another'))).en).toMatch(/user and a password.*28P01.*%40/);
    expect(await refusal(asUser(url, 'guest', ''))).toEqual({
      en: expect.stringMatching(/must have a password/),
      zh: expect.stringMatching(/没有密码/),
    });
    const { en, zh } = await refusal(url.replace(/[^/]+$/, 'nowhere'));
    expect(en).toMatch(/3D000.*CREATE DATABASE maqiao ENCODING 'UTF8'/);
    expect(zh).toMatch(/不存在/);
  });

  test.each(['LATIN1', 'SQL_ASCII'])('a database that stores text as %s', async (encoding) => {
    const url = await server.createDatabase(`encoding '${encoding}' template template0`);
    const { en, zh } = await refusal(url, 'database_unusable');
    expect(en).toMatch(new RegExp(`stores text as ${encoding}, and names need UTF8.*TEMPLATE template0`));
    expect(zh).toContain(`编码是 ${encoding}`);
    const tables = await server.administer(url, "select 1 from pg_tables where schemaname = 'public'");
    expect(tables).toEqual([]);
  });

  test('a user that may not make tables, and one that may not use those that are there', async () => {
    const url = await server.createDatabase();
    const guest = asUser(url, 'guest');
    expect((await refusal(guest, 'database_unusable')).en).toMatch(
      /may not create or change tables \(42501\).*ALTER DATABASE/,
    );
    await open(url);
    const { en, zh } = await refusal(guest, 'database_unusable');
    expect(en).toMatch(/may not read and write all of its tables \(.*sessions.*\): GRANT SELECT, INSERT/);
    expect(zh).toMatch(/不能读写全部的表/);
    // One table that was forgotten would end each login at its last step.
    await server.administer(
      url,
      'grant select, insert, update, delete on all tables in schema public to guest',
      'revoke insert on sessions from guest',
    );
    expect((await refusal(guest, 'database_unusable')).en).toMatch(/tables \(sessions\)/);
    await server.administer(url, 'grant insert on sessions to guest');
    await expect(open(guest)).resolves.toBeInstanceOf(Database);
  });

  test('a user that may not change tables that another has made', async () => {
    const url = await server.createDatabase();
    await open(url);
    const last = Object.keys(MIGRATIONS).at(-1) ?? '';
    await server.administer(
      url,
      'grant select, insert, update, delete on all tables in schema public to guest',
      `delete from kysely_migration where name = '${last}'`,
    );
    expect((await refusal(asUser(url, 'guest'), 'database_unusable')).en).toMatch(
      /may not create or change tables \(42501\)/,
    );
  });

  test('a database that takes no writes', async () => {
    const url = await server.createDatabase();
    await open(url);
    const name = new URL(url).pathname.slice(1);
    await server.administer(url, `alter database ${name} set default_transaction_read_only = on`);
    expect((await refusal(url, 'database_unusable')).en).toMatch(
      /takes no writes \(25006\).*Name the primary/,
    );
  });

  test('no connection is left', async () => {
    const url = await server.createDatabase();
    await server.administer(url, `create role crowded login password '${PASSWORD}' connection limit 0`);
    expect((await refusal(asUser(url, 'crowded'))).en).toMatch(/no connection left.*53300.*max_connections/);
  });

  test('it offers no TLS, and DATABASE_URL wants it', async () => {
    const url = await server.createDatabase();
    const { en, zh } = await refusal(`${url}?sslmode=verify-full`);
    expect(en).toMatch(/offers none \(TLS\): set ssl = on/);
    expect(zh).toMatch(/没有开启/);
    expect((await refusal(`${url}?sslmode=verify-full&sslrootcert=/nowhere/ca.pem`)).en).toMatch(
      /names a file in sslrootcert.*\(ENOENT\)/,
    );
  });

  test('what has no sentence of its own keeps the general one', async () => {
    const probe = createServer();
    await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
    const { port } = probe.address() as AddressInfo;
    await new Promise((resolve) => probe.close(resolve));
    const url = `postgres://user:hidden@127.0.0.1:${port}/x`;
    await expect(open(url)).rejects.toThrow(/^DATABASE_URL must name a PostgreSQL server.*\(ECONNREFUSED\)/);
    const { findings } = await checkDatabase(settingsFor(url));
    expect(findings.map(({ code, facts }) => [code, facts.reason])).toEqual([
      ['database_away', 'ECONNREFUSED'],
    ]);
  });
});

describe('issue 12, number 13: a PostgreSQL with TLS', () => {
  let server: TestPostgres;
  let certificate: Certificate;
  let authority: string;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'maqiao-tls-'));
    certificate = certificateFor('localhost');
    authority = join(folder, 'ca.pem');
    writeFileSync(authority, certificate.certificate);
    server = await startPostgres({ certificate, admission: 'hostssl all all all scram-sha-256' });
    await server.administer(await server.createDatabase(), `create role guest login password '${PASSWORD}'`);
  }, SERVER_TIMEOUT_MS);
  afterAll(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }, SERVER_TIMEOUT_MS);

  const urlOf = async () => {
    const url = await server.createDatabase();
    const name = new URL(url).pathname.slice(1);
    await server.administer(url, `alter database ${name} owner to guest`);
    return asUser(url, 'guest').replace('127.0.0.1', 'localhost');
  };

  test('it takes encrypted connections only', async () => {
    const url = await urlOf();
    const { en, zh } = await refusal(url);
    expect(en).toMatch(/encrypted connections only \(28000\): add \?sslmode=verify-full/);
    expect(zh).toMatch(/只接受加密连接/);
  });

  test('its certificate is of no authority that we know, until we are told of it', async () => {
    const url = await urlOf();
    const { en, zh } = await refusal(`${url}?sslmode=verify-full`);
    expect(en).toMatch(/authority that this machine does not trust.*sslrootcert=/);
    expect(zh).toMatch(/sslrootcert=/);
    await expect(open(`${url}?sslmode=verify-full&sslrootcert=${authority}`)).resolves.toBeInstanceOf(
      Database,
    );
  });

  test('its certificate is of another name', async () => {
    const url = (await urlOf()).replace('localhost', '127.0.0.1');
    const { en } = await refusal(`${url}?sslmode=verify-full&sslrootcert=${authority}`);
    expect(en).toMatch(/for another name than the host.*ERR_TLS_CERT_ALTNAME_INVALID/);
  });

  test('it knows no line for us, encrypted or not', async () => {
    const strict = await startPostgres({ certificate, admission: 'hostssl nothing nobody all reject' });
    cleaning.push(() => strict.stop());
    const url = await strict.createDatabase();
    await strict.administer(url, `create role guest login password '${PASSWORD}'`);
    const encrypted = `${asUser(url, 'guest').replace('127.0.0.1', 'localhost')}?sslmode=verify-full`;
    const { en } = await refusal(`${encrypted}&sslrootcert=${authority}`);
    expect(en).toMatch(/does not admit the user of DATABASE_URL.*pg_hba\.conf/);
  });
});

describe('issue 12, number 13: a PostgreSQL that cannot write', () => {
  let server: TestPostgres;
  let url: string;
  beforeAll(async () => {
    server = await startPostgres();
    url = await server.createDatabase();
    const database = await Database.open(url);
    await database.onApplicationShutdown();
  }, SERVER_TIMEOUT_MS);
  afterAll(() => server.stop(), SERVER_TIMEOUT_MS);

  test('its disk is full', async () => {
    // The file of one table is a device on which nothing fits: the server says what it says of a full disk.
    const [row] = await server.administer(
      url,
      'truncate meta',
      'checkpoint',
      "select current_setting('data_directory') || '/' || pg_relation_filepath('meta') as file",
    );
    const file = String(row?.file);
    await server.kill();
    await rm(file);
    await symlink('/dev/full', file);
    await server.start();
    const error: unknown = await open(url).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(SettingsError);
    expect(String(error)).toMatch(/disk of the PostgreSQL.*is full \(53100\): free some space/);
    await server.kill();
    await rm(file);
    writeFileSync(file, '');
    await server.start();
  });

  test('it is a standby', async () => {
    await server.kill();
    await server.start({ standby: true });
    const { en, zh } = await refusal(url, 'database_unusable');
    expect(en).toMatch(/takes no writes \(25006\): it is a standby/);
    expect(zh).toMatch(/备库/);
  });
});

describe('issue 12, number 13: PgBouncer in transaction mode', () => {
  let server: TestPostgres;
  beforeAll(async () => {
    server = await startPostgres();
  }, SERVER_TIMEOUT_MS);
  afterAll(() => server.stop(), SERVER_TIMEOUT_MS);

  async function pooled(settings: readonly string[] = []): Promise<string> {
    const pooler = await startPgbouncer(await server.createDatabase(), settings);
    cleaning.push(() => pooler.stop());
    return pooler.url;
  }

  test('as it comes: instances that start at once agree, and statements go through one connection or many', async () => {
    const url = await pooled(['default_pool_size = 3']);
    const databases = await Promise.all(Array.from({ length: 6 }, () => open(url)));
    expect(databases.map(({ pooled: behind }) => behind)).toEqual(databases.map(() => true));
    for (let round = 0; round < 20; round += 1) {
      const answers = databases.flatMap((database) =>
        Array.from({ length: 8 }, (_, index) =>
          sql<{ sum: number }>`select ${round}::int8 + ${index}::int8 as sum`.execute(database.queries),
        ),
      );
      expect((await Promise.all(answers)).flatMap(({ rows }) => rows).map(({ sum }) => sum)).toEqual(
        databases.flatMap(() => Array.from({ length: 8 }, (_, index) => round + index)),
      );
    }
    const { findings } = await checkDatabase(settingsFor(url));
    expect(findings.map(({ code }) => code)).toEqual(['database_ok', 'database_pooled']);
  });

  test('one that lets our settings through is as none', async () => {
    const url = await pooled([
      'ignore_startup_parameters = statement_timeout,idle_in_transaction_session_timeout',
    ]);
    expect((await open(url)).pooled).toBe(false);
  });

  test('a password, a database and a number of connections that it refuses', async () => {
    const url = await pooled(['max_client_conn = 2']);
    expect((await refusal(url.replace(/:[^:@/]+@/, ':wrong@'))).en).toMatch(/user and a password.*08P01/);
    expect((await refusal(url.replace(/[^/]+$/, 'nowhere'))).en).toMatch(/database that exists.*08P01/);
    const database = await open(url);
    await Promise.all([1, 2].map(() => sql`select pg_sleep(0.1)`.execute(database.queries)));
    expect((await refusal(url)).en).toMatch(/no connection left.*08P01/);
  });
});
