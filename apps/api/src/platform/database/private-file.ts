import { chmodSync, closeSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { Logger } from '@nestjs/common';
import { failureCode } from '../process/failure-code.ts';
import { localize } from '../operator-messages/messages.ts';
import { databaseMessages } from './database-messages.ts';

/** Suffixes of the files of a database: SQLite's log and its index, the journal of an older mode, and our secret. */
const SUFFIXES = ['', '-wal', '-shm', '-journal', '.secret'];

/**
 * Creates the file of an SQLite database with mode 0600, whatever the umask is; SQLite gives its log the same mode.
 * Removes the permissions of other accounts from existing files, and logs that. Never throws: SQLite reports what it
 * cannot open. Does not change modes on Windows, which has none.
 */
export function keepToOwner(file: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    closeSync(openSync(file, 'wx', 0o600));
  } catch {
    // It exists already, or SQLite will report the error.
  }
  if (process.platform === 'win32') return;
  for (const path of SUFFIXES.map((suffix) => file + suffix)) narrow(path);
}

function narrow(path: string): void {
  const mode = statSync(path, { throwIfNoEntry: false })?.mode ?? 0;
  if ((mode & 0o077) === 0) return;
  const logger = new Logger('Database');
  const before = (mode & 0o777).toString(8);
  try {
    chmodSync(path, mode & 0o700);
    logger.warn(localize(databaseMessages.file_narrowed, { path, mode: before }));
  } catch (error) {
    logger.warn(
      localize(databaseMessages.file_stays_open, {
        path,
        mode: before,
        failure: failureCode(error) || 'unknown',
      }),
    );
  }
}
