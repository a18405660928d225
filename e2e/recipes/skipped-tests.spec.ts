import { expect, test } from '@jest/globals';
import { skippedTestsFail } from '../../scripts/lib/skipped-tests.mjs';

test.each([
  ['a machine of a developer', {}, true, true, false],
  ['CI, on Debian as root, with apt', { CI: 'true' }, true, true, true],
  ['CI on something else, or not as root', { CI: '1' }, false, true, false],
  ['CI without a way to the packages', { CI: '1' }, true, false, false],
  ['CI that is switched off', { CI: 'false' }, true, true, false],
])('a skipped test is a failure, or not: %s', (_where, environment, debianAsRoot, aptWorks, fails) => {
  expect(skippedTestsFail({ environment, debianAsRoot, aptWorks })).toBe(fails);
});
