import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { cardStyles } from './card-styles.ts';
import { includedParts } from './included-parts.ts';
import { withinBudget } from './within-budget.ts';
import { withoutPopup } from './without-popup.ts';

/**
 * The page where a person answers a client, a build of its own as the owner's page is: what it shares with the login page
 * would move out of that one.
 */
export default defineConfig({
  plugins: [includedParts(), react(), withoutPopup(), cardStyles(), withinBudget(116_000)],
  base: '/',
  publicDir: false,
  build: {
    outDir: 'dist',
    emptyOutDir: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: ['chrome93', 'edge93', 'firefox92', 'safari15.4'],
    rollupOptions: { input: fileURLToPath(new URL('interaction.html', import.meta.url)) },
  },
});
