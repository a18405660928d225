import { afterAll, expect, jest, test } from '@jest/globals';
import sharp from 'sharp';
import { describeEachDatabase, type DatabaseHarness } from '../../../test/each-database.ts';
import { ManualClock } from '../../../test/manual-clock.ts';
import { peopleOf } from '../../../test/support/people.ts';
import { Logger } from '@nestjs/common';
import { AvatarHousekeeping } from './avatar-housekeeping.ts';
import { AvatarStorage, storageAway } from './avatar-storage.ts';
import { AvatarsService } from './avatars.service.ts';
import { AvatarsTable } from './avatars-table.ts';
import { PictureDrawer } from './picture-drawer.ts';

// Processes are started, which takes its time on a busy machine.

Logger.overrideLogger(false);

const drawer = new PictureDrawer();
afterAll(() => drawer.onApplicationShutdown());

const HOUR = 3_600_000;
const upload = () =>
  sharp({ create: { width: 9, height: 9, channels: 3, background: '#a33' } })
    .png()
    .toBuffer();

/** A storage that can be away, or lose the answer of a put. */
class FailingStorage extends AvatarStorage {
  readonly pictures = new Map<string, Uint8Array>();
  away = false;
  losesAnswers = false;

  override put(name: string, picture: Uint8Array): Promise<void> {
    if (this.away) return Promise.reject(storageAway('test'));
    this.pictures.set(name, picture);
    return this.losesAnswers ? Promise.reject(storageAway('no answer in time')) : Promise.resolve();
  }

  override get(name: string): Promise<Uint8Array | undefined> {
    return this.away ? Promise.reject(storageAway('test')) : Promise.resolve(this.pictures.get(name));
  }

  override remove(name: string): Promise<void> {
    if (this.away) return Promise.reject(storageAway('test'));
    this.pictures.delete(name);
    return Promise.resolve();
  }
}

async function bench({ open }: DatabaseHarness) {
  const [database, clock, storage] = [await open(), new ManualClock(), new FailingStorage()];
  const table = new AvatarsTable(database);
  const avatars = new AvatarsService(table, storage, drawer, clock);
  const { users, signIn } = peopleOf(database, clock);
  const { id } = await signIn('oLi');
  return {
    database,
    clock,
    storage,
    table,
    avatars,
    housekeeping: new AvatarHousekeeping(table, avatars, clock),
    id,
    /** The name of the person's picture. */
    current: async () => (await users.get(id))?.avatarUrl?.replace(/^.*\//, '') ?? null,
    removals: () => database.queries.selectFrom('avatar_removals').select('name').execute(),
  };
}

describeEachDatabase('pictures of people', (harness) => {
  test('each has a new name, and the previous one is removed', async () => {
    const { avatars, storage, current, removals, id } = await bench(harness);
    await avatars.set(id, await upload());
    const first = await current();
    await avatars.set(id, await upload());
    const second = await current();
    expect(second).not.toBe(first);
    expect([...storage.pictures.keys()]).toEqual([second]);
    expect(await avatars.read(second ?? '')).toBe(storage.pictures.get(second ?? ''));
    await expect(avatars.read(first ?? '')).rejects.toMatchObject({ code: 'not_found' });
    await avatars.clear(id);
    expect([await current(), storage.pictures.size, await removals()]).toEqual([null, 0, []]);
    await expect(avatars.clear(id)).resolves.toBeUndefined();
  });

  test('of ten at once one remains, in the storage and in the database', async () => {
    const { avatars, storage, current, removals, id } = await bench(harness);
    const picture = await upload();
    await Promise.all(Array.from({ length: 10 }, () => avatars.set(id, picture)));
    expect([...storage.pictures.keys()]).toEqual([await current()]);
    expect(await removals()).toEqual([]);
  });

  test('with the storage away nothing changes', async () => {
    const { avatars, storage, current, id } = await bench(harness);
    await avatars.set(id, await upload());
    const before = await current();
    storage.away = true;
    await expect(avatars.set(id, await upload())).rejects.toMatchObject({ code: 'unavailable' });
    expect(await current()).toBe(before);
    await expect(avatars.read(before ?? '')).rejects.toMatchObject({ code: 'unavailable' });
  });

  test('a picture that could not be removed is removed later', async () => {
    const { avatars, storage, current, housekeeping, removals, id } = await bench(harness);
    await avatars.set(id, await upload());
    storage.away = true;
    await avatars.clear(id);
    expect([await current(), storage.pictures.size]).toEqual([null, 1]);
    await housekeeping.tidy();
    expect(await removals()).toHaveLength(1);
    storage.away = false;
    await housekeeping.tidy();
    expect([storage.pictures.size, await removals()]).toEqual([0, []]);
  });

  test('a picture of an interrupted upload is removed after an hour; a running upload is not affected', async () => {
    const { avatars, storage, clock, current, housekeeping, removals, id } = await bench(harness);
    storage.losesAnswers = true;
    await expect(avatars.set(id, await upload())).rejects.toMatchObject({ code: 'unavailable' });
    storage.losesAnswers = false;
    expect([await current(), storage.pictures.size]).toEqual([null, 1]);
    clock.advance(HOUR - 1);
    await housekeeping.tidy();
    expect(storage.pictures.size).toBe(1);
    clock.advance(1);
    await housekeeping.tidy();
    expect([storage.pictures.size, await removals()]).toEqual([0, []]);
  });

  test('a picture that somebody has is never removed', async () => {
    const { avatars, storage, clock, housekeeping, id } = await bench(harness);
    await avatars.set(id, await upload());
    clock.advance(1000 * HOUR);
    await housekeeping.tidy();
    expect(storage.pictures.size).toBe(1);
  });

  test('of a deleted person no picture remains', async () => {
    const { avatars, storage, database, removals, id } = await bench(harness);
    const put = jest.spyOn(storage, 'put');
    put.mockImplementationOnce(async (name, picture) => {
      storage.pictures.set(name, picture);
      await database.queries.deleteFrom('users').where('id', '=', id).execute();
    });
    await expect(avatars.set(id, await upload())).rejects.toMatchObject({ code: 'invalid_token' });
    expect([storage.pictures.size, await removals()]).toEqual([0, []]);
  });

  test('more than a hundred that are due are removed in one round', async () => {
    const { database, clock, housekeeping, removals } = await bench(harness);
    const names = Array.from({ length: 230 }, (_, index) => ({ name: `${index}.jpg`, due_at: clock.now() }));
    await database.queries.insertInto('avatar_removals').values(names).execute();
    await housekeeping.tidy();
    expect(await removals()).toEqual([]);
  });

  test('a name of another form is not looked up in the storage', async () => {
    const { avatars, storage } = await bench(harness);
    const get = jest.spyOn(storage, 'get');
    for (const name of ['', 'x.jpg', '../maqiao.db', `${'a'.repeat(22)}.png`, `${'a'.repeat(21)}/.jpg`])
      await expect(avatars.read(name)).rejects.toMatchObject({ code: 'not_found' });
    expect(get).not.toHaveBeenCalled();
  });

  test('issue 12, number 5: a file that is no picture is not served', async () => {
    const { avatars, storage } = await bench(harness);
    const name = `${'a'.repeat(22)}.jpg`;
    const picture = Buffer.from([0xff, 0xd8, 0xff, 0xdb]);
    for (const other of [
      Buffer.from('abcdefgh'.repeat(8)),
      Buffer.alloc(0),
      Buffer.alloc(300_000, picture),
    ]) {
      storage.pictures.set(name, other);
      await expect(avatars.read(name)).rejects.toMatchObject({ code: 'not_found' });
    }
    storage.pictures.set(name, picture);
    expect(await avatars.read(name)).toBe(picture);
  });
});
