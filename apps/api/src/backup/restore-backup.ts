import { cpSync, copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { sql } from 'kysely';
import { SettingsError, type Settings } from '../config/settings.ts';
import { Database } from '../database/database.ts';
import { databaseLocation } from '../database/database-location.ts';
import { MIGRATIONS } from '../database/migrate.ts';
import { newerSchema, schemaStateOf } from '../database/schema-state.ts';
import { MaqiaoSecret } from '../secret/maqiao-secret.ts';
import { forgetSecret, opensCheck } from '../secret/ownership.ts';
import { findSecret } from '../secret/secret-source.ts';
import { AVATARS, DATABASE_FILES, stampOf } from './make-backup.ts';
import { readBackup, type Manifest } from './manifest.ts';
import { runPostgresTool } from './postgres-tools.ts';

interface RestorePlan {
  readonly settings: Settings;
  /** The folder of one backup. */
  readonly from: string;
  /** Where people's pictures go; null: they are kept elsewhere. */
  readonly avatars: string | null;
  /** Whether what is there now may be replaced. SQLite's files are kept beside, under another name. */
  readonly replace: boolean;
  /** Whether to go on without the old secret: everybody has to sign in again. */
  readonly withoutSecret: boolean;
  readonly now: Date;
}

/**
 * Puts a backup in the place of the database at DATABASE_URL. Everything that can be wrong is looked at before anything
 * is touched.
 * @returns what was there before and is kept, by its path
 * @throws SettingsError naming what is wrong, and the cure
 */
export async function restoreBackup(plan: RestorePlan): Promise<string[]> {
  const { settings, from, avatars, replace, now } = plan;
  const manifest = await readBackup(from);
  const location = databaseLocation(settings.databaseUrl);
  requireFitting(manifest, settings, location.dialect);
  if (!plan.withoutSecret) requireSecret(manifest, settings);

  const kept: string[] = [];
  const source = join(from, DATABASE_FILES[manifest.dialect]);
  if (location.dialect === 'postgres') await restoreServer(location.url, source, replace);
  else if (location.file !== null) kept.push(...restoreFile(location.file, source, { replace, now }));
  if (avatars !== null && existsSync(join(from, AVATARS))) {
    if (existsSync(avatars)) kept.push(aside(avatars, now));
    cpSync(join(from, AVATARS), avatars, { recursive: true });
  }
  if (plan.withoutSecret) {
    const database = await Database.open(settings.databaseUrl);
    await forgetSecret(database);
    await database.onApplicationShutdown();
  }
  return kept;
}

function requireFitting(manifest: Manifest, settings: Settings, dialect: 'sqlite' | 'postgres'): void {
  const unknown = manifest.schema.filter((name) => !(name in MIGRATIONS));
  if (unknown.length > 0) {
    throw new SettingsError(
      `The backup was made by a newer Maqiao (${manifest.maqiao}; ${unknown.join(', ')}): install that version, then restore. / 备份来自更新的版本 ${manifest.maqiao}，请先安装该版本。`,
    );
  }
  if (manifest.dialect !== dialect) {
    throw new SettingsError(
      `The backup is one of ${nameOf(manifest.dialect)}, and DATABASE_URL names ${nameOf(dialect)}. / 备份与 DATABASE_URL 的数据库类型不同。`,
    );
  }
  if (manifest.appId !== settings.wechat.appId) {
    throw new SettingsError(
      'The backup is that of another WECHAT_APP_ID: the people in it are known to that one only. / 备份属于另一个 WECHAT_APP_ID。',
    );
  }
}

function requireSecret(manifest: Manifest, settings: Settings): void {
  const location = databaseLocation(settings.databaseUrl);
  let reason: string;
  try {
    const secret = new MaqiaoSecret(findSecret(settings, location, false));
    if (opensCheck(secret, manifest.secretCheck)) return;
    reason = 'MAQIAO_SECRET (or its file) is not the one that this backup belongs to.';
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    reason = error.message;
  }
  throw new SettingsError(
    `${reason} Put it back from where you keep it, then restore. If it is lost: --without-secret keeps the people and their ids, and everybody has to sign in again. / 请先放回密钥再恢复。若密钥已丢失：--without-secret 会保留用户及其 id，但所有人都需要重新登录。`,
  );
}

/** Moves the old file aside and the new one in its place; the last step is one rename. */
function restoreFile(
  file: string,
  source: string,
  { replace, now }: Pick<RestorePlan, 'replace' | 'now'>,
): string[] {
  const kept: string[] = [];
  if (existsSync(file)) {
    if (!replace) throw thereIsOne();
    requireUnused(file);
  } else mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.restoring`;
  copyFileSync(source, draft);
  if (existsSync(file)) kept.push(aside(file, now));
  renameSync(draft, file);
  return kept;
}

/** Leaving WAL mode takes every other connection gone; and what stands in the log is in the file then. */
function requireUnused(file: string): void {
  const current = new Sqlite(file, { timeout: 0 });
  try {
    current.pragma('journal_mode = delete');
  } catch {
    throw new SettingsError(
      'Maqiao runs on this database: stop it, then restore. / 码桥正在使用此数据库：请先停止它。',
    );
  } finally {
    current.close();
  }
  for (const ending of ['-wal', '-shm']) rmSync(file + ending, { force: true });
}

async function restoreServer(url: string, source: string, replace: boolean): Promise<void> {
  const database = await Database.openAsItIs(url);
  if (database === undefined) return;
  try {
    const { applied, unknown } = await schemaStateOf(database.queries, Object.keys(MIGRATIONS));
    if (unknown.length > 0 && !replace) throw newerSchema(unknown);
    if (applied.length > 0 && !replace) throw thereIsOne();
    const others = await sql<{ count: string }>`
      select count(*) as count from pg_stat_activity
      where datname = current_database() and application_name = 'maqiao' and pid <> pg_backend_pid()
    `.execute(database.queries);
    if (Number(others.rows[0]?.count) > 0) {
      throw new SettingsError(
        'Maqiao runs on this database: stop it, then restore. / 码桥正在使用此数据库：请先停止它。',
      );
    }
  } finally {
    await database.onApplicationShutdown();
  }
  const how = [
    '--clean',
    '--if-exists',
    '--no-owner',
    '--no-privileges',
    '--single-transaction',
    '--exit-on-error',
  ];
  await runPostgresTool('pg_restore', [...how, source], url);
}

function thereIsOne(): SettingsError {
  return new SettingsError(
    'There is a database at DATABASE_URL already: --replace puts the backup in its place. / DATABASE_URL 处已有数据库：加 --replace 才会替换。',
  );
}

function aside(path: string, now: Date): string {
  const other = `${path}.before-${stampOf(now)}`;
  renameSync(path, other);
  return other;
}

function nameOf(dialect: 'sqlite' | 'postgres'): string {
  return dialect === 'sqlite' ? 'SQLite' : 'PostgreSQL';
}
