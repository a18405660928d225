import { expect, test } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const versionOf = (folder: string) =>
  (JSON.parse(read(join(folder, 'package.json'))) as { version: string }).version;

const VERSION = versionOf('.');

test('every package, and the document of the calls, have the version of the workspace', () => {
  const folders = ['apps', 'libs', 'examples']
    .flatMap((part) => readdirSync(join(ROOT, part)).map((name) => `${part}/${name}`))
    .filter((folder) => existsSync(join(ROOT, folder, 'package.json')));
  for (const folder of [...folders, 'bench', 'e2e', 'docs/.vitepress'])
    expect({ folder, version: versionOf(folder) }).toEqual({ folder, version: VERSION });
  expect(read('apps/api/src/operations/api-docs.ts')).toContain(`.setVersion('${VERSION}')`);
});

// https://keepachangelog.com/en/1.1.0/
test('the changelog goes by versions, begins with this one, and sorts changes by kind', () => {
  const [newest = '', ...older] = read('CHANGELOG.md').match(/^## .*/gm) ?? [];
  expect(newest).toContain(VERSION);
  expect(newest).toMatch(/^## (Unreleased, to become \d+\.\d+\.\d+|\d+\.\d+\.\d+ - \d{4}-\d{2}-\d{2})$/);
  expect(older.length).toBeGreaterThan(0);
  for (const kind of read('CHANGELOG.md').match(/^### .*/gm) ?? [])
    expect(kind).toMatch(/^### (Added|Changed|Deprecated|Removed|Fixed|Security)$/);
});

test('guides name archives of this version, but for the way back to the one before', () => {
  for (const guide of ['docs/deploy.md', 'docs/zh/deploy.md', 'deploy/docker/Dockerfile']) {
    const named = [...read(guide).matchAll(/maqiao-(\d+\.\d+\.\d+)-linux|VERSION=(\d+\.\d+\.\d+)/g)];
    expect(named).not.toEqual([]);
    for (const [, archive, argument] of named) expect(archive ?? argument).toBe(VERSION);
  }
});
