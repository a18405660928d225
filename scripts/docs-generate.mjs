// Writes the pages and drawings that are generated from code; with --check it only names those that are stale.
// Runs on the pinned Node; started by `npm run docs -- --generate`.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { developmentPicture, trialPicture } from './lib/docs/console-pictures.mjs';
import { errorCodesPage } from './lib/docs/error-codes-page.mjs';
import { buildAll } from './lib/builds.mjs';
import { privacyGuidePage, PROGRAMS_OF_GUIDES } from './lib/docs/privacy-guide-page.mjs';
import { settingsPage } from './lib/docs/settings-page.mjs';
import { CommandError, main, root } from './lib/workspace.mjs';

const PAGES = {
  'docs/settings.md': () => settingsPage('en'),
  'docs/zh/settings.md': () => settingsPage('zh'),
  'docs/privacy-guide.md': () => privacyGuidePage('en'),
  'docs/zh/privacy-guide.md': () => privacyGuidePage('zh'),
  'docs/error-codes.md': () => errorCodesPage('en'),
  'docs/zh/error-codes.md': () => errorCodesPage('zh'),
  'docs/pictures/console-development-en.svg': () => developmentPicture('en'),
  'docs/pictures/console-development-zh.svg': () => developmentPicture('zh'),
  'docs/pictures/console-trial-en.svg': () => trialPicture('en'),
  'docs/pictures/console-trial-zh.svg': () => trialPicture('zh'),
};

main(async () => {
  // The privacy guide is generated from built programs.
  await buildAll({}, PROGRAMS_OF_GUIDES);
  const stale = [];
  for (const [path, make] of Object.entries(PAGES)) {
    const full = join(root, path);
    const made = make();
    const how = { ...(await resolveConfig(full)), filepath: full };
    const text = path.endsWith('.md') ? await format(made, how) : made;
    if (existsSync(full) && readFileSync(full, 'utf8') === text) continue;
    stale.push(path);
    if (!process.argv.includes('--check')) writeFileSync(full, text);
  }
  if (!process.argv.includes('--check'))
    console.log(stale.length === 0 ? 'Nothing has changed.' : stale.join('\n'));
  else if (stale.length > 0) {
    throw new CommandError(`Stale: ${stale.join(', ')}. Run npm run docs -- --generate`);
  }
});
