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

/** What it needs to know, beside the file's place. */
interface Plan {
  /** The folder of the backup. */
  readonly from: string;
  /** Whether there may be a database. */
  readonly replace: boolean;
  readonly now: Date;
}

/**
 * Puts a backup's database in the place of the old file, which is kept beside. There is a whole database in that place
 * at every moment: the last step is one rename.
 * @returns what was there before and is kept, by its path
 * @throws SettingsError when it must not be done, or the backup's file is not as it is listed
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
    throw new SettingsError(message(backupMessages.stop_first));
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
