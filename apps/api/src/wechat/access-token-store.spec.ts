import { describe, expect, test } from '@jest/globals';
import type { AccessTokenStore } from './access-token-store.ts';
import { MemoryAccessTokenStore } from './memory-access-token-store.ts';
import { MovableClock } from './test-support.ts';

/** Every implementation of the port; each makes one that is empty, and lets its time pass. */
const IMPLEMENTATIONS: Record<
  string,
  () => { store: AccessTokenStore; pass: (milliseconds: number) => void }
> = {
  memory: () => {
    const clock = new MovableClock();
    return { store: new MemoryAccessTokenStore(clock), pass: (milliseconds) => clock.advance(milliseconds) };
  },
};

describe.each(Object.entries(IMPLEMENTATIONS))('access token store: %s', (_name, create) => {
  const token = (value: string) => ({ value, expiresAt: 1_800_000_000_000 });

  test('holds the token that was put last', async () => {
    const { store } = create();
    expect(await store.get()).toBeNull();
    await store.put(token('first'));
    await store.put(token('x'.repeat(1024)));
    expect(await store.get()).toEqual(token('x'.repeat(1024)));
  });

  test('removes the token that is named, never a newer one', async () => {
    const { store } = create();
    await store.put(token('new'));
    await store.remove('old');
    expect(await store.get()).toEqual(token('new'));
    await store.remove('new');
    expect(await store.get()).toBeNull();
  });

  test('gives the right to fetch to one at a time', async () => {
    const { store } = create();
    const rights = await Promise.all([store.takeFetchRight(1000), store.takeFetchRight(1000)]);
    expect(rights.filter((right) => right !== null)).toHaveLength(1);
    await rights.find((right) => right !== null)?.release();
    expect(await store.takeFetchRight(1000)).not.toBeNull();
  });

  test('takes the right from a holder that died, when its time is over', async () => {
    const { store, pass } = create();
    const dead = await store.takeFetchRight(1000);
    pass(999);
    expect(await store.takeFetchRight(1000)).toBeNull();
    pass(1);
    expect(await store.takeFetchRight(1000)).not.toBeNull();
    // Late, and no longer its own to give back.
    await dead?.release();
    expect(await store.takeFetchRight(1000)).toBeNull();
  });
});
