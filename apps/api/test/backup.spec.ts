import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startPostgres, type TestPostgres, madeUpSecret } from '@maqiao/test-servers';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { makeBackup } from '../src/operations/backup/make-backup.ts';
import { startApi } from './support/api-under-test.ts';
import { MaqiaoSecret } from '../src/platform/secret/maqiao-secret.ts';
import {
  commandEnvironment,
  FACE,
  FACE_BYTES,
  folderIn,
  rewriteManifest,
  putFace,
  run,
  SECRET,
  signIn,
} from './support/backup-commands.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

describe('SQLite', () => {
  const installation = () => {
    const home = temporaryFolder('backup');
    const file = join(home, 'maqiao.db');
    const environment = {
      DATABASE_URL: `sqlite:${file}`,
      AVATAR_STORAGE: `disk:${join(home, 'avatars')}`,
    };
    return { home, file, environment };
  };

  test('a backup of a running server, restored: the old cookie signs in, the pictures are back', async () => {
    const { home, file, environment } = installation();
    putFace(home);
    const api = await startApi({ environment });
    const command = commandEnvironment(api, environment);
    const browser = await signIn(api);

    const made = await run('backup', command);
    expect([made.code, made.err]).toEqual([0, '']);
    const folder = folderIn(made);
    expect(folder.startsWith(join(home, 'backups/maqiao-'))).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(['avatars', 'database.sqlite', 'manifest.json']);
    for (const path of [folder, join(folder, 'database.sqlite')]) expect(statSync(path).mode & 0o077).toBe(0);
    const secret = readFileSync(`${file}.secret`, 'utf8').trim();
    for (const name of ['database.sqlite', 'manifest.json']) {
      expect(readFileSync(join(folder, name)).includes(secret)).toBe(false);
    }
    expect(made.out).toContain(`${file}.secret`);

    // What came after the backup is gone with the disk.
    await api.app.close();
    const moved = temporaryFolder('backup');
    renameSync(join(home, 'backups'), join(moved, 'backups'));
    const kept = readFileSync(`${file}.secret`);
    rmSync(home, { recursive: true });
    mkdirSync(home);
    writeFileSync(`${file}.secret`, kept, { mode: 0o600 });
    const there = join(moved, 'backups', folder.split('/').at(-1) ?? '');
    const restored = await run('restore', command, there);
    expect([restored.code, restored.err]).toEqual([0, '']);
    expect(readFileSync(join(home, 'avatars', FACE)).equals(FACE_BYTES)).toBe(true);

    const again = await startApi({ environment, wechat: api.simulator });
    const returning = again.browser();
    returning.cookie = browser.cookie;
    expect((await returning.refresh()).status).toBe(200);
  });

  test('existing data is not replaced without --replace, nor under a running server; then it is kept beside', async () => {
    const { home, environment } = installation();
    const api = await startApi({ environment });
    const command = commandEnvironment(api, environment);
    await signIn(api);
    const folder = folderIn(await run('backup', command));
    expect((await run('restore', command, folder)).err).toMatch(/There is a database.*--replace/);
    const running = await run('restore', command, folder, '--replace');
    expect([running.code, running.err]).toEqual([1, expect.stringMatching(/Maqiao runs on this database/)]);
    await api.app.close();
    const replaced = await run('restore', command, folder, '--replace');
    expect([replaced.code, replaced.err]).toEqual([0, '']);
    expect(replaced.out).toMatch(/What was there before.*maqiao\.db\.before-/);
    expect(readdirSync(home).filter((name) => name.includes('.before-'))).toHaveLength(1);
  });

  test('without the secret nothing is restored, except with the option for it: then people keep their ids', async () => {
    const { file, environment } = installation();
    const api = await startApi({ environment });
    const command = commandEnvironment(api, environment);
    await signIn(api);
    const ids = await api.database().selectFrom('users').select('id').execute();
    const folder = folderIn(await run('backup', command));
    await api.app.close();
    for (const ending of ['', '.secret']) rmSync(file + ending);

    const refused = await run('restore', command, folder);
    expect([refused.code, refused.err]).toEqual([
      1,
      expect.stringMatching(/MAQIAO_SECRET .*--without-secret/),
    ]);
    const other = await run('restore', { ...command, MAQIAO_SECRET: madeUpSecret('other') }, folder);
    expect(other.err).toMatch(/is not the one that this backup belongs to/);
    expect(existsSync(file)).toBe(false);

    expect((await run('restore', command, folder, '--without-secret')).code).toBe(0);
    const again = await startApi({ environment, wechat: api.simulator });
    await signIn(again);
    expect(await again.database().selectFrom('users').select('id').execute()).toEqual(ids);
  });

  test('a backup that was changed, that is of a newer version, of another AppID, or that is none', async () => {
    const { file, environment } = installation();
    const api = await startApi({ environment });
    const command = commandEnvironment(api, environment);
    const folder = folderIn(await run('backup', command));
    await api.app.close();
    rmSync(file);
    const refused = async (change: Record<string, string> = {}) => {
      const { code, err } = await run('restore', { ...command, ...change }, folder);
      expect([code, existsSync(file)]).toEqual([1, false]);
      return err;
    };
    expect(await refused({ WECHAT_APP_ID: 'wx9999999999999999' })).toMatch(/another account of WeChat/);
    const manifest = join(folder, 'manifest.json');
    const text = readFileSync(manifest, 'utf8');
    writeFileSync(manifest, text.replace('"0001-first-tables"', '"0001-first-tables", "9999-of-tomorrow"'));
    expect(await refused()).toMatch(/list of the backup was changed/);
    rewriteManifest(
      folder,
      new MaqiaoSecret(Buffer.from(readFileSync(`${file}.secret`, 'utf8'), 'base64url')),
    );
    expect(await refused()).toMatch(/newer Maqiao .*9999-of-tomorrow/);
    writeFileSync(manifest, text.replace('database.sqlite', '../maqiao.db.secret'));
    expect(await refused()).toMatch(/is not a backup/);
    writeFileSync(manifest, text);
    chmodSync(join(folder, 'database.sqlite'), 0o600);
    writeFileSync(join(folder, 'database.sqlite'), 'x', { flag: 'a' });
    expect(await refused()).toMatch(/damaged: database\.sqlite/);
  });

  test('--keep removes the oldest, --secret-to copies the secret to somewhere else only', async () => {
    const { home, file, environment } = installation();
    const api = await startApi({ environment });
    const command = commandEnvironment(api, environment);
    const backups = join(home, 'backups');
    for (const old of ['maqiao-20200101T000000Z', 'maqiao-20200102T000000Z', 'photos']) {
      mkdirSync(join(backups, old), { recursive: true });
    }
    const copy = join(temporaryFolder('backup'), 'maqiao.secret');
    const made = await run('backup', command, '--keep', '2', '--secret-to', copy);
    expect([made.code, made.err]).toEqual([0, '']);
    expect(readdirSync(backups).sort()).toEqual(
      ['maqiao-20200102T000000Z', folderIn(made).split('/').at(-1), 'photos'].sort(),
    );
    expect(readFileSync(copy, 'utf8')).toBe(readFileSync(`${file}.secret`, 'utf8'));
    expect(statSync(copy).mode & 0o777).toBe(0o600);
    expect((await run('backup', command, '--secret-to', join(backups, 's'))).err).toMatch(
      /must not be in the folder/,
    );
    expect((await run('backup', command, '--secret-to', copy)).err).toMatch(/EEXIST/);
  });

  test('two in one second: the first stays complete, and remains of killed ones are removed after a day', async () => {
    const { home, environment } = installation();
    const { settings } = await startApi({ environment });
    const into = join(home, 'backups');
    const [killed, running] = ['maqiao-20200101T000000Z.part', 'maqiao-20200102T000000Z.part'];
    for (const name of [killed, running]) mkdirSync(join(into, name), { recursive: true });
    const now = new Date();
    utimesSync(join(into, killed), now, new Date(now.getTime() - 25 * 3_600_000));
    const make = () => makeBackup({ settings, into, avatars: null, withoutMac: false, now });
    const { folder } = await make();
    await expect(make()).rejects.toThrow(/There is a backup of this second already/);
    mkdirSync(`${folder}.part`);
    renameSync(folder, `${folder}-moved`);
    await expect(make()).rejects.toThrow(/There is a backup of this second already/);
    // Another one is at it: its draft is not ours to remove.
    expect(readdirSync(into).sort()).toEqual(
      [running, `${basename(folder)}-moved`, `${basename(folder)}.part`].sort(),
    );
    expect(readdirSync(`${folder}-moved`).sort()).toEqual(['database.sqlite', 'manifest.json']);
  });

  test('there is nothing to back up', async () => {
    const { environment } = installation();
    const { code, err } = await run('backup', {
      ...environment,
      WECHAT_APP_ID: 'wx0123456789abcdef',
      WECHAT_APP_SECRET: '0123456789abcdef0123456789abcdef',
    });
    expect([code, err]).toEqual([1, expect.stringMatching(/^No backup was made: .*nothing to back up/)]);
  });
});

describe('PostgreSQL', () => {
  let postgres: TestPostgres;
  beforeAll(async () => {
    // pg_dump reads servers of its own version and older ones: the server is from the same folder.
    const programs = process.env.POSTGRES_PROGRAMS;
    postgres = await startPostgres(programs === undefined ? {} : { programs });
  }, 90_000);
  afterAll(() => postgres.stop());

  test('a backup of a running server, restored into another database: the old cookie signs in', async () => {
    const environment = { DATABASE_URL: await postgres.createDatabase(), MAQIAO_SECRET: SECRET };
    const home = temporaryFolder('backup');
    const api = await startApi({ environment });
    const command = {
      ...commandEnvironment(api, environment),
      AVATAR_STORAGE: `disk:${join(home, 'avatars')}`,
    };
    const browser = await signIn(api);
    const made = await run('backup', command, '--to', home);
    expect([made.code, made.err]).toEqual([0, '']);
    const folder = folderIn(made);
    expect(readdirSync(folder).sort()).toEqual(['database.dump', 'manifest.json']);
    expect(statSync(join(folder, 'database.dump')).mode & 0o077).toBe(0);

    expect((await run('restore', command, folder)).err).toMatch(/--replace/);
    expect((await run('restore', command, folder, '--replace')).err).toMatch(/Maqiao runs on this database/);
    await api.app.close();
    expect((await run('restore', command, folder, '--replace')).code).toBe(0);

    const other = { DATABASE_URL: await postgres.createDatabase(), MAQIAO_SECRET: SECRET };
    const restored = await run('restore', { ...command, ...other }, folder);
    expect([restored.code, restored.err]).toEqual([0, '']);
    const again = await startApi({ environment: other, wechat: api.simulator });
    const returning = again.browser();
    returning.cookie = browser.cookie;
    expect((await returning.refresh()).status).toBe(200);
  }, 90_000);

  test('a server that is away: a sentence, and never the password', async () => {
    const { code, out, err } = await run('backup', {
      PUBLIC_URL: 'http://localhost:3000',
      WECHAT_APP_ID: 'wx0123456789abcdef',
      WECHAT_APP_SECRET: '0123456789abcdef0123456789abcdef',
      DATABASE_URL: 'postgres://u:hidden-password@127.0.0.1:1/d',
      MAQIAO_SECRET: SECRET,
    });
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/DATABASE_URL .*ECONNREFUSED/);
    expect(err).not.toContain('hidden-password');
  });
});
