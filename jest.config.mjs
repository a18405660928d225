// One Jest for the whole workspace. It runs on the pinned Node with --experimental-vm-modules, because
// Nest 12 and most of our dependencies are ES modules only; scripts/test.mjs sets that up.
import { join } from 'node:path';

// Tests compare sentences: those for the operator are in English, whatever the language of the machine is.
process.env.MAQIAO_LANG = 'en';

const swc = {
  swcrc: false,
  jsc: {
    parser: { syntax: 'typescript', tsx: false, decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    target: 'es2023',
    keepClassNames: true,
  },
  module: { type: 'es6' },
  sourceMaps: 'inline',
};
const swcReact = {
  ...swc,
  jsc: {
    ...swc.jsc,
    parser: { syntax: 'typescript', tsx: true },
    transform: { react: { runtime: 'automatic' } },
  },
};
const typescript = {
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: { '\\.ts$': ['@swc/jest', swc], '\\.tsx$': ['@swc/jest', swcReact] },
};

const ours = (/** @type {string} */ file) => join(import.meta.dirname, 'scripts/lib/jest', file);

/** @param {string} directory @param {object} [extra] */
const project = (directory, extra = {}) => ({
  displayName: directory,
  rootDir: directory,
  testEnvironment: ours('environment.mjs'),
  globalSetup: ours('shared-folder.mjs'),
  globalTeardown: ours('remove-shared-folder.mjs'),
  testMatch: ['<rootDir>/**/*.spec.ts', '<rootDir>/**/*.spec.tsx'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['/dist/'],
  ...typescript,
  ...extra,
});

export default {
  // A limit for what hangs, not a measure: the machine may be busy.
  testTimeout: 120_000,
  maxWorkers: '100%',
  testSequencer: ours('sequencer.mjs'),
  // Modules that a file has loaded stay in its worker's memory (--experimental-vm-modules): one that has grown beyond
  // this is replaced before its next file.
  workerIdleMemoryLimit: '1GB',
  reporters: ['default', ours('reporter.mjs')],
  projects: [
    project('libs/shared'),
    project('libs/browser'),
    project('libs/wechat-simulator'),
    project('libs/mini-program-host'),
    project('libs/test-servers'),
    project('apps/api'),
    project('apps/web'),
    project('apps/miniprogram'),
    project('bench'),
    project('e2e'),
  ],
};
