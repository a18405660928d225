import { defineConfig } from 'vite';

// `vite build phone`, from the package's folder. The simulator serves the result under /phone/.
export default defineConfig({
  base: '/phone/',
  build: {
    outDir: '../dist/phone',
    emptyOutDir: true,
    target: 'es2023',
    // The page's CSP forbids inline scripts, and its parts have nothing to preload.
    modulePreload: false,
    assetsInlineLimit: 0,
  },
});
