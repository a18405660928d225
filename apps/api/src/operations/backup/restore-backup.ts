import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isPictureName } from '../../people/avatars/avatar-picture.ts';
import { failureCode } from '../../platform/process/failure-code.ts';
import { message } from '../../platform/operator-messages/messages.ts';
import { backupMessages } from './backup-messages.ts';
import { SettingsError, type Settings } from '../../config/settings.ts';
import { wechatAccountsOf } from '../../config/wechat-accounts.ts';
import { Database } from '../../platform/database/database.ts';
import { databaseLocation } from '../../platform/database/database-location.ts';
import { MIGRATIONS } from '../../platform/database/migrate.ts';
import { deleteSealedData } from '../../platform/secret/verify-installation.ts';
import { copyListed, unlisted } from './backup-files.ts';
import { requireOrigin } from './backup-origin.ts';
import { AVATARS, DATABASE_FILES } from './make-backup.ts';
import { MANIFEST_NAME, readManifest, type ListedFile, type Manifest } from './manifest.ts';
import { draftOf, nameAside } from './places.ts';
import { restorePostgres } from './restore-postgres.ts';
import { restoreSqlite } from './restore-sqlite.ts';
import { giveToOwnerOf } from './same-owner.ts';

interface RestorePlan {
  readonly settings: Settings;
  /** The folder of one backup. */
  readonly from: string;
  /** The folder of the avatars; null when they are stored elsewhere. */
  readonly avatars: string | null;
  /** Whether existing data may be replaced. SQLite's files are then kept under another name. */
  readonly replace: boolean;
  /** Whether to go on without the old secret: everybody has to sign in again. */
  readonly withoutSecret: boolean;
  /** Whether to take a backup that carries no mac. */
  readonly withoutMac: boolean;
  readonly now: Date;
}

interface Restored {
  /** Paths under which the replaced data is kept. */
  readonly kept: readonly string[];
  /** Paths in the backup's folder that its manifest does not list: they were not restored. */
  readonly unlisted: readonly string[];
  /** Whether the secret has proven that this installation made the backup. */
  readonly proven: boolean;
}

/**
 * Replaces the database at DATABASE_URL, and the avatars, with those of a backup. Everything is checked before anything
 * is changed. Only files that the manifest lists are read, and each is compared with its entry while it is copied.
 * @throws SettingsError that says what is wrong and what to do
 */
export async function restoreBackup(plan: RestorePlan): Promise<Restored> {
  const { settings, from, avatars, now } = plan;
  const manifest = await readManifest(from);
  const proven = requireOrigin(manifest, settings, plan);
  const location = databaseLocation(settings.databaseUrl);
  requireFitting(manifest, settings, location.dialect);
  const database = manifest.files.find(({ path }) => path === DATABASE_FILES[manifest.dialect]);
  if (database === undefined) {
    throw new SettingsError(
      message(backupMessages.no_such_backup, { folder: from, manifest: MANIFEST_NAME }),
    );
  }
  const listed = avatars === null ? [] : manifest.files.filter(isPicture);
  const pictures = avatars !== null && listed.length > 0 ? avatars : undefined;
  const kept: string[] = [];
  try {
    if (
      location.dialect === 'sqlite' &&
      location.file !== null &&
      existsSync(location.file) &&
      !plan.replace
    ) {
      throw new SettingsError(message(backupMessages.replace_unasked));
    }
    // First what takes long and may fill the disk; until here nothing of the owner's has changed.
    if (pictures !== undefined) await copyPictures(from, listed, pictures);
    if (location.dialect === 'postgres') await restoreDump(location.url, database, plan);
    else if (location.file !== null) kept.push(...(await restoreSqlite(location.file, database, plan)));
    if (pictures !== undefined) {
      if (existsSync(pictures)) kept.push(moveAside(pictures, now));
      renameSync(draftOf(pictures), pictures);
    }
  } catch (error) {
    throw unwritable(error);
  } finally {
    if (pictures !== undefined) rmSync(draftOf(pictures), { recursive: true, force: true });
  }
  if (plan.withoutSecret) {
    const restored = await Database.open(settings.databaseUrl);
    await deleteSealedData(restored);
    await restored.onApplicationShutdown();
  }
  return { kept, unlisted: unlisted(from, manifest), proven };
}

const isPicture = ({ path }: ListedFile): boolean =>
  path.startsWith(`${AVATARS}/`) && isPictureName(path.slice(AVATARS.length + 1));

/** Copies the avatars into a draft folder, after removing one that an interrupted restore has left. */
async function copyPictures(from: string, listed: readonly ListedFile[], pictures: string): Promise<void> {
  const draft = draftOf(pictures);
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  for (const file of listed) await copyListed(from, file, join(draft, file.path.slice(AVATARS.length + 1)));
  giveToOwnerOf(existsSync(pictures) ? pictures : dirname(pictures), draft);
}

/** Restores from a private copy of the dump: PostgreSQL's programs read it twice, and it must not change between. */
async function restoreDump(
  url: string,
  listed: ListedFile,
  { from, replace }: Pick<RestorePlan, 'from' | 'replace'>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'maqiao-restore-'));
  try {
    const dump = join(folder, listed.path);
    await copyListed(from, listed, dump);
    await restorePostgres(url, dump, replace);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** An error of the file system as a SettingsError; every other error unchanged. */
function unwritable(error: unknown): unknown {
  const failure = failureCode(error);
  const path = error instanceof Error && 'path' in error ? String(error.path) : '';
  return path !== '' && /^E[A-Z]+$/.test(failure)
    ? new SettingsError(message(backupMessages.restore_unwritable, { path, failure }))
    : error;
}

function requireFitting(manifest: Manifest, settings: Settings, dialect: 'sqlite' | 'postgres'): void {
  const unknown = manifest.schema.filter((name) => !(name in MIGRATIONS));
  if (unknown.length > 0) {
    throw new SettingsError(
      message(backupMessages.backup_newer, { version: manifest.maqiao, unknown: unknown.join(', ') }),
    );
  }
  if (manifest.dialect !== dialect) {
    const [theirs, ours] = [nameOf(manifest.dialect), nameOf(dialect)];
    throw new SettingsError(message(backupMessages.backup_other_dialect, { theirs, ours }));
  }
  if (!wechatAccountsOf(settings).some(({ appId }) => appId === manifest.appId)) {
    throw new SettingsError(message(backupMessages.backup_other_app));
  }
}

/** Renames what is to be replaced. @returns its new path */
function moveAside(path: string, now: Date): string {
  const other = nameAside(path, now);
  renameSync(path, other);
  return other;
}

function nameOf(dialect: 'sqlite' | 'postgres'): string {
  return dialect === 'sqlite' ? 'SQLite' : 'PostgreSQL';
}
