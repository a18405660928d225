import { describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { mkdir, mkdtemp, open, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeAvatarStorage } from './avatar-storage.contract.ts';
import { DiskAvatarStorage } from './disk-avatar-storage.ts';

const makeFolder = () => mkdtemp(join(tmpdir(), 'maqiao-avatars-'));

describeAvatarStorage('pictures on a disk', async () => {
  const parent = await makeFolder();
  const folder = join(parent, 'data', 'avatars');
  return {
    storage: new DiskAvatarStorage(folder),
    another: new DiskAvatarStorage(folder),
    takeAway: async () => {
      await rm(folder, { recursive: true });
      await writeFile(folder, 'no folder any more');
    },
    close: () => rm(parent, { recursive: true, force: true }),
  };
});

describe('a folder of pictures', () => {
  test('is made by the first picture, readable by this user only, and contains no partial files', async () => {
    const parent = await makeFolder();
    const folder = join(parent, 'avatars');
    const storage = new DiskAvatarStorage(folder);
    expect(await readdir(parent)).toEqual([]);
    await storage.put('a.jpg', Buffer.from('a'));
    expect(await readdir(folder)).toEqual(['a.jpg']);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect((await stat(join(folder, 'a.jpg'))).mode & 0o777).toBe(0o600);
    await rm(parent, { recursive: true });
  });

  test('keeps nothing of an upload that was cut short', async () => {
    const folder = await makeFolder();
    const storage = new DiskAvatarStorage(folder);
    // The write is done, the renaming is refused: a folder stands there.
    await mkdir(join(folder, 'a.jpg', 'full'), { recursive: true });
    await expect(storage.put('a.jpg', Buffer.from('a'))).rejects.toMatchObject({ code: 'unavailable' });
    await rm(join(folder, 'a.jpg'), { recursive: true });
    expect(await readdir(folder)).toHaveLength(1);
    expect(await storage.get('a.jpg')).toBeUndefined();
    await storage.remove('a.jpg');
    expect(await readdir(folder)).toEqual([]);
    await rm(folder, { recursive: true });
  });

  test('that does not answer in time is unavailable', async () => {
    const folder = await makeFolder();
    const storage = new DiskAvatarStorage(folder, 20);
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    // All threads that files are read in wait for a writer, as they wait for a network drive's server.
    const threads = Number(process.env.UV_THREADPOOL_SIZE ?? 4);
    const waiting = Array.from({ length: threads }, () => open(pipe, 'r'));
    await expect(storage.get('a.jpg')).rejects.toMatchObject({
      code: 'unavailable',
      operatorHint: expect.stringContaining('no answer from the disk'),
    });
    const writer = openSync(pipe, 'w'); // the threads go home
    for (const one of await Promise.all(waiting)) await one.close();
    closeSync(writer);
    await rm(folder, { recursive: true });
  });
});

describe('issue 12, number 5: entries of the folder that are no files', () => {
  test('a link, a pipe, a folder: there is no such picture; the file behind a link is neither read nor changed', async () => {
    const parent = await makeFolder();
    const folder = join(parent, 'avatars');
    const storage = new DiskAvatarStorage(folder);
    await storage.put('a.jpg', Buffer.from('a'));
    const secret = join(parent, 'maqiao.db.secret');
    await writeFile(secret, 'the secret');
    await symlink(secret, join(folder, 'link.jpg'));
    await symlink('a.jpg', join(folder, 'near.jpg'));
    execFileSync('mkfifo', [join(folder, 'pipe.jpg')]);
    await mkdir(join(folder, 'folder.jpg'));
    for (const name of ['link.jpg', 'near.jpg', 'pipe.jpg', 'folder.jpg'])
      expect([name, await storage.get(name)]).toEqual([name, undefined]);

    // Drafts are written into files of their own, too.
    await symlink(secret, join(folder, '.new.jpg'));
    await expect(storage.put('new.jpg', Buffer.from('new'))).rejects.toMatchObject({ code: 'unavailable' });
    await storage.put('link.jpg', Buffer.from('a picture'));
    expect(Buffer.from((await storage.get('link.jpg')) ?? []).toString()).toBe('a picture');
    await storage.remove('near.jpg');
    expect(Buffer.from((await storage.get('a.jpg')) ?? []).toString()).toBe('a');
    expect(await readFile(secret, 'utf8')).toBe('the secret');
    await rm(parent, { recursive: true });
  });

  test('the folder itself may be a link: that is its owner’s choice', async () => {
    const parent = await makeFolder();
    await mkdir(join(parent, 'disk'));
    await symlink(join(parent, 'disk'), join(parent, 'avatars'));
    const storage = new DiskAvatarStorage(join(parent, 'avatars'));
    await storage.put('a.jpg', Buffer.from('a'));
    expect(Buffer.from((await storage.get('a.jpg')) ?? []).toString()).toBe('a');
    await rm(parent, { recursive: true });
  });
});
