import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Compiled by `npm test`. */
export const UNI_FOLDER = join(import.meta.dirname, '../../dist/uni-app');

/** Where the shop's owner has put the page. */
export const UNI_PATH = 'pages/account/maqiao-login';

const COMPILED_BASE = 'https://login.example.com';

/** The compiled uni-app program, its base set to this address. */
export function copyUniProgram(to: string, base: string): void {
  cpSync(UNI_FOLDER, to, { recursive: true });
  for (const file of readdirSync(to, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.js')) continue;
    const code = readFileSync(join(to, file), 'utf8');
    writeFileSync(join(to, file), code.replaceAll(COMPILED_BASE, base));
  }
}
