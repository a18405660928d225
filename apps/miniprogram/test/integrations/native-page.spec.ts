import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { packMiniProgram } from '@maqiao/mini-program-host/pack';
import { useProgram } from '../program-under-test.ts';
import { copyNativeProgram, NATIVE_PATH } from '../../../../e2e/native/support/native-program.ts';
import { nativeCopyFor, nativeFailureWords, nativeRecoveryAction } from './native-words.ts';

const FOLDER = join(import.meta.dirname, '../../../../integrations/native-page');
const FILES = ['index.js', 'index.json', 'index.wxml', 'index.wxss'];

useProgram({
  pack: () => {
    const folder = mkdtempSync(join(tmpdir(), 'maqiao-native-'));
    try {
      copyNativeProgram(folder, 'https://login.example.com');
      return packMiniProgram(folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
  page: NATIVE_PATH,
  has: () => false,
  copyFor: nativeCopyFor,
  failureWords: nativeFailureWords,
  recoveryAction: nativeRecoveryAction,
});

// The suites of the Taro program, registered here a second time: the same flows, another program.
await import('../login-flow.spec.ts');
await import('../entries.spec.ts');
await import('../refusals.spec.ts');
await import('../brand.spec.ts');
await import('./confirm-page.ts');
await import('./delete-account.ts');

test('it is four files, 17 KB in all', () => {
  expect(readdirSync(FOLDER).filter((file) => !file.endsWith('.md'))).toEqual(FILES);
  const bytes = FILES.map((file) => statSync(join(FOLDER, file)).size).reduce((sum, size) => sum + size);
  expect(bytes).toBeLessThanOrEqual(17 * 1024);
});
