import { describe, expect, test } from '@jest/globals';
import { applyDataPaths } from './data-paths.ts';

describe('applyDataPaths', () => {
  test.each<[Record<string, unknown>, string, unknown, unknown]>([
    [{ a: 1 }, 'a', 2, { a: 2 }],
    [{ a: { b: 1 } }, 'a.b', 2, { a: { b: 2 } }],
    [{ a: [{ b: 1 }] }, 'a[0].b', 2, { a: [{ b: 2 }] }],
    [{ root: { cn: [] } }, 'root.cn.[1].v', 2, { root: { cn: [undefined, { v: 2 }] } }],
    [{}, 'a.b[0]', 2, { a: { b: [2] } }],
    [{ a: 'text' }, 'a.b', 2, { a: { b: 2 } }],
    [{}, 'a\\.b', 2, { 'a.b': 2 }],
  ])('%j with %s', (data, path, value, expected) => {
    applyDataPaths(data, { [path]: value });
    expect(data).toEqual(expected);
  });
});
