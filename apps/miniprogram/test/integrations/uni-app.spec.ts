import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { packMiniProgram } from '@maqiao/mini-program-host/pack';
import { useProgram } from '../program-under-test.ts';
import { UNI_FOLDER, UNI_PATH } from '../../../../e2e/native/support/uni-program.ts';
import { componentCopyFor, componentFailureWords, componentRecoveryAction } from './component-words.ts';

useProgram({
  pack: () => {
    if (!existsSync(join(UNI_FOLDER, 'app.json')))
      throw new Error('The uni-app page is not built: run npm test.');
    return packMiniProgram(UNI_FOLDER);
  },
  page: UNI_PATH,
  has: (part) => part !== 'home' && part !== 'text-size',
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
