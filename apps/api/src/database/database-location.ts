import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Where the durable state lives. `file` is absolute; null is a database in memory, for tests. */
export type DatabaseLocation =
  | { readonly dialect: 'sqlite'; readonly file: string | null }
  | { readonly dialect: 'postgres'; readonly url: string };

/** What stands in the top folder of a repository, and in that of a release (scripts/lib/release/program.mjs). */
const ROOT_MARKS = ['pnpm-workspace.yaml', 'release.json'];

/** Reads DATABASE_URL. The settings schema has already refused every other form. */
export function databaseLocation(databaseUrl: string): DatabaseLocation {
  if (!databaseUrl.startsWith('sqlite:')) return { dialect: 'postgres', url: databaseUrl };
  const path = databaseUrl.slice('sqlite:'.length);
  return { dialect: 'sqlite', file: path === ':memory:' ? null : fromRepository(path) };
}

/**
 * An absolute path from one that is relative to the repository, or to the folder of a release, so that a database is
 * found again whatever directory the process was started in. Outside of both the working directory counts.
 */
export function fromRepository(path: string): string {
  return resolve(repositoryRoot() ?? process.cwd(), path);
}

function repositoryRoot(): string | undefined {
  let directory = import.meta.dirname;
  while (!ROOT_MARKS.some((name) => existsSync(join(directory, name)))) {
    const parent = dirname(directory);
    if (parent === directory) return undefined;
    directory = parent;
  }
  return directory;
}
