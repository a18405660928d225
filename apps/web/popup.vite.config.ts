import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { withinBudget } from './within-budget.ts';

/** The pop-up of embedding pages, a module: the API serves it at `/maqiao-popup.js`, and `/maqiao.js` loads it where one is offered. */
export default defineConfig({
  plugins: [withinBudget(5 * 1024, { oneFile: true })],
  publicDir: false,
  build: {
    outDir: 'dist',
    emptyOutDir: false,
    target: ['chrome93', 'edge93', 'firefox92', 'safari15.4'],
    lib: {
      entry: fileURLToPath(new URL('../../libs/browser/src/popup/popup-part.ts', import.meta.url)),
      formats: ['es'],
      fileName: () => 'maqiao-popup.js',
    },
    // Vite leaves the spaces of a library's modules; nobody bundles this one.
    minify: true,
    rollupOptions: { treeshake: { moduleSideEffects: false }, output: { minify: true } },
  },
});
