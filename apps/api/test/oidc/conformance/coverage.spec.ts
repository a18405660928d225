import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { CONFORMANCE_MODULES } from './modules.ts';

const folder = new URL('.', import.meta.url);
const docs = new URL('../../../../../docs/', import.meta.url);

const specs = readdirSync(folder)
  .filter((name) => name.endsWith('.spec.ts') && name !== 'coverage.spec.ts')
  .map((name) => readFileSync(new URL(name, folder), 'utf8'))
  .join('\n');

/** The modules in the first column of the page's table. */
function notRun(page: string): string[] {
  const text = readFileSync(new URL(page, docs), 'utf8');
  return [...text.matchAll(/^\| *`(oidcc-[\w-]+)`/gm)].map(([, module = '']) => module);
}

const modules = Object.values(CONFORMANCE_MODULES).flat();

describe('the conformance suite’s modules', () => {
  test('each is a test of this folder by its name, or is said not to be run', () => {
    const excused = notRun('oidc-conformance.md');
    const missing = modules.filter((module) => !specs.includes(`'${module}'`) && !excused.includes(module));
    expect(missing).toEqual([]);
  });

  test('nothing is called a module that is none', () => {
    const named = [...specs.matchAll(/'(oidcc-[\w-]+)'/g)].map(([, module = '']) => module);
    expect(named.filter((module) => !(modules as string[]).includes(module))).toEqual([]);
    expect(new Set(named).size).toBe(named.length);
  });

  test('both languages of the page name the same modules, and only ones of the list', () => {
    const excused = notRun('oidc-conformance.md');
    expect(notRun('zh/oidc-conformance.md')).toEqual(excused);
    expect(excused.filter((module) => !(modules as string[]).includes(module))).toEqual([]);
    expect(excused.length).toBeGreaterThan(0);
  });
});
