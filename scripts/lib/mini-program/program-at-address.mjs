// Copies a compiled mini program for another address than the one it was compiled for, without compiling it again.
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The address that is compiled into programs that are copied. */
export const COMPILED_BASE = 'http://localhost:3000';
/** The folder of the demo's program, relative to the root. Not the one that is uploaded. */
export const DEMO_PROGRAM = 'apps/miniprogram/dist/weapp-demo';

/**
 * Copies a program that was compiled for COMPILED_BASE, and replaces the address in the copy; otherwise the code is the
 * one that would be uploaded. The target folder is emptied first.
 * @param {string} from the compiled program
 * @param {string} to
 * @param {string} base an origin
 * @throws Error when the program does not call COMPILED_BASE
 */
export function copyProgramAt(from, to, base) {
  rmSync(to, { recursive: true, force: true });
  cpSync(from, to, { recursive: true });
  let replaced = 0;
  for (const file of readdirSync(to, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.js')) continue;
    const path = join(to, file);
    const code = readFileSync(path, 'utf8');
    if (!code.includes(COMPILED_BASE)) continue;
    writeFileSync(path, code.replaceAll(COMPILED_BASE, base));
    replaced++;
  }
  if (replaced === 0) throw new Error(`${from} was compiled for another address than ${COMPILED_BASE}.`);
}
