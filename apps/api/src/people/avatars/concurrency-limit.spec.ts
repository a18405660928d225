import { describe, expect, test } from '@jest/globals';
import { ConcurrencyLimit } from './concurrency-limit.ts';

/** Tasks that a test ends, and when each began. */
function works(count: number) {
  const begun: number[] = [];
  const ends: ((value: string) => void)[] = [];
  const work = (index: number) => () => {
    begun.push(index);
    return new Promise<string>((resolve) => (ends[index] = resolve));
  };
  return { begun, ends, all: Array.from({ length: count }, (_, index) => work(index)) };
}

/** Nobody waits for so long here. */
const MAX_WAIT_MS = 60_000;

const turnOfTheLoop = () => new Promise((resolve) => setImmediate(resolve));

describe('a concurrency limit', () => {
  test('runs a number of tasks at once, and the next one when one has ended, in order', async () => {
    const { begun, ends, all } = works(4);
    const limit = new ConcurrencyLimit(2, 10, MAX_WAIT_MS);
    const results = all.map((work) => limit.run(work));
    await turnOfTheLoop();
    expect(begun).toEqual([0, 1]);
    ends[1]?.('one');
    await turnOfTheLoop();
    expect(begun).toEqual([0, 1, 2]);
    ends[0]?.('nought');
    await turnOfTheLoop();
    expect(begun).toEqual([0, 1, 2, 3]);
    ends[2]?.('two');
    ends[3]?.('three');
    expect(await Promise.all(results)).toEqual(['nought', 'one', 'two', 'three']);
  });

  test('continues after a task has failed', async () => {
    const limit = new ConcurrencyLimit(1, 10, MAX_WAIT_MS);
    const failing = limit.run(() => Promise.reject(new Error('broken')));
    const next = limit.run(() => Promise.resolve('next'));
    await expect(failing).rejects.toThrow('broken');
    expect(await next).toBe('next');
    expect(await limit.run(() => Promise.resolve('later'))).toBe('later');
  });

  test('refuses a task when too many wait', async () => {
    const { ends, all } = works(2);
    const limit = new ConcurrencyLimit(1, 1, MAX_WAIT_MS);
    const [inside, waiting] = all.map((work) => limit.run(work));
    await expect(limit.run(() => Promise.resolve())).rejects.toMatchObject({
      code: 'unavailable',
      retryAfterSeconds: 5,
    });
    ends[0]?.('inside');
    await turnOfTheLoop();
    ends[1]?.('waiting');
    expect(await Promise.all([inside, waiting])).toEqual(['inside', 'waiting']);
  });

  test('refuses a task that has waited too long, and keeps the order of the others', async () => {
    const { ends, all } = works(1);
    const limit = new ConcurrencyLimit(1, 1, 20);
    const inside = limit.run(all[0] ?? (() => Promise.resolve('')));
    await expect(limit.run(() => Promise.resolve('late'))).rejects.toMatchObject({
      code: 'unavailable',
    });
    // Whoever gave up has left room in the queue.
    const patient = limit.run(() => Promise.resolve('patient'));
    ends[0]?.('inside');
    expect([await inside, await patient]).toEqual(['inside', 'patient']);
    expect(await limit.run(() => Promise.resolve('later'))).toBe('later');
  });
});
