import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { cardStyles } from './card-styles.ts';
import { includedParts } from './included-parts.ts';
import { pageBuild } from './page-build.ts';
import { withinBudget } from './within-budget.ts';

/** The page where people look after their own account. */
export default defineConfig({
  plugins: [includedParts(), react(), cardStyles(), withinBudget(136_000)],
  ...pageBuild('account.html'),
});
