import { defineConfig } from 'tsdown';

/** The package that sites install: ES modules and their types, @maqiao/shared included. */
export default defineConfig({
  entry: {
    index: 'src/index.ts',
    element: 'src/element/index.ts',
    react: 'src/react/index.ts',
    popup: 'src/popup/index.ts',
    script: 'src/script-types.ts',
  },
  outDir: 'dist/package',
  format: 'esm',
  platform: 'neutral',
  tsconfig: 'tsconfig.package.json',
  dts: true,
  hash: false,
  logLevel: 'warn',
  // 'use client' of react/index.ts does arrive: a test of the package looks for it.
  checks: { moduleLevelDirective: false, bundlerTimings: false },
  deps: { alwaysBundle: [/^@maqiao\/shared/] },
  // Our own modules have no effects of their own; without this the unused half of @maqiao/shared would stay.
  treeshake: { moduleSideEffects: false },
});
