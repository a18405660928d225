import { expect, test } from '@jest/globals';
import { calledAs } from './command-name.ts';

// How they are called in a release is in what the commands of one print: test/users-command.spec.ts.
test('in the repository commands are called through npm', () => {
  expect(calledAs('users')).toBe('npm run users --');
});
