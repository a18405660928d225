import { gzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

/** The script's budget, in bytes of gzip. People embed it in pages that are not ours. */
const BUDGET = 25_000;

/** Stops the build when what a page would load is larger than promised. */
const withinBudget: Plugin = {
  name: 'within-budget',
  generateBundle(_options, bundle) {
    for (const [name, output] of Object.entries(bundle)) {
      if (output.type !== 'chunk') this.error(`maqiao.js must be one file; there is also ${name}.`);
      const size = gzipSync(output.code, { level: 9 }).length;
      const told = `${name} is ${(size / 1000).toFixed(1)} KB gzip; its budget is ${BUDGET / 1000} KB.`;
      if (size > BUDGET) this.error(told);
      this.info(told);
    }
  },
};

/** The script tag, one file without a hash in its name: the API serves it at `/maqiao.js`, beside the page. */
export default defineConfig({
  plugins: [withinBudget],
  // icons and the like are the page's
  publicDir: false,
  build: {
    outDir: 'dist',
    emptyOutDir: false,
    target: ['chrome93', 'edge93', 'firefox92', 'safari15.4'],
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: { maqiao: fileURLToPath(import.meta.resolve('@maqiao/browser/script')) },
      // Our own modules have no effects of their own; without this the unused half of @maqiao/shared would stay.
      treeshake: { moduleSideEffects: false },
      output: { format: 'iife', entryFileNames: '[name].js' },
    },
  },
});
