import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What stands in the top folder of a release (scripts/lib/release/program.mjs), and in that of a repository. */
const RELEASE_MARK = 'release.json';
const REPOSITORY_MARK = 'pnpm-workspace.yaml';

/** The folder of the release, or of the repository, that this program belongs to; undefined outside of both. */
export function installationRoot(): string | undefined {
  let directory = import.meta.dirname;
  while (![REPOSITORY_MARK, RELEASE_MARK].some((name) => existsSync(join(directory, name)))) {
    const parent = dirname(directory);
    if (parent === directory) return undefined;
    directory = parent;
  }
  return directory;
}

/** Whether this program came in an archive of `npm run release`: there is no demo in it. */
export function isRelease(): boolean {
  const root = installationRoot();
  return root !== undefined && existsSync(join(root, RELEASE_MARK));
}
