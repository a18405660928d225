import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const SHOP = join(import.meta.dirname, '../fixtures/shop-program');
const NATIVE_PAGE = join(import.meta.dirname, '../../../integrations/native-page');

/** Where the shop's owner has put the page: any path will do. */
export const NATIVE_PATH = 'packages/account/web-login/index';

/** An existing mini program into which the folder was copied, with its one line set. */
export function copyNativeProgram(to: string, base: string): void {
  cpSync(SHOP, to, { recursive: true });
  const folder = dirname(join(to, NATIVE_PATH));
  cpSync(NATIVE_PAGE, folder, { recursive: true, filter: (file) => !file.endsWith('.md') });
  const page = join(folder, 'index.js');
  writeFileSync(page, withBase(readFileSync(page, 'utf8'), base));
}

/** Replaces the address in the one line that is there to be set. @throws Error when it is not one line */
function withBase(code: string, base: string): string {
  const lines = code.match(/^(var|const) API = '.*';$/gm) ?? [];
  if (lines.length !== 1) throw new Error(`${lines.length} lines set the address`);
  return code.replace(lines[0] ?? '', (lines[0] ?? '').replace(/'.*'/, `'${base}'`));
}
