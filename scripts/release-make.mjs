// Makes the archives of a release. Runs on the pinned Node; started by `npm run release`.
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildAll } from './lib/builds.mjs';
import { makeRelease } from './lib/release/make-release.mjs';
import { HERE, PLATFORMS, requirePlatforms } from './lib/release/platforms.mjs';
import { say } from './lib/words.mjs';
import { CommandError, main, root } from './lib/workspace.mjs';

main(async () => {
  const { platforms, folder, ownNode } = asked();
  // Not the mini program: it is its owner's own, and is built and uploaded from their desktop.
  await buildAll({}, ['api', 'web', 'browser-package']);
  for (const platform of platforms) {
    const { file, bytes } = await makeRelease(platform, folder, ownNode);
    console.log(`${file}  ${(bytes / 1024 / 1024).toFixed(1)} MiB`);
  }
});

function asked() {
  const options = {
    platform: { type: 'string', multiple: true },
    to: { type: 'string' },
    'own-node': { type: 'boolean' },
  };
  let values;
  try {
    values = parseArgs({ options }).values;
  } catch {
    const asked = process.argv.slice(2).join(' ');
    throw new CommandError(`${say('not_understood', { asked })} ${say('release_options')}`);
  }
  const platforms = values.platform ?? (values['own-node'] ? [HERE] : [...PLATFORMS.keys()]);
  requirePlatforms(platforms, { ownNode: values['own-node'] });
  return {
    platforms,
    folder: values.to ? resolve(values.to) : join(root, 'dist/release'),
    ownNode: values['own-node'] ?? false,
  };
}
