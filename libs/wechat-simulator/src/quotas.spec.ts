import { describe, expect, test } from '@jest/globals';
import { Clock } from './clock.ts';
import { Quotas } from './quotas.ts';

const MINUTE = 60_000;

function spendUntilRefused(
  quotas: Quotas,
  name: 'getwxacodeunlimit' | 'stable_token_minute',
): [number, number] {
  for (let calls = 1; ; calls++) {
    const errcode = quotas.spend(name);
    if (errcode !== undefined) return [calls, errcode];
  }
}

describe('quotas', () => {
  test('let 5,000 pictures and 10,000 token calls pass in a minute', () => {
    const clock = new Clock();
    const quotas = new Quotas(clock, true);
    expect(spendUntilRefused(quotas, 'getwxacodeunlimit')).toEqual([5_001, 45009]);
    expect(spendUntilRefused(quotas, 'stable_token_minute')).toEqual([10_001, 45011]);
    clock.advance(MINUTE);
    expect(quotas.spend('getwxacodeunlimit')).toBeUndefined();
  });

  test('count each subject apart, and nothing when they are off', () => {
    const clock = new Clock();
    const [on, off] = [new Quotas(clock, true), new Quotas(clock, false)];
    for (let calls = 0; calls < 100; calls++) {
      on.spend('jscode2session', 'a');
      off.spend('jscode2session', 'a');
    }
    expect(on.spend('jscode2session', 'a')).toBe(45011);
    expect(on.spend('jscode2session', 'b')).toBeUndefined();
    expect(off.spend('jscode2session', 'a')).toBeUndefined();
  });
});
