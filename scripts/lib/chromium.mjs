// Finds a real browser for the tests. The downloads of test tools are not used, as they fail on closed networks.
import { existsSync } from 'node:fs';
import { installFromDebian } from './debian.mjs';
import { say } from './words.mjs';
import { CommandError } from './workspace.mjs';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The path of a Chromium; on Debian as root it is installed when it is missing. */
export async function ensureChromium() {
  const found = find();
  if (found) return found;
  if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    await installFromDebian('chromium', ['chromium', 'fonts-noto-cjk']);
    const installed = find();
    if (installed) return installed;
  }
  throw new CommandError(
    say('tests_need', { program: 'Chromium', package: 'chromium', variable: 'CHROMIUM_PATH' }),
  );
}

function find() {
  const named = process.env.CHROMIUM_PATH;
  if (named && !existsSync(named))
    throw new CommandError(say('program_path_wants', { variable: 'CHROMIUM_PATH', program: 'Chromium' }));
  return named || PLACES.find((place) => existsSync(place));
}
