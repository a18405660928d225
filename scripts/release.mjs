// npm run release: archives with everything built, to be run on a server without anything else. docs/deploy.md
//   npm run release                             linux-x64 and linux-arm64
//   npm run release -- --platform linux-arm64   one of them
//   npm run release -- --to ../archives         into another folder than dist/release
import { command } from './lib/command-line.mjs';
import { requirePlatforms } from './lib/release/platforms.mjs';
import { ensureInstalled, runRest } from './lib/workspace.mjs';

command('release', async ({ values }) => {
  requirePlatforms(values.platform ?? [], { ownNode: values['own-node'] });
  await ensureInstalled();
  await runRest('scripts/release-make.mjs', process.argv.slice(2));
});
