import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isPictureName } from '../../people/avatars/avatar-picture.ts';
import { failureCode } from '../../platform/process/failure-code.ts';
import { message } from '../../platform/operator-messages/messages.ts';
import { backupMessages } from './backup-messages.ts';
import { SettingsError, type Settings } from '../../config/settings.ts';
import { Database } from '../../platform/database/database.ts';
import { databaseLocation } from '../../platform/database/database-location.ts';
import { MIGRATIONS } from '../../platform/database/migrate.ts';
import { forgetSecret } from '../../platform/secret/verify-installation.ts';
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
  /** Where people's pictures go; null: they are kept elsewhere. */
  readonly avatars: string | null;
  /** Whether what is there now may be replaced. SQLite's files are kept beside, under another name. */
  readonly replace: boolean;
  /** Whether to go on without the old secret: everybody has to sign in again. */
  readonly withoutSecret: boolean;
  /** Whether to take a backup that carries no mac. */
  readonly withoutMac: boolean;
  readonly now: Date;
}

interface Restored {
  /** What was there before and is kept, by its path. */
  readonly kept: readonly string[];
  /** What stands in the backup's folder, and not in its list: it was left there. */
  readonly unlisted: readonly string[];
  /** Whether the secret has proven that this installation made the backup. */
  readonly proven: boolean;
}

/**
 * Puts a backup in the place of the database at DATABASE_URL. Everything that can be wrong is looked at before anything
 * is touched. Only files of its list are read, and each is compared with the list while it is copied.
 * @throws SettingsError naming what is wrong, and the cure
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
    // What takes long, and may find the disk full, comes before anything that counts.
    if (pictures !== undefined) await copyPictures(from, listed, pictures);
    if (location.dialect === 'postgres') await restoreDump(location.url, database, plan);
    else if (location.file !== null) kept.push(...(await restoreSqlite(location.file, database, plan)));
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
    const restored = await Database.open(settings.databaseUrl);
    await forgetSecret(restored);
    await restored.onApplicationShutdown();
  }
  return { kept, unlisted: unlisted(from, manifest), proven };
}

const isPicture = ({ path }: ListedFile): boolean =>
  path.startsWith(`${AVATARS}/`) && isPictureName(path.slice(AVATARS.length + 1));

/** A folder beside its later place; what an interrupted restore left there is in the way no longer. */
async function copyPictures(from: string, listed: readonly ListedFile[], pictures: string): Promise<void> {
  const draft = draftOf(pictures);
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  for (const file of listed) await copyListed(from, file, join(draft, file.path.slice(AVATARS.length + 1)));
  giveToOwnerOf(existsSync(pictures) ? pictures : dirname(pictures), draft);
}

/** From a copy of the dump that only this account can change: PostgreSQL's programs read it twice. */
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

/** What the disk refused, in a sentence; everything else as it is. */
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
  if (manifest.appId !== settings.wechat.appId) {
    throw new SettingsError(message(backupMessages.backup_other_app));
  }
}

function aside(path: string, now: Date): string {
  const other = nameAside(path, now);
  renameSync(path, other);
  return other;
}

function nameOf(dialect: 'sqlite' | 'postgres'): string {
  return dialect === 'sqlite' ? 'SQLite' : 'PostgreSQL';
}
