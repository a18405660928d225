import { describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
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
  test('is made by the first picture, for this user alone, and holds no halves', async () => {
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
    const pipe = join(folder, 'a.jpg');
    // To be read it waits for a writer, as a network drive does for its server.
    execFileSync('mkfifo', [pipe]);
    await expect(new DiskAvatarStorage(folder, 20).get('a.jpg')).rejects.toMatchObject({
      code: 'unavailable',
      operatorHint: expect.stringContaining('no answer from the disk'),
    });
    closeSync(openSync(pipe, 'w')); // the thread that waits goes home
    await rm(folder, { recursive: true });
  });
});
