import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { failureCode } from '../../platform/process/failure-code.ts';
import { message } from '../../platform/operator-messages/messages.ts';
import { backupMessages } from './backup-messages.ts';
import { SettingsError } from '../../config/settings.ts';
import { copyListed } from './backup-files.ts';
import type { ListedFile } from './manifest.ts';
import { draftOf, nameAside } from './places.ts';
import { giveToOwnerOf } from './same-owner.ts';

/** The part of a restore's plan that concerns SQLite. */
interface Plan {
  /** The folder of the backup. */
  readonly from: string;
  /** Whether an existing database may be replaced. */
  readonly replace: boolean;
  readonly now: Date;
}

/**
 * Replaces the database's file with that of a backup; the old file is kept under another name. The last step is one
 * rename, so there is a complete database at that path at every moment.
 * @returns the paths under which old files are kept
 * @throws SettingsError when the restore is refused, or the backup's file differs from its entry
 */
export async function restoreSqlite(
  file: string,
  listed: ListedFile,
  { from, replace, now }: Plan,
): Promise<string[]> {
  const there = existsSync(file);
  if (there && !replace) throw new SettingsError(message(backupMessages.replace_unasked));
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const draft = draftOf(file);
  try {
    await copyListed(from, listed, draft);
    const logs = there ? requireUnused(file) : [];
    giveToOwnerOf(there ? file : dirname(file), draft);
    const kept = there ? [keepUnderOtherName(file, now)] : [];
    for (const ending of logs) renameSync(file + ending, `${kept[0]}${ending}`);
    renameSync(draft, file);
    return kept;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Gives the file a second name by a hard link, or by a copy where links are not supported. @returns that name */
function keepUnderOtherName(file: string, now: Date): string {
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

/**
 * Requires that no other process has the database open: leaving WAL mode fails otherwise, and moves the log into the
 * file when it succeeds. A damaged file is not in use, and passes.
 * @returns the endings of the log files that still exist
 */
function requireUnused(file: string): string[] {
  // SQLite would delete the log if it opened a file that is not a database.
  if (!isSqlite(file)) return LOGS.filter((ending) => existsSync(file + ending));
  const current = new Sqlite(file, { timeout: 0 });
  try {
    current.pragma('journal_mode = delete');
    for (const ending of LOGS) rmSync(file + ending, { force: true });
    return [];
  } catch (error) {
    const code = failureCode(error);
    if (/^SQLITE_(NOTADB|CORRUPT)/.test(code)) return LOGS.filter((ending) => existsSync(file + ending));
    throw new SettingsError(message(backupMessages.stop_first));
  } finally {
    current.close();
  }
}

const LOGS = ['-wal', '-shm'];

/** Whether the file begins with SQLite's header string (SQLite's file format, 1.3.1). */
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
