// Starts a server of ours as a process that reports when it listens. Needs the pinned Node.
import { join } from 'node:path';
import { signalProgram, startProgram } from './children.mjs';
import { CommandError } from './command-error.mjs';
import { say } from './words.mjs';
import { root } from './workspace.mjs';

/**
 * Resolves when the server reports over its IPC channel that it listens. It ends when that channel is closed.
 * @param {string} script relative to the root
 * @param {Record<string, string | undefined>} environment in addition to ours
 * @returns {Promise<{ ended: Promise<never>, stop: () => Promise<void> }>} `ended` rejects with a CommandError when the
 *   server ends; `stop` ends it, and resolves when it has
 * @throws CommandError when it ends before it listens; it has printed why
 */
export async function startServer(script, environment) {
  const child = startProgram(process.execPath, [...process.execArgv, join(root, script)], {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = new Promise((_resolve, reject) => {
    const fail = (/** @type {string | number} */ ending) =>
      reject(new CommandError(say('server_ended', { script, ending })));
    child.on('error', ({ message }) => fail(message));
    child.on('exit', (code, signal) => fail(signal ?? `status ${code}`));
  });
  const listens = new Promise((resolve) => {
    child.on('message', (message) => message?.type === 'listening' && resolve(undefined));
  });
  await Promise.race([listens, ended]);
  const stop = async () => {
    signalProgram(child, 'SIGTERM');
    await ended.catch(() => undefined);
  };
  return { ended, stop };
}
