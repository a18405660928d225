import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { packMiniProgram } from '@maqiao/mini-program-host/pack';
import { useProgram } from '../../apps/miniprogram/test/program-under-test.ts';
import { UNI_FOLDER, UNI_PATH } from './support/uni-program.ts';
import { uniFailureWords, uniWayOn } from './support/uni-words.ts';

useProgram({
  pack: () => {
    if (!existsSync(join(UNI_FOLDER, 'app.json')))
      throw new Error('The uni-app page is not built: run npm test.');
    return packMiniProgram(UNI_FOLDER);
  },
  page: UNI_PATH,
  has: (part) => part !== 'home',
  failureWords: uniFailureWords,
  wayOn: uniWayOn,
});

// The suites of the Taro program, registered here a second time: the same flows, another program.
await import('../../apps/miniprogram/test/login-flow.spec.ts');
await import('../../apps/miniprogram/test/entries.spec.ts');
await import('../../apps/miniprogram/test/refusals.spec.ts');
await import('./confirm-page.ts');
