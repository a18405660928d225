import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const installed = (name: string) => fileURLToPath(new URL('.', import.meta.resolve(`${name}/package.json`)));

/** Builds the React example with the oldest React that is promised. */
export default defineConfig({
  plugins: [react()],
  base: './',
  root: fileURLToPath(new URL('../../../examples/react', import.meta.url)),
  resolve: { alias: { 'react-dom': installed('react-dom-18'), react: installed('react-18') } },
});
