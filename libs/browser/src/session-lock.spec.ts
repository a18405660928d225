import { expect, test } from '@jest/globals';
import { systemTimers } from './clock.ts';
import { createSessionLock } from './session-lock.ts';

test('without Web Locks the calls of one page still take turns, also after one that failed', async () => {
  const withLock = createSessionLock(undefined, systemTimers);
  const order: string[] = [];
  const call = (name: string, fails = false) =>
    withLock(async () => {
      order.push(`${name} begins`);
      await new Promise((resolve) => setImmediate(resolve));
      order.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    });
  const results = await Promise.allSettled([call('first', true), call('second'), call('third')]);
  expect(order).toEqual([
    'first begins',
    'first ends',
    'second begins',
    'second ends',
    'third begins',
    'third ends',
  ]);
  expect(results.map((result) => result.status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
});

test('an error of the call itself is not taken for a lock that could not be had', async () => {
  let calls = 0;
  const locks = { request: <T>(_name: string, _options: object, run: () => Promise<T>): Promise<T> => run() };
  const withLock = createSessionLock(locks, systemTimers);
  const failing = withLock(() => {
    calls += 1;
    return Promise.reject(new Error('the call'));
  });
  await expect(failing).rejects.toThrow('the call');
  expect(calls).toBe(1);
});
