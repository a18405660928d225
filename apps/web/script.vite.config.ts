import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { websocketOnly } from './websocket-only.ts';
import { withinBudget } from './within-budget.ts';

/** Bytes of gzip. People embed it in pages that are not ours. */
const BUDGET = 34 * 1024;

/** The script tag, one file without a hash in its name: the API serves it at `/maqiao.js`, beside the page. */
export default defineConfig({
  plugins: [websocketOnly(), withinBudget(BUDGET, { oneFile: true })],
  // icons and the like are the page's
  publicDir: false,
  build: {
    outDir: 'dist',
    emptyOutDir: false,
    target: ['chrome93', 'edge93', 'firefox92', 'safari15.4'],
    modulePreload: { polyfill: false },
    // A library: Vite then leaves the import of /maqiao-popup.js as it is, without its helper that preloads styles.
    lib: {
      entry: fileURLToPath(new URL('../../libs/browser/src/script.ts', import.meta.url)),
      formats: ['iife'],
      name: 'Maqiao',
      fileName: () => 'maqiao.js',
    },
    rollupOptions: {
      // Our own modules have no effects of their own; without this the unused half of @maqiao/shared would stay.
      treeshake: { moduleSideEffects: false },
    },
  },
});
