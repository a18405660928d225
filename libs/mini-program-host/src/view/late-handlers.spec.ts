import { expect, test } from '@jest/globals';
import { observeFunctions } from './late-handlers.ts';

test('reports functions that are set on it, and nothing else', () => {
  const names: string[] = [];
  const instance = observeFunctions<Record<string, unknown>>({ known: () => 1 }, (name) => names.push(name));
  instance.count = 1;
  instance.e0 = () => 2;
  Object.assign(instance, { e1: () => 3, label: 'x' });
  expect(names).toEqual(['e0', 'e1']);
  expect((instance.e0 as () => number)()).toBe(2);
  expect((instance.known as () => number)()).toBe(1);
});
