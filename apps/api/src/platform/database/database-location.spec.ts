import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { databaseLocation, fromRepository } from './database-location.ts';

test('a relative path counts from the repository, wherever the process was started', () => {
  const root = fromRepository('.');
  expect(existsSync(join(root, 'pnpm-workspace.yaml'))).toBe(true);
  const before = process.cwd();
  process.chdir(dirname(root));
  try {
    expect(databaseLocation('sqlite:./data/maqiao.db')).toEqual({
      dialect: 'sqlite',
      file: join(root, 'data', 'maqiao.db'),
    });
  } finally {
    process.chdir(before);
  }
});

test('an absolute path is taken as it is, and :memory: is no file', () => {
  expect(databaseLocation('sqlite:/var/lib/m.db')).toEqual({ dialect: 'sqlite', file: '/var/lib/m.db' });
  expect(databaseLocation('sqlite::memory:')).toEqual({ dialect: 'sqlite', file: null });
});

test.each(['postgres://host/db', 'postgresql://host/db'])('%s is a server', (url) => {
  expect(databaseLocation(url)).toEqual({ dialect: 'postgres', url });
});
