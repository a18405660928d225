import { beforeAll, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import sharp from 'sharp';
import { afterTest } from '../support/after-test.ts';
import { runCommand, type Outcome } from './support/commands.ts';
import { useTarget } from './support/target.ts';

interface Listed {
  path: string;
  bytes: number;
  sha256: string;
}

describe('issue 12, number 5: a restored backup is trusted', () => {
  const target = useTarget();
  let whole: string;
  let picture: string;

  beforeAll(async () => {
    for (const person of ['a', 'b']) await target().phone({ person }).signIn();
    const phone = target().phone();
    await phone.signIn();
    const side = { width: 64, height: 64, channels: 3, background: '#123' } as const;
    const jpeg = await sharp({ create: side }).jpeg().toBuffer();
    const sent = await phone.send<{ avatarUrl: string }>('PUT', '/api/me/avatar', jpeg, {
      'Content-Type': 'image/jpeg',
    });
    picture = new URL(sent.body.avatarUrl).pathname.split('/').at(-1) ?? '';
    const into = join(target().folder, 'backups');
    const made = await runCommand('backup', target().environment, '--to', into);
    expect(made.code).toBe(0);
    whole = join(into, readdirSync(into)[0] ?? '');
  }, 60_000);

  /** The backup in an attacker's hands, and an installation of the owner's that it is to be restored to. */
  function stolen() {
    const folder = mkdtempSync(join(tmpdir(), 'maqiao-restored-'));
    afterTest(() => rmSync(folder, { recursive: true, force: true }));
    const backup = join(folder, 'backup');
    cpSync(whole, backup, { recursive: true });
    const site = join(folder, 'site');
    mkdirSync(site);
    // The owner has the secret, and no attacker ever had it.
    cpSync(join(target().folder, 'maqiao.db.secret'), join(site, 'maqiao.db.secret'));
    const environment = {
      ...target().environment,
      DATABASE_URL: `sqlite:${join(site, 'maqiao.db')}`,
      AVATAR_STORAGE: `disk:${join(site, 'avatars')}`,
    };
    const restore = (): Promise<Outcome> => runCommand('restore', environment, backup);
    return { backup, site, environment, restore };
  }

  /** Writes the backup's manifest again, as far as somebody without the secret can. */
  function rewriteManifest(backup: string): void {
    const path = join(backup, 'manifest.json');
    const manifest = JSON.parse(readFileSync(path, 'utf8')) as { files: Listed[] };
    for (const file of manifest.files) {
      if (!existsSync(join(backup, file.path))) continue;
      const content = readFileSync(join(backup, file.path));
      file.bytes = content.length;
      file.sha256 = createHash('sha256').update(content).digest('hex');
    }
    writeFileSync(path, JSON.stringify(manifest));
  }

  const databaseIn = (backup: string): string => join(backup, 'database.sqlite');

  test('leaves a backup as it is: it is put back, and everybody is who they were', async () => {
    const { restore, site } = stolen();
    const { code, said } = await restore();
    expect([code, said]).toEqual([0, expect.any(String)]);
    expect(readdirSync(join(site, 'avatars'))).toEqual([picture]);
  });

  test('swaps the openids of two people, to be the other one from now on', async () => {
    const { backup, restore, site } = stolen();
    const database = new DatabaseSync(databaseIn(backup));
    database.exec("update identities set subject = 'x-' || subject");
    const [one, other] = database
      .prepare('select user_id as id, subject as openid from identities')
      .all() as {
      id: string;
      openid: string;
    }[];
    const set = database.prepare('update identities set subject = ? where user_id = ?');
    set.run(other?.openid.slice(2) ?? '', one?.id ?? '');
    set.run(one?.openid.slice(2) ?? '', other?.id ?? '');
    database.close();
    rewriteManifest(backup);
    expect((await restore()).code).not.toBe(0);
    expect(existsSync(join(site, 'maqiao.db'))).toBe(false);
  });

  test('puts a link to the secret among the pictures, to read it at the address of a picture', async () => {
    for (const way of ['in the place of a listed picture', 'as one more file']) {
      const { backup, restore, site } = stolen();
      const name = way === 'as one more file' ? `${'0'.repeat(picture.length - 4)}.jpg` : picture;
      rmSync(join(backup, 'avatars', name), { force: true });
      symlinkSync(join(site, 'maqiao.db.secret'), join(backup, 'avatars', name));
      rewriteManifest(backup);
      const { code } = await restore();
      const put = join(site, 'avatars', name);
      // Refused, or restored without it.
      expect([way, existsSync(put)]).toEqual([way, false]);
      if (way !== 'as one more file') expect(code).not.toBe(0);
    }
  });

  test('adds, removes, cuts and renames files, and rewrites the list', async () => {
    const changes: Record<string, (backup: string) => void> = {
      'a picture removed': (backup) => rmSync(join(backup, 'avatars', picture)),
      'a picture cut': (backup) => writeFileSync(join(backup, 'avatars', picture), 'GIF89a'),
      'the list without its last file': (backup) => {
        const path = join(backup, 'manifest.json');
        const manifest = JSON.parse(readFileSync(path, 'utf8')) as { files: Listed[] };
        writeFileSync(path, JSON.stringify({ ...manifest, files: manifest.files.slice(0, -1) }));
      },
      'another schema in the list': (backup) => {
        const path = join(backup, 'manifest.json');
        const manifest = JSON.parse(readFileSync(path, 'utf8')) as { schema: string[] };
        writeFileSync(path, JSON.stringify({ ...manifest, schema: manifest.schema.slice(0, 1) }));
      },
      'a path that leads out': (backup) => {
        const path = join(backup, 'manifest.json');
        const manifest = JSON.parse(readFileSync(path, 'utf8')) as { files: Listed[] };
        const [first] = manifest.files;
        writeFileSync(path, JSON.stringify({ ...manifest, files: [{ ...first, path: '../outside' }] }));
      },
    };
    for (const [what, change] of Object.entries(changes)) {
      const { backup, restore, site } = stolen();
      change(backup);
      rewriteManifest(backup);
      expect([what, (await restore()).code]).toEqual([what, 1]);
      expect([what, existsSync(join(site, 'maqiao.db'))]).toEqual([what, false]);
    }
  });

  test('links a file of the machine into the folder of a running server, and asks for it as a picture', async () => {
    const avatars = join(target().folder, 'avatars');
    const secret = join(target().folder, 'maqiao.db.secret');
    const names = ['1', '2'].map((digit) => digit.repeat(picture.length - 4) + '.jpg');
    const [link = '', hard = ''] = names;
    for (const name of names) rmSync(join(avatars, name), { force: true });
    symlinkSync(secret, join(avatars, link));
    linkSync(secret, join(avatars, hard));
    rmSync(join(avatars, picture), { force: true });
    symlinkSync(secret, join(avatars, picture));
    const text = readFileSync(secret, 'utf8').trim();
    for (const name of [link, hard, picture]) {
      const answer = await target().browser().send('GET', `/api/avatars/${name}`);
      expect([name, answer.text.includes(text), answer.status]).toEqual([name, false, expect.any(Number)]);
      if (name !== hard) expect(answer.status).toBeGreaterThanOrEqual(400);
    }
    const made = await runCommand('backup', target().environment, '--to', join(target().folder, 'second'));
    const second = join(target().folder, 'second');
    if (made.code === 0) {
      const kept = join(second, readdirSync(second)[0] ?? '', 'avatars');
      for (const name of existsSync(kept) ? readdirSync(kept) : []) {
        expect(readFileSync(join(kept, name), 'utf8').includes(text)).toBe(false);
      }
    }
  });
});
