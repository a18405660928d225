import { describe, expect, test } from '@jest/globals';
import { Turnstile } from './turnstile.ts';

/** Work that ends when it is told to, and when it began. */
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
const PATIENCE_MS = 60_000;

const turnOfTheLoop = () => new Promise((resolve) => setImmediate(resolve));

describe('a turnstile', () => {
  test('lets so many in, and the next one when one has left, in the order they came', async () => {
    const { begun, ends, all } = works(4);
    const turnstile = new Turnstile(2, 10, PATIENCE_MS);
    const results = all.map((work) => turnstile.pass(work));
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

  test('goes on after work that failed', async () => {
    const turnstile = new Turnstile(1, 10, PATIENCE_MS);
    const failing = turnstile.pass(() => Promise.reject(new Error('broken')));
    const next = turnstile.pass(() => Promise.resolve('next'));
    await expect(failing).rejects.toThrow('broken');
    expect(await next).toBe('next');
    expect(await turnstile.pass(() => Promise.resolve('later'))).toBe('later');
  });

  test('sends away whoever comes when too many wait', async () => {
    const { ends, all } = works(2);
    const turnstile = new Turnstile(1, 1, PATIENCE_MS);
    const [inside, waiting] = all.map((work) => turnstile.pass(work));
    await expect(turnstile.pass(() => Promise.resolve())).rejects.toMatchObject({
      code: 'unavailable',
      retryAfterSeconds: 5,
    });
    ends[0]?.('inside');
    await turnOfTheLoop();
    ends[1]?.('waiting');
    expect(await Promise.all([inside, waiting])).toEqual(['inside', 'waiting']);
  });

  test('sends away whoever has waited too long, and keeps the turn of the others', async () => {
    const { ends, all } = works(1);
    const turnstile = new Turnstile(1, 10, 20);
    const inside = turnstile.pass(all[0] ?? (() => Promise.resolve('')));
    await expect(turnstile.pass(() => Promise.resolve('late'))).rejects.toMatchObject({
      code: 'unavailable',
    });
    const patient = turnstile.pass(() => Promise.resolve('patient'));
    ends[0]?.('inside');
    expect([await inside, await patient]).toEqual(['inside', 'patient']);
    expect(await turnstile.pass(() => Promise.resolve('later'))).toBe('later');
  });
});
