import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Where the durable state lives. `file` is absolute; null is a database in memory, for tests. */
export type DatabaseLocation =
  | { readonly dialect: 'sqlite'; readonly file: string | null }
  | { readonly dialect: 'postgres'; readonly url: string };

/** Reads DATABASE_URL. The settings schema has already refused every other form. */
export function databaseLocation(databaseUrl: string): DatabaseLocation {
  if (!databaseUrl.startsWith('sqlite:')) return { dialect: 'postgres', url: databaseUrl };
  const path = databaseUrl.slice('sqlite:'.length);
  return { dialect: 'sqlite', file: path === ':memory:' ? null : fromRepository(path) };
}

/**
 * An absolute path from one that is relative to the repository, so that a database is found again whatever
 * directory the process was started in. Outside a repository (a bundle in a container) the working directory counts.
 */
export function fromRepository(path: string): string {
  return resolve(repositoryRoot() ?? process.cwd(), path);
}

function repositoryRoot(): string | undefined {
  let directory = import.meta.dirname;
  while (!existsSync(join(directory, 'pnpm-workspace.yaml'))) {
    const parent = dirname(directory);
    if (parent === directory) return undefined;
    directory = parent;
  }
  return directory;
}
