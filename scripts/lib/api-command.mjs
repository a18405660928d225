// Runs the commands of the API, such as keys:rotate: each is a file of apps/api/src/commands.
import { buildAll } from './builds.mjs';
import { settingsFile } from './environment.mjs';
import { CommandError, ensureInstalled, run } from './workspace.mjs';

/**
 * Installs and builds what is missing, then runs `apps/api/dist/commands/<entry>.js` on the pinned Node, with the
 * arguments of this process. The environment takes precedence over the file of settings: `.env`, or the one in
 * MAQIAO_ENV_FILE.
 */
export async function runApiCommand(/** @type {string} */ entry, { readsSettings = true } = {}) {
  await ensureInstalled();
  await buildAll({}, ['api']);
  // The command that writes that file reads it itself.
  const settings = readsSettings ? settingsFile() : undefined;
  const args = [
    ...(settings === undefined ? [] : [`--env-file=${settings}`]),
    `apps/api/dist/commands/${entry}.js`,
    ...process.argv.slice(2),
  ];
  // `run` finds the pinned Node first.
  await run('node', args).catch((error) => {
    if (!(error instanceof CommandError)) throw error;
    process.exitCode = error.status ?? 1; // the command has printed why
  });
}
