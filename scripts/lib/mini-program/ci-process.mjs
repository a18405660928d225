// Runs miniprogram-ci in a process of its own, because it prints logs, patches globals, and keeps sockets open.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startProgram } from '../children.mjs';
import { say } from '../words.mjs';
import { pinnedEnvironment } from '../workspace.mjs';

const WORKER = join(dirname(fileURLToPath(import.meta.url)), 'ci-worker.cjs');

/**
 * @typedef {{ action: 'preview' | 'upload', appId: string, folder: string, keyFile: string, version: string, desc:
 * string, robot: number, picture: string }} CiTask the preview's code is written to the file `picture`
 * @param {string} installation the folder whose node_modules holds miniprogram-ci
 * @param {CiTask} task
 * @returns {Promise<{ code?: string, error?: { code?: unknown, message: string } }>} the result; `code` is the
 * preview's code as text, when it can be drawn
 */
export function runCi(installation, task) {
  return new Promise((resolve) => {
    const child = startProgram(process.execPath, [WORKER, installation], {
      // Its output is not shown: it contains URLs with credentials.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      env: pinnedEnvironment(),
    });
    let result = { error: { message: say('uploader_silent') } };
    child.on('message', (message) => {
      result = /** @type {typeof result} */ (message);
      child.kill();
    });
    child.on('error', (error) => resolve({ error: { message: error.message } }));
    child.on('exit', () => resolve(result));
    child.send(task);
  });
}
