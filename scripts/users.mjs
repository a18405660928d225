// npm run users: the people of this site, from the database that .env names: npm run users -- list
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildAll } from './lib/builds.mjs';
import { CommandError, ensureInstalled, main, root, run } from './lib/workspace.mjs';

main(async () => {
  await ensureInstalled();
  await buildAll({}, ['api']);
  // `run` finds the pinned Node first; what stands in the environment goes before .env, as for npm start.
  const settings = existsSync(join(root, '.env')) ? ['--env-file=.env'] : [];
  const args = [...settings, 'apps/api/dist/users-command.js', ...process.argv.slice(2)];
  await run('node', args).catch((error) => {
    if (!(error instanceof CommandError)) throw error;
    process.exitCode = 1; // it has said why
  });
});
