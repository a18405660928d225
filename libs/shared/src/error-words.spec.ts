import { expect, test } from '@jest/globals';
import { ERROR_STATUS } from './error-codes.ts';
import { ERROR_WORDS } from './error-words.ts';

test('every code has words in both languages, without exclamation marks', () => {
  expect(Object.keys(ERROR_WORDS).sort()).toEqual(Object.keys(ERROR_STATUS).sort());
  for (const words of Object.values(ERROR_WORDS)) {
    for (const text of [words.zh.happened, words.zh.next]) expect(text).toMatch(/[\u4e00-\u9fff]/);
    for (const text of [words.en.happened, words.en.next]) expect(text).toMatch(/^[\x20-\x7e“”’]+$/);
    expect(JSON.stringify(words)).not.toMatch(/[!！]/);
  }
});
