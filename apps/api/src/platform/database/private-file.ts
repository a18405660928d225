import { chmodSync, closeSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { Logger } from '@nestjs/common';
import { failureCode } from '../process/failure-code.ts';
import { localize } from '../operator-messages/messages.ts';
import { databaseMessages } from './database-messages.ts';

/** What stands beside a database: SQLite's log and its index, the journal of an older mode, and our secret. */
const BESIDE = ['', '-wal', '-shm', '-journal', '.secret'];

/**
 * Makes the file of an SQLite database for its owner only, whatever the account's umask is; SQLite gives its log the
 * same mode. Takes what others may do from files that are there already, and says so in the log. Nothing is thrown:
 * what SQLite cannot use it says itself. Windows has other ways to say who may read.
 */
export function keepToOwner(file: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    closeSync(openSync(file, 'wx', 0o600));
  } catch {
    // It is there, or SQLite will say why not.
  }
  if (process.platform === 'win32') return;
  for (const path of BESIDE.map((ending) => file + ending)) narrow(path);
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
