import {
  closeSync,
  constants,
  copyFileSync,
  cpSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { failureCode } from '../common/failure-code.ts';
import { told, type Told } from '../common/operator-words.ts';
import { SettingsError, type Settings } from '../config/settings.ts';
import { Database } from '../database/database.ts';
import { databaseLocation } from '../database/database-location.ts';
import { MIGRATIONS } from '../database/migrate.ts';
import { MaqiaoSecret } from '../secret/maqiao-secret.ts';
import { forgetSecret, opensCheck } from '../secret/ownership.ts';
import { findSecret } from '../secret/secret-source.ts';
import { AVATARS, DATABASE_FILES, stampOf } from './make-backup.ts';
import { readBackup, type Manifest } from './manifest.ts';
import { restorePostgres } from './restore-postgres.ts';
import { giveToOwnerOf } from './same-owner.ts';

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

  const pictures = avatars !== null && existsSync(join(from, AVATARS)) ? avatars : undefined;
  const kept: string[] = [];
  try {
    // What takes long, and may find the disk full, comes before anything that counts.
    if (pictures !== undefined) {
      copyWhole(join(from, AVATARS), draftOf(pictures));
      giveToOwnerOf(existsSync(pictures) ? pictures : dirname(pictures), draftOf(pictures));
    }
    const source = join(from, DATABASE_FILES[manifest.dialect]);
    if (location.dialect === 'postgres') await restorePostgres(location.url, source, replace);
    else if (location.file !== null) kept.push(...restoreFile(location.file, source, { replace, now }));
    if (pictures !== undefined) {
      if (existsSync(pictures)) kept.push(aside(pictures, now));
      renameSync(draftOf(pictures), pictures);
    }
  } catch (error) {
    throw unwritable(error);
  } finally {
    if (pictures !== undefined) rmSync(draftOf(pictures), { recursive: true, force: true });
  }
  if (plan.withoutSecret) {
    const database = await Database.open(settings.databaseUrl);
    await forgetSecret(database);
    await database.onApplicationShutdown();
  }
  return kept;
}

const draftOf = (path: string): string => `${path}.restoring`;

/** A folder beside its later place; what an interrupted restore left there is in the way no longer. */
function copyWhole(from: string, to: string): void {
  rmSync(to, { recursive: true, force: true });
  cpSync(from, to, { recursive: true });
}

/** What the disk refused, in a sentence; everything else as it is. */
function unwritable(error: unknown): unknown {
  const failure = failureCode(error);
  const path = error instanceof Error && 'path' in error ? String(error.path) : '';
  return path !== '' && /^E[A-Z]+$/.test(failure)
    ? new SettingsError(told('restore_unwritable', { path, failure }))
    : error;
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

/**
 * Puts the new file in the place of the old one, which is kept beside. There is a whole database in that place at every
 * moment: the last step is one rename.
 */
function restoreFile(
  file: string,
  source: string,
  { replace, now }: Pick<RestorePlan, 'replace' | 'now'>,
): string[] {
  const there = existsSync(file);
  if (there && !replace) throw thereIsOne();
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const logs = there ? requireUnused(file) : [];
  const draft = draftOf(file);
  try {
    copyFileSync(source, draft);
    giveToOwnerOf(there ? file : dirname(file), draft);
    toDisk(draft);
    const kept = there ? [keptBeside(file, now)] : [];
    for (const ending of logs) renameSync(file + ending, `${kept[0]}${ending}`);
    renameSync(draft, file);
    return kept;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** The file under a second name: a link, so that it does not leave the first; a copy where there are no links. */
function keptBeside(file: string, now: Date): string {
  const other = nameAside(file, now);
  try {
    linkSync(file, other);
  } catch (error) {
    if (failureCode(error) === 'EEXIST') throw error;
    copyFileSync(file, other, constants.COPYFILE_EXCL);
    giveToOwnerOf(file, other);
  }
  return other;
}

/** A rename after which the power fails must not leave an empty file in the place of a whole one. */
function toDisk(file: string): void {
  const handle = openSync(file, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/**
 * Leaving WAL mode takes every other connection gone; and what stands in the log is in the file then. A file that is no
 * whole database any more is what backups are for: nobody uses it.
 * @returns the endings of logs that belong to it still
 */
function requireUnused(file: string): string[] {
  // Opening it would clear away its log.
  if (!isSqlite(file)) return LOGS.filter((ending) => existsSync(file + ending));
  const current = new Sqlite(file, { timeout: 0 });
  try {
    current.pragma('journal_mode = delete');
    for (const ending of LOGS) rmSync(file + ending, { force: true });
    return [];
  } catch (error) {
    const code = failureCode(error);
    if (/^SQLITE_(NOTADB|CORRUPT)/.test(code)) return LOGS.filter((ending) => existsSync(file + ending));
    throw new SettingsError(told('stop_first'));
  } finally {
    current.close();
  }
}

const LOGS = ['-wal', '-shm'];

/** By the sixteen bytes that every such file begins with (SQLite's file format, 1.3.1). */
function isSqlite(file: string): boolean {
  const handle = openSync(file, 'r');
  try {
    const start = Buffer.alloc(16);
    readSync(handle, start);
    return start.toString('latin1') === 'SQLite format 3\0';
  } finally {
    closeSync(handle);
  }
}

function thereIsOne(): SettingsError {
  return new SettingsError(told('replace_unasked'));
}

function aside(path: string, now: Date): string {
  const other = nameAside(path, now);
  renameSync(path, other);
  return other;
}

function nameAside(path: string, now: Date): string {
  return `${path}.before-${stampOf(now)}`;
}

function nameOf(dialect: 'sqlite' | 'postgres'): string {
  return dialect === 'sqlite' ? 'SQLite' : 'PostgreSQL';
}
