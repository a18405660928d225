import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** Pages that the API fills in: errors, sign-out, devices. No framework, so no plugin. */
export default defineConfig({
  base: '/',
  publicDir: false,
  build: {
    outDir: 'dist',
    emptyOutDir: false,
    assetsInlineLimit: 0,
    modulePreload: false,
    target: ['chrome93', 'edge93', 'firefox92', 'safari15.4'],
    rollupOptions: {
      input: ['problem.html', 'notice.html'].map((page) => fileURLToPath(new URL(page, import.meta.url))),
    },
  },
});
