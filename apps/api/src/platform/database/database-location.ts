import { resolve } from 'node:path';
import { installationRoot } from '../process/installation-root.ts';

/** Where the database is. `file` is absolute; null is a database in memory, for tests. */
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
 * Makes a path absolute that is relative to the repository, or to the folder of a release, so that it does not depend
 * on the directory that the process was started in. Outside of both it is relative to the working directory.
 */
export function fromRepository(path: string): string {
  return resolve(installationRoot() ?? process.cwd(), path);
}
