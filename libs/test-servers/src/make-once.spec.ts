import { afterEach, expect, test } from '@jest/globals';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeOnce } from './make-once.ts';

let shared: string | undefined;
afterEach(() => rm(shared ?? '', { recursive: true, force: true }));

const write = (text: string) => (folder: string) => writeFile(join(folder, 'made'), text);

test('what is there is not made again', async () => {
  shared = await mkdtemp(join(tmpdir(), 'maqiao-once-'));
  const first = await makeOnce(shared, 'thing', write('first'));
  const second = await makeOnce(shared, 'thing', write('second'));
  expect(second).toBe(first);
  expect(await readFile(join(first, 'made'), 'utf8')).toBe('first');
});

test('of two that make it at the same time one is kept, whole, and nothing is left of the other', async () => {
  shared = await mkdtemp(join(tmpdir(), 'maqiao-once-'));
  const both = await Promise.all(['a', 'b'].map((text) => makeOnce(shared ?? '', 'thing', write(text))));
  expect(both[0]).toBe(both[1]);
  expect(await readFile(join(both[0] ?? '', 'made'), 'utf8')).toMatch(/^[ab]$/);
  expect(await readdir(shared)).toEqual(['thing']);
});

test('one that fails leaves nothing, and is made by the next', async () => {
  shared = await mkdtemp(join(tmpdir(), 'maqiao-once-'));
  await expect(makeOnce(shared, 'thing', () => Promise.reject(new Error('no disk')))).rejects.toThrow(
    'no disk',
  );
  expect(await readdir(shared)).toEqual([]);
  await makeOnce(shared, 'thing', write('later'));
  expect(await readdir(shared)).toEqual(['thing']);
});
