import { expect } from '@jest/globals';
import type { Fleet } from './fleet.ts';

/** What is still at once for a probe: well below the seconds that a store is given to answer. */
const AT_ONCE_MS = 3_000;

/** Expects that every instance says of itself, in the protocol's form, that it lacks that store. */
export async function expectUnready(fleet: Fleet, store: 'scenes' | 'database'): Promise<void> {
  for (const instance of fleet.instances) {
    await instance.untilReady(503);
    const { milliseconds, ...readiness } = await instance.readiness();
    expect(readiness).toEqual({
      status: 503,
      contentType: expect.stringContaining('application/problem+json'),
      stores: [store],
      code: 'unavailable',
    });
    expect(milliseconds).toBeLessThan(AT_ONCE_MS);
    expect((await fetch(`${instance.url}/livez`)).status).toBe(200);
  }
}
