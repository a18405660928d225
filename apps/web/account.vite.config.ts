import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { cardStyles } from './card-styles.ts';
import { includedParts } from './included-parts.ts';
import { withinBudget } from './within-budget.ts';

/** The page where people look after their own account, a build of its own for the reason of interaction.vite.config.ts. */
export default defineConfig({
  plugins: [includedParts(), react(), cardStyles(), withinBudget(136_000)],
  base: '/',
  publicDir: false,
  build: {
    outDir: 'dist',
    emptyOutDir: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: ['chrome93', 'edge93', 'firefox92', 'safari15.4'],
    rollupOptions: { input: fileURLToPath(new URL('account.html', import.meta.url)) },
  },
});
