import { fileURLToPath } from 'node:url';
import type { UserConfig } from 'vite';

/**
 * How a page beside the login page is built: into the same folder, by a build of its own, as in one build the shared code
 * would move out of the login page.
 * @param page its HTML, in this folder
 */
export function pageBuild(page: string): Pick<UserConfig, 'base' | 'publicDir' | 'build'> {
  return {
    base: '/',
    publicDir: false,
    build: {
      outDir: 'dist',
      emptyOutDir: false,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      target: ['chrome93', 'edge93', 'firefox92', 'safari15.4'],
      rollupOptions: { input: fileURLToPath(new URL(page, import.meta.url)) },
    },
  };
}
