import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { startPostgres, type TestPostgres } from '@maqiao/test-servers';
import Sqlite from 'better-sqlite3';
import { Client } from 'pg';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CookieValues } from '../src/sessions/cookie-values.ts';
import { MaqiaoSecret } from '../src/platform/secret/maqiao-secret.ts';
import { startApi } from './support/api-under-test.ts';
import { secretOfRelease } from './support/released-secret.ts';

// Every released version's database, as it left it: this version must start on each, and keep what is in it.

const FOLDER = join(import.meta.dirname, 'schemas');
const APP_ID = 'wx0123456789abcdef';
/** Whose sign-in it is; nobody need listen there. */
const SITE = 'http://127.0.0.1:3000';
const DAY_MS = 86_400_000;

const versions = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.sqlite.sql'))
  .map((name) => name.replace('.sqlite.sql', ''));

/** Somebody who is signed in, in columns that every version has had. */
function signedIn(now: number): string {
  return `
    insert into users (id, app_id, openid, session_key_sealed, nickname, created_at, last_login_at)
      values ('user-of-old', '${APP_ID}', 'openid-of-old', '', '山前', ${now}, ${now});
    insert into sessions (sid, user_id, origin, browser, os, created_at, last_seen_at, expires_at, cookie_counter, advanced_at, claimed_at)
      values ('sid-of-old', 'user-of-old', '${SITE}', 'Chrome', 'Linux', ${now}, ${now}, ${now + DAY_MS}, 1, ${now}, ${now});
  `;
}

async function keepsEverything(databaseUrl: string, secret: string): Promise<void> {
  const api = await startApi({
    environment: {
      PUBLIC_URL: SITE,
      DATABASE_URL: databaseUrl,
      MAQIAO_SECRET: secret,
      WECHAT_APP_ID: APP_ID,
    },
  });
  const browser = api.browser();
  const cookies = new CookieValues(new MaqiaoSecret(Buffer.from(secret, 'hex')));
  browser.cookie = `maqiao=${cookies.issue({ sid: 'sid-of-old', counter: 1 })}`;
  const refreshed = await browser.refresh();
  expect(refreshed.status).toBe(200);
  const me = await browser.get<{ id: string; nickname: string }>('/api/me', refreshed.body.accessToken);
  expect(me.body).toMatchObject({ id: 'user-of-old', nickname: '山前' });
}

test('the version that is being made has its schema here before it is released', () => {
  const { version } = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../../package.json'), 'utf8'),
  ) as {
    version: string;
  };
  expect(versions).toContain(version);
  for (const one of versions) expect(existsSync(join(FOLDER, `${one}.postgres.sql`))).toBe(true);
});

describe.each(versions)('a database of version %s', (version) => {
  let postgres: TestPostgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  }, 90_000);
  afterAll(() => postgres.stop());

  const cleaning: (() => void)[] = [];
  afterEach(() => {
    for (const clean of cleaning.splice(0)) clean();
  });

  test('SQLite: starts, and people stay signed in', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'maqiao-schema-'));
    cleaning.push(() => rmSync(folder, { recursive: true, force: true }));
    const file = join(folder, 'maqiao.db');
    const database = new Sqlite(file);
    database.exec(readFileSync(join(FOLDER, `${version}.sqlite.sql`), 'utf8'));
    database.exec(signedIn(Date.now()));
    database.close();
    await keepsEverything(`sqlite:${file}`, secretOfRelease(version));
  });

  test('PostgreSQL: starts, and people stay signed in', async () => {
    const url = await postgres.createDatabase();
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query(readFileSync(join(FOLDER, `${version}.postgres.sql`), 'utf8'));
    await client.query(signedIn(Date.now()));
    await client.end();
    await keepsEverything(url, secretOfRelease(version));
  });
});
