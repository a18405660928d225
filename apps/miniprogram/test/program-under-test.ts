import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from '@jest/globals';
import { packMiniProgram, type MiniProgramPack } from '@maqiao/mini-program-host/pack';
import type { ErrorWords, Language } from '@maqiao/shared';
import type { FailureCode } from '../src/api/failure.ts';
import { recoveryAction, type RecoveryAction } from '../src/login/recovery-action.ts';
import { copyFor } from '../src/words/copy-for.ts';
import type { Copy } from '../src/words/copy.ts';
import { failureWords } from '../src/words/failure-words.ts';

/**
 * What not every program has: pages of its own beside the login, taking a login back, scanning from inside, text that
 * follows WeChat's size.
 */
type Part = 'home' | 'undo' | 'scanner' | 'retry-after' | 'text-size';

/** One of the programs that confirm a login: the suites here run against each of them. */
export interface ProgramUnderTest {
  /** @throws Error when it is not built */
  pack: () => MiniProgramPack;
  /** The path of its login page. */
  page: string;
  has: (part: Part) => boolean;
  copyFor: (language: Language) => Copy;
  failureWords: (code: FailureCode, language: Language) => ErrorWords;
  recoveryAction: (code: FailureCode) => RecoveryAction;
}

const TARO_FOLDER = join(import.meta.dirname, '..', 'dist', 'weapp-under-test');

/** The program of this package. */
const taroProgram: ProgramUnderTest = {
  pack: () => {
    if (!existsSync(join(TARO_FOLDER, 'app.json'))) {
      throw new Error('The mini program for tests is not built: run npm test.');
    }
    return packMiniProgram(TARO_FOLDER);
  },
  page: 'pages/login/index',
  has: () => true,
  copyFor,
  failureWords,
  recoveryAction,
};

export let program = taroProgram;

/** Runs the suites that are imported from here on, in this file of tests, against another program. */
export function useProgram(other: Partial<ProgramUnderTest>): void {
  program = { ...taroProgram, ...other };
}

type Register = (name: string, run: () => void | Promise<void>) => void;

/** A test of a part; for a program without that part there is none. */
export function testWith(part: Part): Register {
  return program.has(part) ? test : () => {};
}

/** Tests of a part; for a program without that part there are none. */
export function describeWith(part: Part): (name: string, tests: () => void) => void {
  return program.has(part) ? describe : () => {};
}
