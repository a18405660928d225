import { expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const HERE = JSON.stringify(join(import.meta.dirname, 'optimise-from-now-on.ts'));

/** Says whether V8 has made machine code of a function that was called half a million times. */
const PROGRAM = `
  import(${HERE}).then(({ optimiseFromNowOn }) => {
    if (process.argv[1] === 'now') optimiseFromNowOn();
    const sum = (a, b) => a + b;
    let total = 0;
    // Bits 4 and 5 of V8's answer: optimised, by Maglev or by TurboFan (runtime.h, OptimizationStatus).
    const isOptimised = () => (%GetOptimizationStatus(sum) & 0b110000) !== 0;
    const turn = () => {
      for (let call = 0; call < 50_000; call++) total += sum(call, 1);
      calls += 50_000;
      if (isOptimised() || calls >= 500_000) process.stdout.write(String(isOptimised()));
      else setImmediate(turn);
    };
    let calls = 0;
    turn();
  });
`;

const optimised = (when: string) =>
  execFileSync(
    process.execPath,
    [
      '--allow-natives-syntax',
      '--no-maglev-inlining',
      '--minimum-invocations-before-optimization=100000000',
      '-e',
      PROGRAM,
      when,
    ],
    { encoding: 'utf8' },
  );

test('what V8 was told to leave for later it does from then on', () => {
  expect([optimised('never'), optimised('now')]).toEqual(['false', 'true']);
});
