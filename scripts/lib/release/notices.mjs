// Collects the licence texts of bundled packages, which their licences require in every copy.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const LICENCE_FILE = /^(licen[cs]e|copying|notice)([.-].*)?$/i;

/**
 * Each package that files were taken from, with its version, its licence, and that licence's text.
 * @param {Iterable<string>} files absolute paths
 * @returns {string} one text, packages in the order of their names
 */
export function noticesOf(files) {
  const notices = new Map();
  for (const folder of new Set([...files].map(packageOf))) {
    if (folder === undefined) continue;
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const texts = readdirSync(folder)
      .filter((file) => LICENCE_FILE.test(file))
      .sort()
      .map((file) => readFileSync(join(folder, file), 'utf8').trim());
    notices.set(`${name} ${version}`, [`${name} ${version} (${license})`, ...texts].join('\n\n'));
  }
  const sorted = [...notices].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, text]) => text);
  return `${sorted.join(`\n\n${'-'.repeat(72)}\n\n`)}\n`;
}

/** The folder of the package that a file belongs to; undefined for our own files. */
function packageOf(/** @type {string} */ file) {
  return /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(file)?.[1];
}
