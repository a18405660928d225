import { expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { withinBudget } from './within-budget.ts';

/** Lets the plug-in look at a build's scripts. @returns what it tells; throws as the build would */
function build(budget: number, scripts: string[], options = {}): string {
  let text = '';
  const context = {
    info: (message: string) => void (text = message),
    error: (message: string) => {
      throw new Error(message);
    },
  };
  const bundle = Object.fromEntries(
    scripts.map((code, index) => [`${index}.js`, { type: 'chunk', fileName: `${index}.js`, code }]),
  );
  const { generateBundle } = withinBudget(budget, options);
  (generateBundle as unknown as (this: typeof context, options: object, bundle: object) => void).call(
    context,
    {},
    bundle,
  );
  return text;
}

/** Text that gzip makes hardly smaller than so many bytes. */
const noise = (bytes: number): string => randomBytes(bytes).toString('latin1');

test('scripts within the budget are built, and their size is printed', () => {
  expect(build(10_000, ['a'.repeat(100_000)])).toMatch(
    /^The scripts are 0\.\d KB gzip; their budget is 10 KB/,
  );
});

test('scripts that are too large together stop the build', () => {
  expect(() => build(10_000, [noise(6000), noise(6000)])).toThrow(/KB gzip; their budget is 10 KB/);
});

test('where one file is promised a second one stops the build', () => {
  expect(() => build(10_000, ['1', '2'], { oneFile: true })).toThrow('there are 0.js, 1.js');
});
