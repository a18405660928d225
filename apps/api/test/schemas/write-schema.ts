// Writes the schema of this version, with a little of everything in it, as SQL: what the next versions have to be able
// to start on. Once for each release, before it, on the pinned Node:
//   POSTGRES_PROGRAMS=<folder of initdb, postgres and pg_dump> node apps/api/test/schemas/write-schema.ts <version>
import { startPostgres, madeUpSecret } from '@maqiao/test-servers';
import { execFileSync, fork } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const [version = ''] = process.argv.slice(2);
const programs = process.env.POSTGRES_PROGRAMS;
if (!/^\d+\.\d+\.\d+(-[a-z0-9]+)?$/.test(version) || programs === undefined) {
  throw new Error('How: POSTGRES_PROGRAMS=<folder> node apps/api/test/schemas/write-schema.ts 0.2.0');
}
const home = mkdtempSync(join(tmpdir(), 'maqiao-schema-'));
const postgres = await startPostgres({ programs });
try {
  const file = join(home, 'maqiao.db');
  await start(`sqlite:${file}`);
  writeFileSync(join(import.meta.dirname, `${version}.sqlite.sql`), ofSqlite(file));
  const url = await postgres.createDatabase();
  await start(url);
  const how = ['--inserts', '--no-owner', '--no-privileges', '--no-comments', `--dbname=${url}`];
  const text = execFileSync(join(programs, 'pg_dump'), how, { encoding: 'utf8' });
  writeFileSync(join(import.meta.dirname, `${version}.postgres.sql`), ofPostgres(text));
} finally {
  await postgres.stop();
  rmSync(home, { recursive: true });
}

/** Starts the built server once: it makes the tables, marks them, and makes its first key. */
function start(databaseUrl: string): Promise<void> {
  const env = {
    PORT: '0',
    HOST: '127.0.0.1',
    WECHAT_APP_ID: 'wx0123456789abcdef',
    WECHAT_APP_SECRET: '0123456789abcdef0123456789abcdef',
    DATABASE_URL: databaseUrl,
    MAQIAO_SECRET: madeUpSecret('one'),
    LOG_LEVEL: 'silent',
  };
  const server = fork(join(import.meta.dirname, '../../dist/main.js'), { env });
  return new Promise((resolve) => {
    server.once('message', () => server.kill('SIGTERM'));
    server.once('exit', () => resolve());
  });
}

function ofSqlite(file: string): string {
  const database = new DatabaseSync(file);
  const objects = database
    .prepare("select type, name, sql from sqlite_master where sql is not null order by type = 'index', rowid")
    .all() as { type: string; name: string; sql: string }[];
  const rows = objects
    .filter(({ type }) => type === 'table')
    .flatMap(({ name }) =>
      database
        .prepare(`select * from "${name}"`)
        .all()
        .map((row) => `insert into "${name}" values (${Object.values(row).map(literal).join(', ')});`),
    );
  database.close();
  return `${[...objects.map(({ sql }) => `${sql};`), ...rows].join('\n')}\n`;
}

function literal(value: unknown): string {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : 'null';
}

/** Without what only psql reads, and without settings that would outlive the file. */
function ofPostgres(text: string): string {
  const lines = text
    .split('\n')
    .filter((line) => !/^(--|\\|SET |SELECT pg_catalog\.set_config|$)/.test(line));
  return `${lines.join('\n')}\n`;
}
