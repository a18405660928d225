import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { includedParts } from './included-parts.ts';
import { pageBuild } from './page-build.ts';

/** The owner's page. */
export default defineConfig({
  plugins: [includedParts(), react()],
  ...pageBuild('admin.html'),
});
