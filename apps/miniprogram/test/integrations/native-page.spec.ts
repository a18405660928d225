import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packMiniProgram } from '@maqiao/mini-program-host/pack';
import { useProgram } from '../program-under-test.ts';
import { copyNativeProgram, NATIVE_PATH } from '../../../../e2e/native/support/native-program.ts';
import { componentCopyFor, componentFailureWords, componentRecoveryAction } from './component-words.ts';

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
  has: (part) => part === 'undo' || part === 'retry-after',
  copyFor: componentCopyFor,
  failureWords: componentFailureWords,
  recoveryAction: componentRecoveryAction,
});

// The suites of the Taro program, registered here a second time: the same flows, another program.
await import('../login-flow.spec.ts');
await import('../entries.spec.ts');
await import('../refusals.spec.ts');
await import('../brand.spec.ts');
await import('../client.spec.ts');
await import('../purposes.spec.ts');
await import('./confirm-page.ts');
await import('./delete-account.ts');
