import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { madeUpSecret } from '@maqiao/test-servers';
import { Logger } from '@nestjs/common';
import { describeEachDatabase } from '../../../test/each-database.ts';
import { testSettings } from '../../../test/test-settings.ts';
import { SettingsError } from '../../config/settings.ts';
import { mainAppIdOf } from '../../config/wechat-accounts.ts';
import { createApp } from '../../create-app.ts';
import { Database } from '../database/database.ts';
import { MaqiaoSecret } from './maqiao-secret.ts';
import { readMarks, requireAccounts, verifyInstallation } from './verify-installation.ts';

const oneSecret = madeUpSecret('one');
const otherSecret = madeUpSecret('other');

describeEachDatabase('what a database belongs to', ({ open }) => {
  test('the first start marks it, and the next with the same values is let in', async () => {
    const database = await open();
    const settings = testSettings({ MAQIAO_SECRET: oneSecret });
    const first = await verifyInstallation(database, settings);
    const second = await verifyInstallation(database, settings);
    expect(second.open('check', 'r', first.seal('check', 'r', 'text'))).toBe('text');
  });

  test('another secret stops the start, in a sentence without either of them', async () => {
    const database = await open();
    await verifyInstallation(database, testSettings({ MAQIAO_SECRET: oneSecret }));
    const start = verifyInstallation(database, testSettings({ MAQIAO_SECRET: otherSecret }));
    await expect(start).rejects.toThrow(SettingsError);
    await expect(start).rejects.toThrow(/^MAQIAO_SECRET .* DATABASE_URL/);
    await expect(start).rejects.not.toThrow(otherSecret);
  });

  test('another AppID stops the start, in a sentence without either of them', async () => {
    const database = await open();
    await verifyInstallation(database, testSettings({ MAQIAO_SECRET: oneSecret }));
    const changed = testSettings({ MAQIAO_SECRET: oneSecret, WECHAT_APP_ID: 'wxfedcba9876543210' });
    const start = verifyInstallation(database, changed);
    await expect(start).rejects.toThrow(SettingsError);
    await expect(start).rejects.toThrow(/DATABASE_URL.*WECHAT_APP_ID/);
    await expect(start).rejects.not.toThrow(/wx[0-9a-f]{16}/);
  });

  test('takes further accounts of other kinds, each marked when it is first seen, and lets them go again', async () => {
    const database = await open();
    const settings = testSettings({ MAQIAO_SECRET: oneSecret });
    const mini = { provider: 'wechat-mini-program', appId: mainAppIdOf(settings) } as const;
    const official = { provider: 'wechat-official-account', appId: 'wx1111111111111111' } as const;
    const website = { provider: 'wechat-website', appId: 'wx2222222222222222' } as const;
    await verifyInstallation(database, settings);
    await requireAccounts(database, [mini, official, website]);
    await requireAccounts(database, [mini, website]);
    await verifyInstallation(database, settings);
    // As every version before wrote it: an old database, and an old version's look at it, stay what they were.
    expect((await readMarks(database)).accounts.get('wechat-mini-program')).toBe(mini.appId);
    for (const other of [mini, official, website]) {
      const start = requireAccounts(database, [{ ...other, appId: 'wxfedcba9876543210' }]);
      await expect(start).rejects.toThrow(SettingsError);
    }
  });

  test('of two instances with different secrets that start at once, one is let in', async () => {
    const database = await open();
    const starts = await Promise.allSettled([
      verifyInstallation(database, testSettings({ MAQIAO_SECRET: oneSecret })),
      verifyInstallation(database, testSettings({ MAQIAO_SECRET: otherSecret })),
    ]);
    expect(starts.map((start) => start.status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('issue 12, number 7: a secret that can be guessed', () => {
  const guessable = 'ab'.repeat(32);
  const words = /MAQIAO_SECRET \(or its file\) is a pattern that can be guessed/;
  let folder: string;
  let databaseUrl: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'maqiao-secret-'));
    databaseUrl = `sqlite:${join(folder, 'm.db')}`;
  });
  afterEach(() => {
    jest.restoreAllMocks();
    rmSync(folder, { recursive: true, force: true });
  });

  test('is not taken for a new database, given or in a file', async () => {
    const path = join(folder, 'secret');
    writeFileSync(path, guessable);
    const ways: Record<string, string>[] = [{ MAQIAO_SECRET: guessable }, { MAQIAO_SECRET_FILE: path }];
    for (const given of ways) {
      const start = createApp(testSettings({ DATABASE_URL: databaseUrl, ...given }));
      await expect(start).rejects.toThrow(SettingsError);
      await expect(start).rejects.toThrow(words);
    }
  });

  test('goes on where it is in use, with a warning at every start', async () => {
    const database = await Database.open(databaseUrl);
    await verifyInstallation(database, testSettings({ MAQIAO_SECRET: oneSecret }));
    const check = new MaqiaoSecret(Buffer.from(guessable, 'hex')).seal('check', 'secret_check', 'maqiao');
    const marked = database.queries.updateTable('meta').set({ value: check });
    await marked.where('key', '=', 'secret_check').execute();
    await database.onApplicationShutdown();
    const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    const app = await createApp(testSettings({ DATABASE_URL: databaseUrl, MAQIAO_SECRET: guessable }));
    await app.close();
    expect(warn.mock.calls.filter(([line]) => words.test(String(line)))).toHaveLength(1);
  });
});

test('the whole server does not start on a database of another AppID', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'maqiao-secret-'));
  const environment = { DATABASE_URL: `sqlite:${join(folder, 'm.db')}` };
  const app = await createApp(testSettings(environment));
  await app.close();
  const start = createApp(testSettings({ ...environment, WECHAT_APP_ID: 'wxfedcba9876543210' }));
  await expect(start).rejects.toThrow(SettingsError);
  rmSync(folder, { recursive: true, force: true });
});

describe('the file beside an SQLite database', () => {
  let folder: string;
  let databases: Database[];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'maqiao-secret-'));
    databases = [];
  });
  afterEach(async () => {
    for (const database of databases) await database.onApplicationShutdown();
    rmSync(folder, { recursive: true, force: true });
  });
  const start = async (environment: Record<string, string> = {}) => {
    const database = await Database.open(`sqlite:${join(folder, 'data', 'm.db')}`);
    databases.push(database);
    return verifyInstallation(database, testSettings(environment));
  };
  const secretFile = () => join(folder, 'data', 'm.db.secret');

  test('is made once, for its owner only, and used again', async () => {
    const first = await start();
    expect(statSync(secretFile()).mode & 0o777).toBe(0o600);
    const written = readFileSync(secretFile(), 'utf8');
    const second = await start();
    expect(readFileSync(secretFile(), 'utf8')).toBe(written);
    expect(second.mac('check', 'a')).toBe(first.mac('check', 'a'));
  });

  test('is one file when two start at once', async () => {
    const [first, second] = await Promise.all([start(), start()]);
    expect(second.mac('check', 'a')).toBe(first.mac('check', 'a'));
  });

  test('is not made again for a database that was used with one', async () => {
    await start();
    rmSync(secretFile());
    await expect(start()).rejects.toThrow(/^MAQIAO_SECRET must be set, or its file put back/);
    expect(existsSync(secretFile())).toBe(false);
  });

  test('is not made when the setting gives a secret', async () => {
    await start({ MAQIAO_SECRET: oneSecret });
    expect(existsSync(secretFile())).toBe(false);
  });

  test('stops the start when it holds something else, without repeating it', async () => {
    await start();
    writeFileSync(secretFile(), 'not a secret');
    await expect(start()).rejects.toThrow(/must hold 32 random bytes/);
    await expect(start()).rejects.not.toThrow(/not a secret/);
  });

  test('a file that the setting names is read, and missed when it is not there', async () => {
    const path = join(folder, 'given');
    writeFileSync(path, `${oneSecret}\n`);
    const fromFile = await start({ MAQIAO_SECRET_FILE: path });
    const fromSetting = await start({ MAQIAO_SECRET: oneSecret });
    expect(fromFile.mac('check', 'a')).toBe(fromSetting.mac('check', 'a'));
    await expect(start({ MAQIAO_SECRET_FILE: join(folder, 'none') })).rejects.toThrow(
      /^MAQIAO_SECRET_FILE must/,
    );
  });
});
