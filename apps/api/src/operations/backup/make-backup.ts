import {
  chmodSync,
  existsSync,
  lstatSync,
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
import { AVATAR_MAX_BYTES, isKeptPicture, isPictureName } from '../../people/avatars/avatar-picture.ts';
import { failureCode } from '../../platform/process/failure-code.ts';
import { message } from '../../platform/operator-messages/messages.ts';
import { backupMessages } from './backup-messages.ts';
import { secretMessages } from '../../platform/secret/secret-messages.ts';
import { readRegular } from '../../platform/process/regular-file.ts';
import { SettingsError, type Settings } from '../../config/settings.ts';
import { Database } from '../../platform/database/database.ts';
import { fromRepository } from '../../platform/database/database-location.ts';
import { MIGRATIONS } from '../../platform/database/migrate.ts';
import { OUR_TABLES } from '../../platform/database/our-tables.ts';
import { newerSchema, schemaStateOf } from '../../platform/database/schema-state.ts';
import { MaqiaoSecret } from '../../platform/secret/maqiao-secret.ts';
import { readMarks } from '../../platform/secret/verify-installation.ts';
import { entryOf } from './backup-files.ts';
import { secretFor } from './backup-origin.ts';
import { writeManifest, type ListedFile } from './manifest.ts';
import { stampOf } from './places.ts';
import { nameOf, tablesNamed } from './postgres-tables.ts';
import { dump } from './postgres-tools.ts';
import { giveToOwnerOf } from './same-owner.ts';

export const DATABASE_FILES = { sqlite: 'database.sqlite', postgres: 'database.dump' } as const;
export const AVATARS = 'avatars';

interface BackupPlan {
  readonly settings: Pick<Settings, 'databaseUrl' | 'secret' | 'secretFile'>;
  /** The folder in which each backup gets one of its own. */
  readonly into: string;
  /** The folder of the avatars; null when they are stored elsewhere. */
  readonly avatars: string | null;
  /** Whether to write no mac, so that nothing proves the backup's origin: for when the secret is lost. */
  readonly withoutMac: boolean;
  readonly now: Date;
}

interface MadeBackup {
  /** `maqiao-<time>`, readable for its owner only. */
  readonly folder: string;
  /** How many entries of the avatars' folder are not avatars of ours and were left out. */
  readonly leftOut: number;
}

/**
 * Writes a backup while the server runs: a consistent copy of the database, and the avatars. On failure nothing is left
 * behind. The backup does not contain the secret; its manifest carries a mac by it, so nobody else can make or change one.
 * @throws SettingsError when there is nothing to back up, the secret is missing, or a file cannot be read or written
 */
export async function makeBackup({
  settings,
  into,
  avatars,
  withoutMac,
  now,
}: BackupPlan): Promise<MadeBackup> {
  const database = await Database.openAsItIs(settings.databaseUrl);
  if (database === undefined) {
    throw new SettingsError(message(backupMessages.backup_without_database));
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
      throw new SettingsError(message(backupMessages.backup_without_use));
    }
    const secret = withoutMac ? undefined : requireSecret(marks.secretCheck, settings);
    makeFolder(into);
    removeAbandoned(into, now);
    if (existsSync(folder)) throw new SettingsError(message(backupMessages.backup_exists, { folder }));
    createDraft(draft);
    made = true;
    await copyDatabase(database, draft);
    // After the database: an avatar stored in between is then only superfluous, never missing.
    const { kept, leftOut } = await copyPictures(avatars, draft);
    const files = [...kept, DATABASE_FILES[database.location.dialect]].sort();
    const about = {
      format: 1 as const,
      maqiao: versionOf(),
      createdAt: now.toISOString(),
      dialect: database.location.dialect,
      schema: [...applied],
      appId: marks.appId,
      secretCheck: marks.secretCheck,
    };
    const entries: ListedFile[] = [];
    for (const path of files) entries.push(await entryOf(draft, path));
    writeManifest(draft, { ...about, files: entries }, secret);
    giveToOwnerOf(into, draft);
    renameSync(draft, folder);
    return { folder, leftOut };
  } catch (error) {
    // A draft that existed before belongs to another backup.
    if (made) rmSync(draft, { recursive: true, force: true });
    const failure = failureCode(error);
    if (!/^(E[A-Z]+|SQLITE_\w+)$/.test(failure)) throw error;
    throw new SettingsError(message(backupMessages.backup_unwritable, { into, failure }));
  } finally {
    await database.onApplicationShutdown();
  }
}

/** The secret that this database was first used with. @throws SettingsError when it is missing or another */
function requireSecret(check: string, settings: BackupPlan['settings']): MaqiaoSecret {
  const secret = secretFor(check, settings);
  if (secret instanceof MaqiaoSecret) return secret;
  const reasons = secret.length === 0 ? [message(secretMessages.other_secret)] : secret;
  throw new SettingsError(...reasons, message(backupMessages.backup_wants_secret));
}

/**
 * Copies the avatars, and nothing else from their folder: no links, which could point at the secret, and no file that
 * is not an avatar of ours.
 * @returns their paths in the backup, and how many other entries were left out
 */
async function copyPictures(
  avatars: string | null,
  draft: string,
): Promise<{ kept: string[]; leftOut: number }> {
  const kept: string[] = [];
  let leftOut = 0;
  if (avatars === null || !existsSync(avatars)) return { kept, leftOut };
  mkdirSync(join(draft, AVATARS), { mode: 0o700 });
  for (const name of readdirSync(avatars)) {
    // Unfinished uploads.
    if (name.startsWith('.')) continue;
    const picture = isPictureName(name)
      ? await readRegular(join(avatars, name), AVATAR_MAX_BYTES)
      : undefined;
    if (picture !== undefined && isKeptPicture(picture)) {
      writeFileSync(join(draft, AVATARS, name), picture, { mode: 0o600, flag: 'wx' });
      kept.push(`${AVATARS}/${name}`);
    } else if (lstatSync(join(avatars, name), { throwIfNoEntry: false })) leftOut += 1;
  }
  return { kept, leftOut };
}

function makeFolder(into: string): void {
  if (existsSync(into)) return;
  mkdirSync(into, { recursive: true, mode: 0o700 });
  giveToOwnerOf(dirname(into), into);
}

/** @throws SettingsError when a backup of the same second has created it already */
function createDraft(draft: string): void {
  try {
    mkdirSync(draft, { mode: 0o700 });
  } catch (error) {
    if (failureCode(error) !== 'EEXIST') throw error;
    throw new SettingsError(message(backupMessages.backup_exists, { folder: draft }));
  }
}

/** Removes the drafts of backups that were killed. */
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
    // Only our tables: the database may hold those of other programs too.
    const tables = (await tablesNamed(queries, OUR_TABLES)).map((table) => `--table=${nameOf(table)}`);
    await dump([...how, ...tables], location.url);
  } else {
    if (location.file === null) throw new SettingsError(message(backupMessages.backup_in_memory));
    const source = new Sqlite(location.file, { readonly: true });
    try {
      // A consistent copy, whatever is written meanwhile, and without free pages.
      source.prepare('vacuum into ?').run(file);
    } finally {
      source.close();
    }
    checkIntegrity(file);
  }
  chmodSync(file, 0o600);
}

/** Checks the copy now, so that a damaged one is not first noticed at a restore. */
function checkIntegrity(file: string): void {
  const copy = new Sqlite(file, { readonly: true });
  try {
    if (copy.pragma('integrity_check', { simple: true }) !== 'ok') {
      throw new SettingsError(message(backupMessages.database_damaged));
    }
  } finally {
    copy.close();
  }
}

/** Longer than any backup takes. */
const ABANDONED_MS = 24 * 3_600_000;
const NAME = /^maqiao-\d{8}T\d{6}Z$/;

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
