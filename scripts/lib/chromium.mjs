// A real browser for the tests. Downloads by test tools are no substitute: they fail on closed networks.
import { existsSync } from 'node:fs';
import { CommandError, run } from './workspace.mjs';

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
    console.log('Installing chromium (Debian) …');
    await run('apt-get', ['update', '-qq'], { quiet: true });
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'], {
      env,
      quiet: true,
    });
    const installed = find();
    if (installed) return installed;
  }
  throw new CommandError(
    'The tests need Chromium or Chrome: install it (Debian and Ubuntu: sudo apt-get install chromium), or set CHROMIUM_PATH to its program.',
  );
}

function find() {
  const named = process.env.CHROMIUM_PATH;
  if (named && !existsSync(named))
    throw new CommandError('CHROMIUM_PATH must be the path of a Chromium or Chrome program.');
  return named || PLACES.find((place) => existsSync(place));
}
