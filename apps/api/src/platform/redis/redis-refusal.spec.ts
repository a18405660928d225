import { describe, expect, test } from '@jest/globals';
import type { ApiError } from '../http/api-error.ts';
import { absenceReason, mapRedisError } from './redis-absence.ts';
import { redisMessages } from './redis-messages.ts';
import { cannotWrite, isReplica, refusalOf } from './redis-refusal.ts';

/** As the driver throws it. */
function answer(message: string): Error {
  return Object.assign(new Error(message), { name: 'ReplyError' });
}

/** As a script's call is answered before Redis 7, and by KeyDB (seen from its 6.3). */
const inScript = (said: string) =>
  answer(
    `ERR Error running script (call to f_ee5bed0f6963e93a14eebfb64f07c299c1b4313f): @user_script:1: @user_script: 1: -${said}`,
  );

describe('issue 12, number 14: what servers before Redis 7 answer from within a script', () => {
  test.each([
    ['OOM', "OOM command not allowed when used memory > 'maxmemory'."],
    [
      'MISCONF',
      'MISCONF Redis is configured to save RDB snapshots, but it is currently not able to persist on disk.',
    ],
    ['NOREPLICAS', 'NOREPLICAS Not enough good replicas to write.'],
  ])('%s is known by its code', (failure, said) => {
    for (const error of [answer(said), inScript(said)]) {
      expect(cannotWrite(error)).toMatchObject({
        template: redisMessages.redis_takes_nothing,
        facts: { failure },
      });
      expect(absenceReason(error)).toBe(failure);
      expect((mapRedisError(error) as ApiError).code).toBe('unavailable');
    }
  });

  test('a replica is known, and its message is no refusal for good', () => {
    const error = inScript("READONLY You can't write against a read only replica.");
    expect(isReplica(error)).toBe(true);
    expect(refusalOf(error)).toBeUndefined();
    expect((mapRedisError(error) as ApiError).code).toBe('unavailable');
  });

  test('a fault of a script of ours is none of these', () => {
    const error = answer(
      "ERR Error compiling script (new function): user_script:1: ')' expected near '<eof>'",
    );
    expect([cannotWrite(error), isReplica(error)]).toEqual([undefined, false]);
    expect(mapRedisError(error)).toBe(error);
  });
});
