import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { includedParts } from './included-parts.ts';

/** Pages that the API fills in: errors, sign-out, devices, the confirm inside WeChat. No framework. */
export default defineConfig({
  plugins: [includedParts()],
  base: '/',
  publicDir: false,
  build: {
    outDir: 'dist',
    emptyOutDir: false,
    assetsInlineLimit: 0,
    modulePreload: false,
    target: ['chrome93', 'edge93', 'firefox92', 'safari15.4'],
    rollupOptions: {
      input: ['problem.html', 'notice.html', 'confirm.html'].map((page) =>
        fileURLToPath(new URL(page, import.meta.url)),
      ),
    },
  },
});
