import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { startPostgres, type TestPostgres } from '@maqiao/test-servers';
import Sqlite from 'better-sqlite3';
import { Client } from 'pg';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CookieValues } from '../src/sessions/cookie-values.ts';
import { provenByMiniProgram } from '../src/people/identities/proven-identity.ts';
import { openSessionKey } from '../src/people/identities/session-key.ts';
import { AuditLog } from '../src/people/audit/audit-log.ts';
import { CompleteSignIn } from '../src/sign-in/complete-sign-in.ts';
import { MaqiaoSecret } from '../src/platform/secret/maqiao-secret.ts';
import { startApi } from './support/api-under-test.ts';
import {
  ENTRY_OF_OLD,
  hasAuditLog,
  migratedIdentities,
  RELEASED_PEOPLE,
  insertReleasedPeople,
  RELEASED,
  schemaOf,
} from './support/released-people.ts';
import { secretOfRelease } from './support/released-secret.ts';

// Every released version's database, as it left it: this version must start on each, and keep what is in it.

const APP_ID = 'wx0123456789abcdef';
/** Whose sign-in it is; nobody need listen there. */
const SITE = 'http://127.0.0.1:3000';

async function keepsEverything(databaseUrl: string, version: string, now: number): Promise<void> {
  const secretText = secretOfRelease(version);
  const secret = new MaqiaoSecret(Buffer.from(secretText, 'hex'));
  const api = await startApi({
    environment: {
      PUBLIC_URL: SITE,
      DATABASE_URL: databaseUrl,
      MAQIAO_SECRET: secretText,
      WECHAT_APP_ID: APP_ID,
    },
  });
  const identities = await api
    .database()
    .selectFrom('identities')
    .selectAll()
    .orderBy('last_used_at', 'desc')
    .execute();
  const opened = identities.map(({ session_key_sealed: sealed, ...row }) => ({
    ...row,
    sessionKey: openSessionKey(secret, { ...row, session_key_sealed: sealed }),
  }));
  expect(opened).toEqual(migratedIdentities(APP_ID, now));
  const users = await api
    .database()
    .selectFrom('users')
    .selectAll()
    .orderBy('last_login_at', 'desc')
    .execute();
  expect(users).toEqual(
    RELEASED_PEOPLE.map(({ id, nickname, blocked }, index) => ({
      id,
      nickname,
      merged_into: null,
      merged_subs: null,
      preferred_username: null,
      profile_updated_at: null,
      avatar: null,
      blocked,
      created_at: now - 1000 - index,
      last_login_at: now - index,
    })),
  );

  const browser = api.browser();
  browser.cookie = `maqiao=${new CookieValues(secret).issue({ sid: 'sid-of-old', counter: 1 })}`;
  const refreshed = await browser.refresh();
  expect(refreshed.status).toBe(200);
  const me = await browser.get<{ id: string; nickname: string }>('/api/me', refreshed.body.accessToken);
  expect(me.body).toMatchObject({ id: 'user-of-old', nickname: '山前' });

  // It names no method and no identity: nobody wrote them down.
  const entry = { id: ENTRY_OF_OLD, kind: 'signed_in', at: new Date(now).toISOString(), origin: SITE };
  const nothing = { browser: null, os: null, region: null, ip: null };
  expect((await api.app.get(AuditLog).read('user-of-old', 10)).events).toEqual(
    hasAuditLog(version) ? [{ ...entry, ...nothing }] : [],
  );

  const signIn = api.app.get(CompleteSignIn);
  const proven = (openid: string) => provenByMiniProgram(APP_ID, { openid, sessionKey: 'a newer key' });
  expect(await signIn.identify(proven('openid-of-old'), 'mini-program')).toMatchObject({
    id: 'user-of-old',
    isNew: false,
  });
  await expect(signIn.identify(proven('openid-blocked'), 'mini-program')).rejects.toMatchObject({
    code: 'login_blocked',
  });
}

test('the current version has its schema here before it is released', () => {
  const { version } = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../../package.json'), 'utf8'),
  ) as {
    version: string;
  };
  expect(RELEASED).toContain(version);
  for (const one of RELEASED) expect(schemaOf(one, 'postgres')).toContain('CREATE TABLE');
});

describe.each(RELEASED)('a database of version %s', (version) => {
  let postgres: TestPostgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  }, 90_000);
  afterAll(() => postgres.stop());

  const cleaning: (() => void)[] = [];
  afterEach(() => {
    for (const clean of cleaning.splice(0)) clean();
  });

  test('SQLite: starts, keeps everybody as they were, and people stay signed in', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'maqiao-schema-'));
    cleaning.push(() => rmSync(folder, { recursive: true, force: true }));
    const file = join(folder, 'maqiao.db');
    const database = new Sqlite(file);
    const now = Date.now();
    database.exec(schemaOf(version, 'sqlite') + insertReleasedPeople(version, APP_ID, SITE, now));
    database.close();
    await keepsEverything(`sqlite:${file}`, version, now);
  });

  test('PostgreSQL: starts, keeps everybody as they were, and people stay signed in', async () => {
    const url = await postgres.createDatabase();
    const client = new Client({ connectionString: url });
    await client.connect();
    const now = Date.now();
    await client.query(schemaOf(version, 'postgres') + insertReleasedPeople(version, APP_ID, SITE, now));
    await client.end();
    await keepsEverything(url, version, now);
  });
});
