// The server of an archive with all its modules loaded, as a snapshot of V8's heap: what a start would load and evaluate,
// it only copies into its memory. docs/adr/0015-a-start-from-a-snapshot.md
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SERVER_FLAGS } from '../server-flags.mjs';
import { say } from '../words.mjs';
import { CommandError, root } from '../workspace.mjs';
import { bundle } from './bundle.mjs';

/** Of the file, without an ending; maqiao.sh and readable-stacks.mjs know it too. */
const SNAPSHOT = 'main.snapshot';

/**
 * Makes `<folder>/main.snapshot`, and its source map, with the Node that is to start from it: it refuses those of another
 * version, and of another kind of processor.
 * @param {string} folder the one of the server's bundle, in an archive that has all the rest
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
    const source = join(work, `${SNAPSHOT}.js`);
    const build = [join(root, 'scripts/lib/release/build-snapshot.cjs'), source, `${SNAPSHOT}.js`];
    // From the heap that the second one begins with, too: V8 takes what it has compiled for no other.
    runQuietly(node, ['--no-node-snapshot', ...build], { cwd: folder, env: SAMPLE });
    const kept = ['--snapshot-blob', SNAPSHOT, '--build-snapshot', ...build];
    // Nothing of this machine may be kept: no environment, and no paths but relative ones.
    runQuietly(node, kept, { cwd: folder, env: { NODE_ENV: 'production' } });
    renameSync(`${source}.map`, join(folder, `${SNAPSHOT}.js.map`));
    return bundled;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Of a server that nobody calls. */
const SAMPLE = {
  NODE_ENV: 'production',
  LOG_LEVEL: 'silent',
  PUBLIC_URL: 'https://login.example.com',
  HOST: '127.0.0.1',
  PORT: '0',
  DATABASE_URL: 'sqlite::memory:',
  MAQIAO_SECRET: createHash('sha256').update('sample').digest('hex'),
  WECHAT_APP_ID: 'wx0000000000000000',
  WECHAT_APP_SECRET: '0'.repeat(32),
};

function runQuietly(node, args, how) {
  const { status, error, stderr, stdout } = spawnSync(node, [...SERVER_FLAGS, ...args], {
    ...how,
    argv0: 'node',
    encoding: 'utf8',
  });
  // Also a warning: what Node has not tried in a snapshot has no place in one that others run.
  if (status !== 0 || stderr !== '') {
    throw new CommandError(say('no_snapshot', { why: error?.message ?? `${stderr}${stdout}` }));
  }
}
