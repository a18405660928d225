import { expect, test } from '@jest/globals';
import { ERROR_STATUS, ERROR_WORDS, type ErrorCode } from '@maqiao/shared';
import { copyFor } from './copy-for.ts';
import { failureWords } from './failure-words.ts';

const CODES = Object.keys(ERROR_STATUS) as ErrorCode[];

test.each(CODES)('%s has the same text as in all of Maqiao', (code) => {
  for (const language of ['zh', 'en'] as const) {
    const words = failureWords(code, language);
    expect(words.happened).toBe(ERROR_WORDS[code][language].happened);
    expect(words.next).not.toBe('');
  }
});

test('no text on the phone mentions reloading a page', () => {
  for (const code of CODES) {
    expect(failureWords(code, 'en').next).not.toMatch(/reload/i);
    expect(failureWords(code, 'zh').next).not.toMatch(/刷新/);
  }
});

test('both languages are what they say, and polite', () => {
  const zh = JSON.stringify(copyFor('zh'));
  const en = JSON.stringify({ ...copyFor('en'), seal: '' });
  expect(en).not.toMatch(/[\u4e00-\u9fff]/);
  expect(zh + en).not.toMatch(/[!！]/);
});
