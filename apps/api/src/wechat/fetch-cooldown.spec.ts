import { expect, test } from '@jest/globals';
import { ApiError } from '../platform/http/api-error.ts';
import { FetchCooldown } from './fetch-cooldown.ts';

function pausesAfter(code: 'wechat_busy' | 'wechat_misconfigured', failures: number): number[] {
  const cooldown = new FetchCooldown();
  const pauses: number[] = [];
  let now = 1_000_000;
  for (let i = 0; i < failures; i += 1) {
    cooldown.failed(new ApiError(code), now);
    const start = now;
    while (cooldown.refusal(now)) now += 500;
    pauses.push(now - start);
  }
  return pauses;
}

test('temporary failures are tried again soon, those that need the operator less often', () => {
  expect(pausesAfter('wechat_busy', 6)).toEqual([1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
  expect(pausesAfter('wechat_misconfigured', 6)).toEqual([5_000, 10_000, 20_000, 40_000, 60_000, 60_000]);
});

test('a success starts from the beginning', () => {
  const cooldown = new FetchCooldown();
  cooldown.failed(new ApiError('wechat_busy'), 0);
  cooldown.failed(new ApiError('wechat_busy'), 0);
  cooldown.succeeded();
  expect(cooldown.refusal(0)).toBeNull();
  cooldown.failed(new ApiError('wechat_busy'), 0);
  expect(cooldown.refusal(1_000)).toBeNull();
});

test('the repeated error is the same one, and says how long', () => {
  const cooldown = new FetchCooldown();
  cooldown.failed(new ApiError('wechat_busy', { operatorHint: 'WeChat is busy.', retryAfterSeconds: 60 }), 0);
  expect(cooldown.refusal(1)).toMatchObject({
    code: 'wechat_busy',
    retryAfterSeconds: 1,
    operatorHint: expect.stringContaining('WeChat is busy.'),
  });
});
