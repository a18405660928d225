import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { failureCode } from '../common/failure-code.ts';
import { told } from '../common/operator-words.ts';
import { SettingsError, type Settings } from '../config/settings.ts';
import { Database } from '../database/database.ts';
import { fromRepository } from '../database/database-location.ts';
import { MIGRATIONS } from '../database/migrate.ts';
import { OUR_TABLES } from '../database/our-tables.ts';
import { newerSchema, schemaStateOf } from '../database/schema-state.ts';
import { readMarks } from '../secret/ownership.ts';
import { entryOf, MANIFEST_NAME, manifestText, type Manifest } from './manifest.ts';
import { nameOf, tablesNamed } from './postgres-tables.ts';
import { dump } from './postgres-tools.ts';
import { giveToOwnerOf } from './same-owner.ts';

export const DATABASE_FILES = { sqlite: 'database.sqlite', postgres: 'database.dump' } as const;
export const AVATARS = 'avatars';

interface BackupPlan {
  readonly settings: Pick<Settings, 'databaseUrl'>;
  /** The folder in which each backup gets one of its own. */
  readonly into: string;
  /** Where people's pictures are; left out when there are none. */
  readonly avatars: string | null;
  readonly now: Date;
}

/**
 * Writes a backup while the server runs: one moment's database, and the pictures that it names. It is whole, or it is
 * not there. The secret is not in it.
 * @returns its folder, `maqiao-<time>`, readable for its owner only
 * @throws SettingsError when there is nothing to back up, or it cannot be read or written
 */
export async function makeBackup({ settings, into, avatars, now }: BackupPlan): Promise<string> {
  const database = await Database.openAsItIs(settings.databaseUrl);
  if (database === undefined) {
    throw new SettingsError(told('backup_without_database'));
  }
  const folder = join(into, `maqiao-${stampOf(now)}`);
  const draft = `${folder}.part`;
  let made = false;
  try {
    const { applied, unknown } = await schemaStateOf(
      database.queries,
      database.location.dialect,
      Object.keys(MIGRATIONS),
    );
    if (unknown.length > 0) throw newerSchema(unknown);
    const marks = applied.length === 0 ? undefined : await readMarks(database);
    if (marks?.appId === undefined || marks.secretCheck === undefined) {
      throw new SettingsError(told('backup_without_use'));
    }
    makeFolder(into);
    removeAbandoned(into, now);
    if (existsSync(folder)) throw new SettingsError(told('backup_exists', { folder }));
    takePlace(draft);
    made = true;
    await copyDatabase(database, draft);
    // After the database: a picture that has come meanwhile is only one too many.
    if (avatars !== null && existsSync(avatars)) cpSync(avatars, join(draft, AVATARS), { recursive: true });
    await writeManifest(draft, {
      format: 1,
      maqiao: versionOf(),
      createdAt: now.toISOString(),
      dialect: database.location.dialect,
      schema: [...applied],
      appId: marks.appId,
      secretCheck: marks.secretCheck,
    });
    giveToOwnerOf(into, draft);
    renameSync(draft, folder);
    return folder;
  } catch (error) {
    // One that stood there is another backup's.
    if (made) rmSync(draft, { recursive: true, force: true });
    const failure = failureCode(error);
    if (!/^(E[A-Z]+|SQLITE_\w+)$/.test(failure)) throw error;
    throw new SettingsError(told('backup_unwritable', { into, failure }));
  } finally {
    await database.onApplicationShutdown();
  }
}

function makeFolder(into: string): void {
  if (existsSync(into)) return;
  mkdirSync(into, { recursive: true, mode: 0o700 });
  giveToOwnerOf(dirname(into), into);
}

/** @throws SettingsError when a backup of the same second has it */
function takePlace(draft: string): void {
  try {
    mkdirSync(draft, { mode: 0o700 });
  } catch (error) {
    if (failureCode(error) !== 'EEXIST') throw error;
    throw new SettingsError(told('backup_exists', { folder: draft }));
  }
}

/** What a backup left that was killed: half of everybody's data, of use to nobody. */
function removeAbandoned(into: string, now: Date): void {
  for (const name of readdirSync(into)) {
    if (!name.endsWith('.part') || !NAME.test(name.slice(0, -'.part'.length))) continue;
    const path = join(into, name);
    if (now.getTime() - statSync(path).mtimeMs > ABANDONED_MS) rmSync(path, { recursive: true, force: true });
  }
}

async function copyDatabase({ location, queries }: Database, folder: string): Promise<void> {
  const file = join(folder, DATABASE_FILES[location.dialect]);
  if (location.dialect === 'postgres') {
    const how = ['--format=custom', '--no-owner', '--no-privileges', `--file=${file}`];
    // A database may hold other programs' tables too: they are not ours to keep, nor to put back.
    const tables = (await tablesNamed(queries, OUR_TABLES)).map((table) => `--table=${nameOf(table)}`);
    await dump([...how, ...tables], location.url);
  } else {
    if (location.file === null) throw new SettingsError(told('backup_in_memory'));
    const source = new Sqlite(location.file, { readonly: true });
    try {
      // One moment of the database, whatever is written meanwhile, and without its free pages.
      source.prepare('vacuum into ?').run(file);
    } finally {
      source.close();
    }
    requireWhole(file);
  }
  chmodSync(file, 0o600);
}

/** A copy that cannot be read is found now, and not on the day it is needed. */
function requireWhole(file: string): void {
  const copy = new Sqlite(file, { readonly: true });
  try {
    if (copy.pragma('integrity_check', { simple: true }) !== 'ok') {
      throw new SettingsError(told('database_damaged'));
    }
  } finally {
    copy.close();
  }
}

async function writeManifest(folder: string, about: Omit<Manifest, 'files'>): Promise<void> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
  const files: Manifest['files'] = [];
  for (const path of paths) files.push(await entryOf(folder, path));
  const text = manifestText({ ...about, files });
  writeFileSync(join(folder, MANIFEST_NAME), text, { mode: 0o600, flush: true });
}

/** Longer than any backup takes. */
const ABANDONED_MS = 24 * 3_600_000;
const NAME = /^maqiao-\d{8}T\d{6}Z$/;

/** `20261120T083000Z`: sorts by time, and every file system takes it. */
export function stampOf(time: Date): string {
  return time.toISOString().replace(/[-:]|\.\d+/g, '');
}

/** Removes all but the newest backups of a folder. @returns how many were removed, and why one was not */
export function keepNewest(into: string, keep: number): { removed: number; failure?: string } {
  const old = readdirSync(into)
    .filter((name) => NAME.test(name))
    .sort()
    .reverse()
    .slice(keep);
  let removed = 0;
  try {
    for (const name of old) {
      rmSync(join(into, name), { recursive: true });
      removed += 1;
    }
    return { removed };
  } catch (error) {
    const failure = failureCode(error);
    if (failure === '') throw error;
    return { removed, failure };
  }
}

function versionOf(): string {
  const { version } = JSON.parse(readFileSync(fromRepository('package.json'), 'utf8')) as { version: string };
  return version;
}
