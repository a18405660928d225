import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { Logger } from '@nestjs/common';
import Sqlite from 'better-sqlite3';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from './database.ts';

const cleaning: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleaning.splice(0).reverse()) await clean();
  jest.restoreAllMocks();
});

/** A folder as somebody has made it, which anybody may look into. */
function openFolder(): string {
  const home = mkdtempSync(join(tmpdir(), 'maqiao-private-'));
  cleaning.push(() => rmSync(home, { recursive: true, force: true }));
  const folder = join(home, 'data');
  mkdirSync(folder);
  chmodSync(folder, 0o755);
  return folder;
}

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

async function open(file: string) {
  const database = await Database.open(`sqlite:${file}`);
  cleaning.push(() => database.onApplicationShutdown());
  return database;
}

describe('issue 12, number 7: the files of an SQLite database', () => {
  test('are for their owner only, also in a folder that was there, whatever the umask', async () => {
    const umask = process.umask(0);
    cleaning.push(() => process.umask(umask));
    const file = join(openFolder(), 'maqiao.db');
    await open(file);
    expect(['', '-wal', '-shm'].map((ending) => modeOf(file + ending))).toEqual(['600', '600', '600']);
  });

  test('that others could read are narrowed at the start, with what stands beside, and the log says so', async () => {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    const file = join(openFolder(), 'maqiao.db');
    const before = new Sqlite(file);
    before.pragma('journal_mode = WAL');
    before.exec('create table before (id int)');
    cleaning.push(() => before.close());
    writeFileSync(`${file}.secret`, '0'.repeat(64));
    for (const ending of ['', '-wal', '-shm']) chmodSync(file + ending, 0o644);
    chmodSync(`${file}.secret`, 0o640);
    await open(file);
    expect(['', '-wal', '-shm', '.secret'].map((ending) => modeOf(file + ending))).toEqual([
      '600',
      '600',
      '600',
      '600',
    ]);
    expect(warn.mock.calls.map(([line]) => String(line))).toEqual(
      ['', '-wal', '-shm', '.secret'].map(
        (ending) => expect.stringContaining(`${file}${ending} (mode 6`) as unknown as string,
      ),
    );
    warn.mockClear();
    await open(file);
    expect(warn).not.toHaveBeenCalled();
  });

  test('are left as they are by a command that only looks', async () => {
    const file = join(openFolder(), 'maqiao.db');
    new Sqlite(file).close();
    chmodSync(file, 0o644);
    const database = await Database.openAsItIs(`sqlite:${file}`);
    await database?.onApplicationShutdown();
    expect(modeOf(file)).toBe('644');
    expect(await Database.openAsItIs(`sqlite:${join(file, '..', 'none.db')}`)).toBeUndefined();
  });
});
