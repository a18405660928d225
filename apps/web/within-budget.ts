import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/**
 * Stops the build when the scripts that a page would load are larger than promised.
 * @param budget bytes of gzip, all scripts together
 * @param options `oneFile`: nothing but one script may come out of the build
 */
export function withinBudget(budget: number, { oneFile = false } = {}): Plugin {
  return {
    name: 'within-budget',
    generateBundle(_options, bundle) {
      const outputs = Object.values(bundle);
      const scripts = outputs.filter((output) => output.type === 'chunk');
      const names = outputs.map(({ fileName }) => fileName).join(', ');
      if (oneFile && outputs.length !== 1) this.error(`There must be one file; there are ${names}.`);
      const size = scripts.reduce((sum, { code }) => sum + gzipSync(code, { level: 9 }).length, 0);
      const text = `The scripts are ${(size / 1000).toFixed(1)} KB gzip; their budget is ${budget / 1000} KB.`;
      if (size > budget) this.error(text);
      this.info(text);
    },
  };
}
