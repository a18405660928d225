import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The program that `npm test` compiles. */
export const WEAPP = join(import.meta.dirname, '../../apps/miniprogram/dist/weapp-under-test');
/** The same, as `WECHAT_PROFILE_PAGE=false` builds it. */
export const WEAPP_WITHOUT_PROFILE = join(WEAPP, '../weapp-without-profile');
/** The base that `npm test` compiles into the mini program. */
const COMPILED_BASE = 'http://localhost:3000';

/** Copies the compiled program and sets its base: it is the same code that would be uploaded, at another address. */
export function copyProgram(to: string, base: string, program = WEAPP): void {
  cpSync(program, to, { recursive: true });
  let replaced = 0;
  for (const file of readdirSync(to, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.js')) continue;
    const path = join(to, file);
    const code = readFileSync(path, 'utf8');
    if (!code.includes(COMPILED_BASE)) continue;
    writeFileSync(path, code.replaceAll(COMPILED_BASE, base));
    replaced++;
  }
  if (replaced === 0) throw new Error('The mini program was built for another address: run npm test.');
}
