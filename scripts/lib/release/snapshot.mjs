// The server of an archive with all its modules loaded, as a snapshot of V8's heap: what a start would load and evaluate,
// it only copies into its memory. docs/adr/0012-a-release-is-one-file.md
import { spawnSync } from 'node:child_process';
import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { say } from '../words.mjs';
import { CommandError, root } from '../workspace.mjs';
import { bundle } from './bundle.mjs';

/** Of the file, without an ending; maqiao.sh and readable-stacks.mjs know it too. */
const SNAPSHOT = 'main.snapshot';

/**
 * Makes `<folder>/main.snapshot`, and its source map, with the Node that is to start from it: it refuses those of another
 * version, and of another kind of processor.
 * @param {string} folder the one that the server's bundle stands in
 * @param {string} node the program
 * @returns {Promise<string[]>} the files that were bundled, as absolute paths
 * @throws CommandError when something in it cannot be kept in a snapshot
 */
export async function putSnapshot(folder, node) {
  const work = mkdtempSync(join(tmpdir(), 'maqiao-snapshot-'));
  try {
    const bundled = await bundle({ [SNAPSHOT]: join(root, 'apps/api/dist/snapshot.js') }, work, {
      forSnapshot: true,
    });
    const file = join(folder, SNAPSHOT);
    const builder = join(root, 'scripts/lib/release/build-snapshot.cjs');
    // The same numbers for the same sources; each start has seeds of its own.
    const flags = ['--random-seed=1', '--hash-seed=1', '--predictable'];
    const args = [
      ...flags,
      '--snapshot-blob',
      file,
      '--build-snapshot',
      builder,
      join(work, `${SNAPSHOT}.js`),
    ];
    // Of the environment nothing may be kept.
    const env = { NODE_ENV: 'production' };
    const { status, error, stderr } = spawnSync(node, [...args, `${SNAPSHOT}.js`], { env, encoding: 'utf8' });
    // Also a warning: what Node has not tried in a snapshot has no place in one that others run.
    if (status !== 0 || stderr !== '')
      throw new CommandError(say('no_snapshot', { why: error?.message ?? stderr }));
    renameSync(join(work, `${SNAPSHOT}.js.map`), `${file}.js.map`);
    return bundled;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
