import { describe, expect, jest, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startStack } from '../support/stack.ts';
import { createProject, type Project } from './support/project.ts';

jest.setTimeout(120_000);

/** Where TypeScript looks for what a package has: as bundlers do, and as Node does. */
const BUNDLER = ['--module', 'esnext', '--moduleResolution', 'bundler'];
const NODE = ['--module', 'nodenext', '--moduleResolution', 'nodenext'];

test('what is in the package: built files, their types, and nothing that only this workspace has', async () => {
  const stack = await startStack();
  const { folder } = await createProject('plain', stack.url, []);
  const installed = join(folder, 'node_modules/@maqiao/browser');
  const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as {
    version: string;
    dependencies: Record<string, string>;
    exports: Record<string, string | { types: string; default: string }>;
  };
  const root = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../libs/browser/package.json'), 'utf8'),
  ) as { version: string };
  expect(manifest.version).toBe(root.version);
  expect(JSON.stringify(manifest)).not.toMatch(/workspace:|catalog:|@maqiao\/shared/);
  for (const range of Object.values(manifest.dependencies)) expect(range).toMatch(/^\^\d+\.\d+\.\d+$/);
  const files = readdirSync(installed);
  expect(files.filter((name) => !/\.(js|d\.ts)$/.test(name)).sort()).toEqual([
    'LICENSE',
    'README.md',
    'package.json',
  ]);
  for (const entry of Object.values(manifest.exports)) {
    for (const file of typeof entry === 'string' ? [entry] : [entry.types, entry.default]) {
      expect(files).toContain(file.replace('./', ''));
    }
  }
  // A directive counts before anything else only (https://react.dev/reference/rsc/use-client).
  expect(readFileSync(join(installed, 'react.js'), 'utf8')).toMatch(/^['"]use client['"];/);
});

describe('strict types, their libraries checked too', () => {
  const check = (project: Project, file: string, resolution: readonly string[]) =>
    project.run('typescript/bin/tsc', '--project', `tsconfig.${file}.json`, ...resolution);

  test('in a project that knows neither React nor Node', async () => {
    const stack = await startStack();
    const project = await createProject('plain', stack.url, ['typescript']);
    for (const resolution of [BUNDLER, NODE]) await check(project, 'without-react', resolution);
  });

  test.each([
    ['@types/react', NODE],
    ['@types/react-18', BUNDLER],
  ])('in one with %s', async (types, resolution) => {
    const stack = await startStack();
    const project = await createProject('plain', stack.url, ['typescript']);
    project.link(types, '@types/react');
    await check(project, 'with-react', resolution);
  });
});

test('Node can load every part, and renders it', async () => {
  const stack = await startStack();
  const project = await createProject('plain', stack.url, ['react', 'react-dom']);
  const output = await project.node('render.mjs');
  expect(output.trim().split('\n')).toEqual([
    'loading',
    'loading',
    '<maqiao-login site-name="Bookshop" class="wide"></maqiao-login>',
  ]);
});
