import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { cardStyles } from './card-styles.ts';
import { includedParts } from './included-parts.ts';
import { preloadView } from './preload-view.ts';
import { withinBudget } from './within-budget.ts';
import { withoutPopup } from './without-popup.ts';

export default defineConfig({
  plugins: [
    includedParts(),
    react(),
    withoutPopup(),
    preloadView('/src/show-page.tsx'),
    cardStyles(),
    withinBudget(114_000),
  ],
  // The API serves the page at `/` under a policy without inline code: every asset is a file of its own.
  base: '/',
  build: {
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Browsers built into Chinese desktop suites lag a few years behind; `Object.hasOwn` sets the floor.
    target: ['chrome93', 'edge93', 'firefox92', 'safari15.4'],
  },
});
