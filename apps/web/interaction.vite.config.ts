import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { cardStyles } from './card-styles.ts';
import { includedParts } from './included-parts.ts';
import { pageBuild } from './page-build.ts';
import { withinBudget } from './within-budget.ts';
import { withoutPopup } from './without-popup.ts';

/** The page where a person answers a client. */
export default defineConfig({
  plugins: [includedParts(), react(), withoutPopup(), cardStyles(), withinBudget(116_000)],
  ...pageBuild('interaction.html'),
});
