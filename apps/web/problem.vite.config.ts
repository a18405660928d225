import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** The page for people who open an unknown address, or one of the API. It has no script, so no plugin. */
export default defineConfig({
  base: '/',
  publicDir: false,
  build: {
    outDir: 'dist',
    emptyOutDir: false,
    assetsInlineLimit: 0,
    modulePreload: false,
    target: ['chrome93', 'edge93', 'firefox92', 'safari15.4'],
    rollupOptions: { input: fileURLToPath(new URL('problem.html', import.meta.url)) },
  },
});
