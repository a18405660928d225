import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { startRedis } from '../../test/redis.ts';
import { testSettings } from '../../test/test-settings.ts';
import { SharedRedis } from '../platform/redis/shared-redis.ts';
import { DigitGuesses } from './digit-guesses.ts';

const HOUR = 3_600_000;
const unknown = () => Promise.resolve(false);
const known = () => Promise.resolve(true);

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

test('five wrong tries an hour for each person, whoever they are, and right ones do not count', async () => {
  const guesses = new DigitGuesses(null);
  for (let count = 0; count < 3; count += 1) {
    expect(await guesses.mayTry('o1', known)).toBe(true);
    await guesses.right('o1');
  }
  for (let count = 0; count < 5; count += 1) expect(await guesses.mayTry('o1', known)).toBe(true);
  expect(await guesses.mayTry('o1', known)).toBe(false);
  expect(await guesses.mayTry('o2', unknown)).toBe(true);
  jest.advanceTimersByTime(HOUR - 1_000);
  expect(await guesses.mayTry('o1', known)).toBe(false);
  jest.advanceTimersByTime(2_000);
  expect(await guesses.mayTry('o1', known)).toBe(true);
});

test('beyond sixty wrong tries in a minute only people who are known here are heard', async () => {
  const guesses = new DigitGuesses(null);
  for (let count = 0; count < 60; count += 1) expect(await guesses.mayTry(`a${count}`, unknown)).toBe(true);
  expect(await guesses.mayTry('b', unknown)).toBe(false);
  expect(await guesses.mayTry('c', known)).toBe(true);
  jest.advanceTimersByTime(61_000);
  expect(await guesses.mayTry('d', unknown)).toBe(true);
});

test('a hundred thousand guesses from any number of openids hit almost nothing', async () => {
  const guesses = new DigitGuesses(null);
  const pending = 100;
  const [total, openids, minutes] = [100_000, 20_000, 60];
  let lookedAt = 0;
  for (let minute = 0; minute < minutes; minute += 1) {
    for (let guess = 0; guess < total / minutes; guess += 1) {
      const openid = `o${(minute * Math.ceil(total / minutes) + guess) % openids}`;
      if (await guesses.mayTry(openid, unknown)) lookedAt += 1;
    }
    jest.advanceTimersByTime(60_000);
  }
  // Without a limit they would be 100,000 × 100 / 10⁶ = 10 hits; each only opens a question.
  expect(lookedAt).toBeLessThanOrEqual(60 * minutes);
  expect((lookedAt * pending) / 1e6).toBeLessThan(0.4);
  expect(lookedAt).toBeGreaterThan(1_000);
}, 60_000);

test('instances count together', async () => {
  jest.useRealTimers();
  const server = await startRedis();
  const redis = await SharedRedis.open(server.url, testSettings());
  const [here, there] = [new DigitGuesses(redis), new DigitGuesses(redis)];
  for (let count = 0; count < 5; count += 1)
    expect(await (count % 2 ? here : there).mayTry('oSecret', known)).toBe(true);
  expect(await here.mayTry('oSecret', known)).toBe(false);
  await here.right('oSecret');
  for (const key of await redis.commands.keys('*')) expect(key).not.toContain('oSecret');
  await redis.onApplicationShutdown();
  await server.stop();
});
