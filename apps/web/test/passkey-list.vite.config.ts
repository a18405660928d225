import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** One script and one style sheet, for e2e/passkeys/list.spec.ts. */
export default defineConfig({
  plugins: [react()],
  root: fileURLToPath(new URL('..', import.meta.url)),
  publicDir: false,
  build: {
    rollupOptions: {
      input: { list: fileURLToPath(new URL('passkey-list-page.tsx', import.meta.url)) },
      output: { codeSplitting: false, entryFileNames: '[name].js', assetFileNames: '[name][extname]' },
    },
  },
});
