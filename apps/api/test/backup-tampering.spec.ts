import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { madeUpSecret, startPostgres, type TestPostgres } from '@maqiao/test-servers';
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { restoreBackup } from '../src/operations/backup/restore-backup.ts';
import { readCommandSettings } from '../src/config/command-settings.ts';
import { SettingsError } from '../src/config/settings.ts';
import { startApi, type ApiUnderTest } from './support/api-under-test.ts';
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

// A backup is stored on other machines, where others may write. A changed backup must not be restored.

jest.setTimeout(120_000);

let postgres: TestPostgres;
beforeAll(async () => {
  const programs = process.env.POSTGRES_PROGRAMS;
  postgres = await startPostgres(programs === undefined ? {} : { programs });
}, 90_000);
afterAll(() => postgres.stop());

const DIALECTS = [
  ['SQLite', 'database.sqlite', (home: string) => Promise.resolve(`sqlite:${join(home, 'maqiao.db')}`)],
  ['PostgreSQL', 'database.dump', () => postgres.createDatabase()],
] as const;

const OTHER_NAME = `${'x'.repeat(22)}.jpg`;
type Backup = Awaited<ReturnType<typeof backedUp>>;

/** The openids and their users, sorted. */
const openidsOf = (api: ApiUnderTest) =>
  api
    .database()
    .selectFrom('identities')
    .select(['user_id as id', 'subject as openid'])
    .orderBy('user_id')
    .execute();

/** An installation that two people have signed in to, stopped; its backup, and one of after their openids were swapped. */
async function backedUp(database: string, url: (home: string) => Promise<string>) {
  const home = temporaryFolder('tampering');
  putFace(home);
  const secretFile = join(home, 'maqiao.secret');
  writeFileSync(secretFile, SECRET, { mode: 0o600 });
  const environment: Record<string, string> = {
    DATABASE_URL: await url(home),
    AVATAR_STORAGE: `disk:${join(home, 'avatars')}`,
    MAQIAO_SECRET_FILE: secretFile,
  };
  const api = await startApi({ environment });
  const command = commandEnvironment(api, environment);
  await signIn(api, 'a');
  await signIn(api, 'b');
  const made = await run('backup', command, '--to', join(home, 'first'));
  expect([made.code, made.err]).toEqual([0, '']);
  const people = await openidsOf(api);
  const [one, other] = people;
  const openidOf = (id = '', openid = '') =>
    api.database().updateTable('identities').set({ subject: openid }).where('user_id', '=', id).execute();
  await openidOf(one?.id, 'away');
  await openidOf(other?.id, one?.openid);
  await openidOf(one?.id, other?.openid);
  const swapped = folderIn(await run('backup', command, '--to', join(home, 'swapped')));
  await api.app.close();
  return {
    home,
    secretFile,
    environment,
    command,
    people,
    folder: folderIn(made),
    swappedDatabase: join(swapped, database),
    database,
    simulator: api.simulator,
    restore: (...options: string[]) => run('restore', command, folderIn(made), '--replace', ...options),
    peopleNow: async () => {
      const again = await startApi({ environment, wechat: api.simulator });
      return { now: await openidsOf(again), again };
    },
  };
}

const CHANGES: [string, RegExp, (backup: Backup) => void][] = [
  [
    'openids were swapped in the database',
    /is damaged: database\.(sqlite|dump)/,
    (b) => copyFileSync(b.swappedDatabase, join(b.folder, b.database)),
  ],
  [
    'openids were swapped, and the list made true again',
    /list of the backup was changed/,
    (b) => {
      copyFileSync(b.swappedDatabase, join(b.folder, b.database));
      rewriteManifest(b.folder);
    },
  ],
  [
    'openids were swapped, and the mac taken away',
    /carries no mac/,
    (b) => {
      copyFileSync(b.swappedDatabase, join(b.folder, b.database));
      rewriteManifest(b.folder);
      change(b, (manifest) => delete manifest.mac);
    },
  ],
  ['the database is cut', /is damaged: database/, (b) => truncateSync(join(b.folder, b.database), 5000)],
  ['the database is gone', /is damaged: database/, (b) => rmSync(join(b.folder, b.database))],
  ['a picture is gone', /is damaged: avatars/, (b) => rmSync(join(b.folder, 'avatars', FACE))],
  [
    'a picture is another one',
    /is damaged: avatars/,
    (b) => writeFileSync(join(b.folder, 'avatars', FACE), 'xxxxxxxxxx'),
  ],
  [
    'a picture is a link to the secret',
    /is damaged: avatars/,
    (b) => replaceFace(b, (path) => symlinkSync(b.secretFile, path)),
  ],
  [
    'a picture is the secret by another name',
    /is damaged: avatars/,
    (b) => replaceFace(b, (path) => linkSync(b.secretFile, path)),
  ],
  [
    'a picture is a pipe',
    /is damaged: avatars/,
    (b) => replaceFace(b, (path) => void execFileSync('mkfifo', [path])),
  ],
  [
    'the folder of pictures is a link, to the same pictures',
    /is damaged: avatars/,
    (b) => {
      renameSync(join(b.folder, 'avatars'), join(b.home, 'elsewhere'));
      symlinkSync(join(b.home, 'elsewhere'), join(b.folder, 'avatars'));
    },
  ],
  [
    'the list says another time',
    /list of the backup was changed/,
    (b) => change(b, (manifest) => (manifest.createdAt = '2020-01-01T00:00:00.000Z')),
  ],
  [
    'the list leaves a picture out',
    /list of the backup was changed/,
    (b) => change(b, (manifest) => (manifest.files as unknown[]).shift()),
  ],
  [
    'the list has a file more',
    /list of the backup was changed/,
    (b) =>
      change(b, (manifest) =>
        (manifest.files as unknown[]).push({
          path: `avatars/${OTHER_NAME}`,
          bytes: 1,
          sha256: '0'.repeat(64),
        }),
      ),
  ],
  [
    'the list is of another secret',
    /is not the one that this backup belongs to/,
    (b) => change(b, (manifest) => (manifest.secretCheck = 'v1.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAA')),
  ],
  [
    'the list is a link',
    /is not a backup/,
    (b) => {
      renameSync(join(b.folder, 'manifest.json'), join(b.home, 'list.json'));
      symlinkSync(join(b.home, 'list.json'), join(b.folder, 'manifest.json'));
    },
  ],
];

function change({ folder }: Backup, how: (manifest: Record<string, unknown>) => unknown): void {
  const path = join(folder, 'manifest.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  how(manifest);
  writeFileSync(path, JSON.stringify(manifest));
}

function replaceFace({ folder }: Backup, put: (path: string) => void): void {
  const path = join(folder, 'avatars', FACE);
  rmSync(path);
  put(path);
}

describe.each(DIALECTS)(
  'issue 12, number 5: a backup of %s that somebody has changed',
  (_name, database, url) => {
    test('is refused, and the existing data stays', async () => {
      const backup = await backedUp(database, url);
      const whole = join(backup.home, 'whole');
      const plan = {
        settings: readCommandSettings(backup.command),
        from: backup.folder,
        avatars: join(backup.home, 'avatars'),
        replace: true,
        withoutSecret: false,
        withoutMac: false,
        now: new Date(),
      };
      execFileSync('cp', ['-a', backup.folder, whole]);
      for (const [what, why, tamper] of CHANGES) {
        rmSync(backup.folder, { recursive: true });
        execFileSync('cp', ['-a', whole, backup.folder]);
        tamper(backup);
        const refusal = await restoreBackup(plan).then(
          () => 'restored',
          (error: unknown) => (error instanceof SettingsError ? error.message : String(error)),
        );
        expect([what, refusal]).toEqual([what, expect.stringMatching(why)]);
        expect(readFileSync(join(backup.home, 'avatars', FACE)).equals(FACE_BYTES)).toBe(true);
        expect(readdirSync(backup.home).filter((name) => /before|restoring/.test(name))).toEqual([]);
        rmSync(join(backup.home, 'elsewhere'), { recursive: true, force: true });
      }
      const { now } = await backup.peopleNow();
      expect(now).not.toEqual(backup.people);
    });

    test('with additional files in its folder: they are not restored, and are named', async () => {
      const backup = await backedUp(database, url);
      symlinkSync(backup.secretFile, join(backup.folder, 'avatars', OTHER_NAME));
      writeFileSync(join(backup.folder, 'avatars/.DS_Store'), 'left by a system');
      mkdirSync(join(backup.folder, 'more'));
      writeFileSync(join(backup.folder, 'more/notes.txt'), 'mine');
      const { code, out, err } = await backup.restore();
      expect([code, err]).toEqual([0, '']);
      expect(out).toContain(`not restored: "avatars/.DS_Store", "avatars/${OTHER_NAME}", "more/notes.txt"`);
      expect(readdirSync(join(backup.home, 'avatars'))).toEqual([FACE]);
      const { now, again } = await backup.peopleNow();
      expect(now).toEqual(backup.people);
      expect((await fetch(`${again.url}/api/avatars/${FACE}`)).status).toBe(200);
      expect((await fetch(`${again.url}/api/avatars/${OTHER_NAME}`)).status).toBe(404);
    });

    test('an older one without a mac: restored with the option for it, which says what is not checked', async () => {
      const backup = await backedUp(database, url);
      change(backup, (manifest) => delete manifest.mac);
      expect((await backup.restore()).err).toMatch(/carries no mac.*--without-mac/);
      const { code, out } = await backup.restore('--without-mac');
      expect([code, out]).toEqual([
        0,
        expect.stringMatching(/Nothing has proven .* account belongs to whom/),
      ]);
      expect((await backup.peopleNow()).now).toEqual(backup.people);
    });

    test('one with a wrong mac is refused even with that option', async () => {
      const backup = await backedUp(database, url);
      change(backup, (manifest) => (manifest.mac = 'A'.repeat(43)));
      for (const option of ['--without-mac', '--without-secret']) {
        expect((await backup.restore(option)).err).toMatch(/list of the backup was changed/);
      }
    });

    test('the secret is lost: one can be made without it, and restored without it', async () => {
      const backup = await backedUp(database, url);
      const lost = { ...backup.command, MAQIAO_SECRET_FILE: join(backup.home, 'gone') };
      const refused = await run('backup', lost, '--to', join(backup.home, 'lost'));
      expect([refused.code, refused.err]).toEqual([
        1,
        expect.stringMatching(/MAQIAO_SECRET_FILE .*--without-mac/),
      ]);
      const other = { ...backup.command, MAQIAO_SECRET_FILE: '', MAQIAO_SECRET: madeUpSecret('two') };
      expect((await run('backup', other, '--to', join(backup.home, 'lost'))).err).toMatch(
        /first used with.*--without-mac/,
      );
      const made = await run('backup', lost, '--to', join(backup.home, 'lost'), '--without-mac');
      expect([made.code, made.out]).toEqual([0, expect.stringMatching(/carries no mac/)]);
      const restored = await run('restore', other, folderIn(made), '--replace', '--without-secret');
      expect([restored.code, restored.err]).toEqual([0, '']);
      expect(restored.out).toMatch(/Nothing has proven/);
    });
  },
);

describe('issue 12, number 5: files in the folder of pictures that are no pictures', () => {
  test('are not backed up, and not served', async () => {
    const home = temporaryFolder('tampering');
    const file = join(home, 'maqiao.db');
    const environment = {
      DATABASE_URL: `sqlite:${file}`,
      AVATAR_STORAGE: `disk:${join(home, 'avatars')}`,
    };
    putFace(home);
    const api = await startApi({ environment });
    const names = ['l', 'h', 'p', 'f'].map((letter) => `${letter.repeat(22)}.jpg`);
    const [link = '', hard = '', pipe = '', folder = ''] = names.map((name) => join(home, 'avatars', name));
    symlinkSync(`${file}.secret`, link);
    linkSync(`${file}.secret`, hard);
    execFileSync('mkfifo', [pipe]);
    mkdirSync(folder);
    for (const name of names) expect((await fetch(`${api.url}/api/avatars/${name}`)).status).toBe(404);
    expect((await fetch(`${api.url}/api/avatars/${FACE}`)).status).toBe(200);

    const made = await run('backup', commandEnvironment(api, environment));
    expect([made.code, made.err]).toEqual([0, '']);
    expect(made.out).toContain(`4 entries of ${join(home, 'avatars')} are not avatars`);
    expect(readdirSync(join(folderIn(made), 'avatars'))).toEqual([FACE]);
    const secret = readFileSync(`${file}.secret`, 'utf8').trim();
    for (const entry of readdirSync(folderIn(made), { recursive: true, encoding: 'utf8' })) {
      const path = join(folderIn(made), entry);
      expect(lstatSync(path).isSymbolicLink()).toBe(false);
      if (lstatSync(path).isFile()) expect(readFileSync(path).includes(secret)).toBe(false);
    }
    expect(existsSync(link)).toBe(true);
  });
});
