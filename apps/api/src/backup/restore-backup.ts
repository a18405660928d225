import { cpSync, copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { sql } from 'kysely';
import { told, type Told } from '../common/operator-words.ts';
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
    throw new SettingsError(told('backup_newer', { version: manifest.maqiao, unknown: unknown.join(', ') }));
  }
  if (manifest.dialect !== dialect) {
    const [theirs, ours] = [nameOf(manifest.dialect), nameOf(dialect)];
    throw new SettingsError(told('backup_other_dialect', { theirs, ours }));
  }
  if (manifest.appId !== settings.wechat.appId) {
    throw new SettingsError(told('backup_other_app'));
  }
}

function requireSecret(manifest: Manifest, settings: Settings): void {
  const location = databaseLocation(settings.databaseUrl);
  let reasons: readonly Told[];
  try {
    const secret = new MaqiaoSecret(findSecret(settings, location, false));
    if (opensCheck(secret, manifest.secretCheck)) return;
    reasons = [told('backup_other_secret')];
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    reasons = error.told;
  }
  throw new SettingsError(...reasons, told('secret_first'));
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
    throw new SettingsError(told('stop_first'));
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
      throw new SettingsError(told('stop_first'));
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
  return new SettingsError(told('replace_unasked'));
}

function aside(path: string, now: Date): string {
  const other = `${path}.before-${stampOf(now)}`;
  renameSync(path, other);
  return other;
}

function nameOf(dialect: 'sqlite' | 'postgres'): string {
  return dialect === 'sqlite' ? 'SQLite' : 'PostgreSQL';
}
