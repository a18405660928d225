import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { includedParts } from './included-parts.ts';

/** The owner's page, built separately: in one build the shared code would become an extra file of the login page. */
export default defineConfig({
  plugins: [includedParts(), react()],
  base: '/',
  publicDir: false,
  build: {
    outDir: 'dist',
    emptyOutDir: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: ['chrome93', 'edge93', 'firefox92', 'safari15.4'],
    rollupOptions: { input: fileURLToPath(new URL('admin.html', import.meta.url)) },
  },
});
