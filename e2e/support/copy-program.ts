import { join } from 'node:path';
import { copyProgramAt } from '../../scripts/lib/mini-program/program-at-address.mjs';

/** The program that `npm test` compiles. */
export const WEAPP = join(import.meta.dirname, '../../apps/miniprogram/dist/weapp-under-test');
/** The same, as `WECHAT_PROFILE_PAGE=false` builds it. */
export const WEAPP_WITHOUT_PROFILE = join(WEAPP, '../weapp-without-profile');

/** Copies the compiled program and sets its base: it is the same code that would be uploaded, at another address. */
export function copyProgram(to: string, base: string, program = WEAPP): void {
  copyProgramAt(program, to, base);
}
