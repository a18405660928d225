import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterTest } from '../support/after-test.ts';
import { notRun } from '../support/not-run.ts';
import { unpackRelease, type Unpacked } from './support/unpacked.ts';

jest.setTimeout(120_000);

/** Where the account is made: files that `useradd` reads and writes, of this machine. */
const ACCOUNT_FILES = ['passwd', 'group', 'shadow', 'gshadow', 'login.defs'];
const AS_ROOT = process.getuid?.() === 0;
const SYSTEMCTL = ['/usr/bin/systemctl', '/bin/systemctl'].some((path) => existsSync(path));

const SETTINGS = `WECHAT_APP_ID=wx0123456789abcdef
WECHAT_APP_SECRET=0123456789abcdef0123456789abcdef
PUBLIC_URL=https://login.example.com
HOST=127.0.0.1
TRUST_PROXY=1
`;

let unpacked: Unpacked;
/** A folder that stands for the root of a machine. */
let root: string;
beforeAll(() => {
  unpacked = unpackRelease();
});
afterAll(() => unpacked.remove());
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'maqiao-root-'));
  mkdirSync(join(root, 'etc'));
  if (AS_ROOT) {
    for (const name of ACCOUNT_FILES) {
      if (existsSync(`/etc/${name}`)) copyFileSync(`/etc/${name}`, join(root, 'etc', name));
    }
  }
  afterTest(() => rmSync(root, { recursive: true, force: true }));
});

function maqiao(...args: string[]): Promise<{ status: number; out: string; err: string }> {
  const env = { PATH: process.env.PATH ?? '', LANG: 'C' };
  return new Promise((resolve) => {
    execFile(join(unpacked.folder, 'maqiao'), args, { env, cwd: '/' }, (error, out, err) =>
      resolve({ status: error === null ? 0 : Number(error.code), out, err }),
    );
  });
}

const at = (path: string) => join(root, path);
const modeOf = (path: string) => (statSync(at(path)).mode & 0o777).toString(8);
/** What stands in the folder of a root: names, kinds, modes, sizes. */
const everything = () =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const { mode, size, uid, mtimeMs } = lstatSync(at(name));
      return [name, mode, size, uid, mtimeMs];
    });

if (!SYSTEMCTL) {
  notRun('maqiao install', 'systemctl is not on this machine');
} else {
  describe('issue 13, number 6: maqiao install', () => {
    test('makes folders, settings, units, the command and the links that start them', async () => {
      const { status, out, err } = await maqiao('install', '--root', root);
      expect({ status, err }).toEqual({ status: 0, err: '' });
      const name = basename(unpacked.folder);
      expect(readlinkSync(at('opt/maqiao/current'))).toBe(`/opt/maqiao/${name}`);
      expect(existsSync(at(`opt/maqiao/${name}/apps/api/dist/main.js`))).toBe(true);
      expect(modeOf('var/lib/maqiao')).toBe('700');
      expect(modeOf('var/lib')).toBe('755');
      expect(modeOf('etc/maqiao.env')).toBe('600');
      expect(modeOf('usr/local/bin/maqiao')).toBe('755');
      for (const unit of ['maqiao.service', 'maqiao-backup.service', 'maqiao-backup.timer']) {
        const shipped = readFileSync(join(unpacked.folder, 'deploy', unit), 'utf8');
        expect([unit, readFileSync(at(`etc/systemd/system/${unit}`), 'utf8')]).toEqual([unit, shipped]);
      }
      expect(readlinkSync(at('etc/systemd/system/multi-user.target.wants/maqiao.service'))).toMatch(
        /\/maqiao\.service$/,
      );
      expect(readlinkSync(at('etc/systemd/system/timers.target.wants/maqiao-backup.timer'))).toMatch(
        /\/maqiao-backup\.timer$/,
      );
      // Nobody has written AppID and address yet.
      expect(out).toMatch(/Next: maqiao init writes the settings that are missing/);
      if (AS_ROOT) {
        const [, , uid, gid, , home, shell] = (
          /^maqiao:.*$/m.exec(readFileSync(at('etc/passwd'), 'utf8'))?.[0] ?? ''
        ).split(':');
        expect([home, shell]).toEqual(['/var/lib/maqiao', '/usr/sbin/nologin']);
        for (const path of ['var/lib/maqiao', 'var/cache/maqiao', 'etc/maqiao.env']) {
          const owner = statSync(at(path));
          expect([path, owner.uid, owner.gid]).toEqual([path, Number(uid), Number(gid)]);
        }
      } else expect(out).toMatch(/\[skipped\] account maqiao/);
    });

    test('a second call changes nothing, and says so', async () => {
      await maqiao('install', '--root', root);
      const before = everything();
      const { status, out } = await maqiao('install', '--root', root);
      expect(status).toBe(0);
      expect(out).not.toMatch(/\[done\]/);
      expect(out).toMatch(/\[unchanged\] release in/);
      expect(everything()).toEqual(before);
    });

    test('settings of a trial in the folder go on, with data where no release takes it away', async () => {
      const own = join(unpacked.folder, '.env');
      writeFileSync(own, `${SETTINGS}DATABASE_URL=sqlite:./data/shop.db\nMAQIAO_SECRET_FILE=./secret\n`, {
        mode: 0o600,
      });
      try {
        writeFileSync(join(unpacked.folder, 'secret'), 'sealed');
        const { out } = await maqiao('install', '--root', root);
        const text = readFileSync(at('etc/maqiao.env'), 'utf8');
        expect(text).toContain('MAQIAO_SECRET_FILE=/var/lib/maqiao/secret\n');
        expect([modeOf('var/lib/maqiao/secret'), readFileSync(at('var/lib/maqiao/secret'), 'utf8')]).toEqual([
          '600',
          'sealed',
        ]);
        expect(text).toContain(SETTINGS);
        expect(text).toContain('DATABASE_URL=sqlite:/var/lib/maqiao/shop.db\n');
        expect(text).toContain('AVATAR_STORAGE=disk:/var/lib/maqiao/avatars\n');
        expect(out).toMatch(/settings of .+\.env copied to/);
        expect(out).toMatch(/Next: a proxy with a certificate for https:\/\/login\.example\.com/);
        expect(out).not.toContain('0123456789abcdef0123456789abcdef');
        expect(existsSync(at(`opt/maqiao/${basename(unpacked.folder)}/.env`))).toBe(false);
        // Asked again with other answers: those of the service stay, and that is said.
        expect((await maqiao('install', '--root', root)).out).not.toMatch(/has other settings/);
        appendFileSync(own, 'SITE_NAME=Other\n');
        expect((await maqiao('install', '--root', root)).out).toMatch(
          /\[skipped\] .+\.env has other settings than/,
        );
        expect(readFileSync(at('etc/maqiao.env'), 'utf8')).toBe(text);
      } finally {
        rmSync(own);
        rmSync(join(unpacked.folder, 'secret'), { force: true });
      }
    });

    test('settings and files that the owner has changed are not lost', async () => {
      await maqiao('install', '--root', root);
      writeFileSync(at('etc/maqiao.env'), SETTINGS);
      chmodSync(at('etc/maqiao.env'), 0o644);
      appendFileSync(at('etc/systemd/system/maqiao.service'), '# mine\n');
      const { out } = await maqiao('install', '--root', root);
      expect(readFileSync(at('etc/maqiao.env'), 'utf8')).toBe(SETTINGS);
      expect(modeOf('etc/maqiao.env')).toBe('600');
      expect(readFileSync(at('etc/systemd/system/maqiao.service'), 'utf8')).not.toMatch(/# mine/);
      expect(readFileSync(at('etc/systemd/system/maqiao.service.before'), 'utf8')).toMatch(/# mine/);
      expect(out).toMatch(/the previous one is kept as \/etc\/systemd\/system\/maqiao\.service\.before/);
    });

    test('another release takes the place of the one that runs, which stays for the way back', async () => {
      await maqiao('install', '--root', root);
      const older = at('opt/maqiao/maqiao-0.0.9-linux-x64');
      mkdirSync(older);
      writeFileSync(join(older, 'release.json'), '{"version":"0.0.9","platform":"linux-x64"}');
      rmSync(at('opt/maqiao/current'));
      symlinkSync('/opt/maqiao/maqiao-0.0.9-linux-x64', at('opt/maqiao/current'));
      const { out } = await maqiao('install', '--root', root);
      expect(out).toMatch(/\[done\] \/opt\/maqiao\/current points to/);
      expect(readlinkSync(at('opt/maqiao/current'))).toBe(`/opt/maqiao/${basename(unpacked.folder)}`);
      expect(existsSync(older)).toBe(true);
    });

    test('what it cannot do it says before it has done anything', async () => {
      expect(await maqiao('install', '--nonsense')).toMatchObject({
        status: 2,
        err: expect.stringMatching(/^maqiao install \[--root <folder>\]/),
      });
      if (!existsSync('/run/systemd/system')) {
        const { status, err } = await maqiao('install');
        expect([status, err]).toEqual([
          1,
          expect.stringMatching(/^Nothing was installed: systemd does not run here/),
        ]);
        expect(existsSync('/opt/maqiao')).toBe(false);
      }
    });
  });

  describe('issue 13, number 6: maqiao uninstall', () => {
    test('takes away what install made, and keeps data, settings and account', async () => {
      const before = everything().map(([name]) => name);
      await maqiao('install', '--root', root);
      writeFileSync(at('var/lib/maqiao/maqiao.db'), 'people');
      const { status, out } = await maqiao('uninstall', '--root', root);
      expect(status).toBe(0);
      expect(out).toMatch(/\[skipped\] kept: \/var\/lib\/maqiao\n/);
      const left = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
        (name) => !before.includes(name) && !statSync(at(name)).isDirectory() && !/^etc\/.+-$/.test(name),
      );
      expect(left.sort()).toEqual(['etc/maqiao.env', 'var/lib/maqiao/maqiao.db']);
      expect(existsSync(at('opt/maqiao'))).toBe(false);
      if (AS_ROOT) expect(readFileSync(at('etc/passwd'), 'utf8')).toMatch(/^maqiao:/m);
      const again = await maqiao('uninstall', '--root', root);
      expect([again.status, again.err]).toEqual([
        1,
        expect.stringMatching(/^Nothing was removed: nothing is installed/),
      ]);
      // What was kept is taken up by the next one.
      await maqiao('install', '--root', root);
      expect(readFileSync(at('var/lib/maqiao/maqiao.db'), 'utf8')).toBe('people');
    });

    test('a release that its owner keeps data in stays', async () => {
      await maqiao('install', '--root', root);
      const data = at(`opt/maqiao/${basename(unpacked.folder)}/data`);
      mkdirSync(data);
      const { out } = await maqiao('uninstall', '--root', root);
      expect(out).toMatch(/kept, because it holds data or settings: \/opt\/maqiao\/maqiao-/);
      expect(existsSync(data)).toBe(true);
    });

    test('data goes only when that was said twice', async () => {
      await maqiao('install', '--root', root);
      const { status, err } = await maqiao('uninstall', '--root', root, '--delete-data');
      expect([status, err]).toEqual([
        1,
        expect.stringMatching(/^Nothing was removed: --delete-data permanently deletes users/),
      ]);
      expect(existsSync(at('var/lib/maqiao'))).toBe(true);
      await maqiao('uninstall', '--root', root, '--delete-data', '--yes');
      for (const path of ['var/lib/maqiao', 'etc/maqiao.env', 'opt/maqiao', 'usr/local/bin/maqiao']) {
        expect([path, existsSync(at(path))]).toEqual([path, false]);
      }
      if (AS_ROOT) {
        for (const name of ['passwd', 'group'])
          expect(readFileSync(at(`etc/${name}`), 'utf8')).not.toMatch(/^maqiao:/m);
      }
    });
  });
}
