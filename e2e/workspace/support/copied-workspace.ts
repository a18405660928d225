import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

const ROOT = join(import.meta.dirname, '../../..');

/** What a demo is built from and into; `.cache/build` knows that it is built. */
const PARTS = ['scripts', 'apps', 'libs', 'examples', '.cache/build'];
const FILES = ['LICENSE', 'package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', 'tsconfig.base.json'];

/**
 * A copy of this workspace as it is built, whose sources a test may change. Packages of others are those of the
 * original: their folder is linked, the links into it are copied. An installation would change the original's, so the
 * copy's `path` has an npx that refuses.
 */
export function copyWorkspace(): { folder: string; path: string; remove: () => void } {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'maqiao-copy-')));
  for (const part of PARTS) {
    cpSync(join(ROOT, part), join(folder, part), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => !/[\\/](node_modules|\.swc)$/.test(path),
    });
  }
  for (const file of FILES) cpSync(join(ROOT, file), join(folder, file));
  for (const part of ['bench', 'e2e'])
    cpSync(join(ROOT, part, 'package.json'), join(folder, part, 'package.json'), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  for (const modules of packageModules()) {
    cpSync(join(ROOT, modules), join(folder, modules), {
      recursive: true,
      verbatimSymlinks: true,
      // Vite's own, of what it has packed for the original.
      filter: (path) => !path.includes('.vite'),
    });
  }
  const programs = join(folder, 'programs');
  mkdirSync(programs);
  writeFileSync(join(programs, 'npx'), '#!/bin/sh\necho "npm test installs, a copy never." >&2\nexit 1\n', {
    mode: 0o755,
  });
  const path = `${programs}${delimiter}${process.env.PATH ?? ''}`;
  return { folder, path, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** The folders of links that each package has, relative to the root. */
function packageModules(): string[] {
  return ['apps', 'libs', 'examples']
    .flatMap((part) => readdirSync(join(ROOT, part)).map((name) => join(part, name, 'node_modules')))
    .filter((path) => existsSync(join(ROOT, path)) && existsSync(join(ROOT, dirname(path), 'package.json')));
}
