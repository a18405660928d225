import { afterEach, describe, expect, test } from '@jest/globals';
import { randomId } from '../../platform/secret/random.ts';
import type { AvatarStorage } from './avatar-storage.ts';

/** A storage under test, and how to make its backend fail. */
export interface StorageHarness {
  storage: AvatarStorage;
  /** Another storage on the same pictures, as a second instance has it. */
  another: AvatarStorage;
  /** Makes its backend fail from now on. */
  takeAway: () => Promise<void>;
  close: () => Promise<void>;
}

const bytes = (text: string) => new Uint8Array(Buffer.from(text));

/** What every storage of pictures promises. */
export function describeAvatarStorage(title: string, open: () => Promise<StorageHarness>): void {
  describe(title, () => {
    const harnesses: StorageHarness[] = [];
    const start = async () => {
      const harness = await open();
      harnesses.push(harness);
      return harness;
    };
    afterEach(async () => {
      for (const harness of harnesses.splice(0)) await harness.close();
    });
    const name = () => `${randomId()}.jpg`;

    test('gives back what was put, byte for byte, to every instance', async () => {
      const { storage, another } = await start();
      const picture = new Uint8Array(Array.from({ length: 70_000 }, (_, index) => (index * 31) % 256));
      const [one, two] = [name(), name()];
      await storage.put(one, picture);
      await another.put(two, bytes('two'));
      for (const instance of [storage, another]) {
        expect(Buffer.from((await instance.get(one)) ?? []).equals(picture)).toBe(true);
        expect(Buffer.from((await instance.get(two)) ?? []).toString()).toBe('two');
      }
    });

    test('knows nothing of what was never put', async () => {
      const { storage } = await start();
      expect(await storage.get(name())).toBeUndefined();
      await storage.put(name(), bytes('x'));
      expect(await storage.get(name())).toBeUndefined();
    });

    test('removes, also what is gone already, and nothing else', async () => {
      const { storage, another } = await start();
      const [gone, kept] = [name(), name()];
      await expect(storage.remove(gone)).resolves.toBeUndefined();
      await storage.put(gone, bytes('gone'));
      await storage.put(kept, bytes('kept'));
      await storage.remove(gone);
      await another.remove(gone);
      expect(await storage.get(gone)).toBeUndefined();
      expect(await storage.get(kept)).toBeDefined();
    });

    test('many at once do not disturb each other', async () => {
      const { storage } = await start();
      const names = Array.from({ length: 20 }, name);
      await Promise.all(names.map((one) => storage.put(one, bytes(one))));
      for (const one of names) expect(Buffer.from((await storage.get(one)) ?? []).toString()).toBe(one);
    });

    test('is unavailable, with a hint for the operator, when what is behind it fails', async () => {
      const { storage, takeAway } = await start();
      const kept = name();
      await storage.put(kept, bytes('x'));
      await takeAway();
      const away = { code: 'unavailable', operatorHint: expect.stringContaining('AVATAR_STORAGE') };
      await expect(storage.put(name(), bytes('y'))).rejects.toMatchObject(away);
      await expect(storage.get(kept)).rejects.toMatchObject(away);
      await expect(storage.remove(kept)).rejects.toMatchObject(away);
    });
  });
}
