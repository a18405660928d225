import { expect, test } from '@jest/globals';
import { tellingOfFunctions } from './late-handlers.ts';

test('tells of functions that are put on it, and of nothing else', () => {
  const told: string[] = [];
  const instance = tellingOfFunctions<Record<string, unknown>>({ known: () => 1 }, (name) => told.push(name));
  instance.count = 1;
  instance.e0 = () => 2;
  Object.assign(instance, { e1: () => 3, label: 'x' });
  expect(told).toEqual(['e0', 'e1']);
  expect((instance.e0 as () => number)()).toBe(2);
  expect((instance.known as () => number)()).toBe(1);
});
