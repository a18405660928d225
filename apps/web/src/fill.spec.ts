import { describe, expect, test } from '@jest/globals';
import { PAGE_WORDS as WORDS, type PageWords } from '@maqiao/shared/words/page';
import { fill } from './fill.ts';

const placeholders = (sentence: string): string[] => (sentence.match(/\{\w+\}/g) ?? []).sort();

describe('both languages', () => {
  test.each(Object.keys(WORDS.zh) as (keyof PageWords)[])(
    '%s says something, with the same values',
    (key) => {
      expect(WORDS.zh[key].trim()).not.toBe('');
      expect(WORDS.en[key].trim()).not.toBe('');
      expect(placeholders(WORDS.en[key])).toEqual(placeholders(WORDS.zh[key]));
    },
  );

  test('no exclamation marks', () => {
    expect(JSON.stringify(WORDS)).not.toMatch(/[!！]/);
  });
});

test('a site’s name is put in as it is, even one that looks like a placeholder', () => {
  expect(fill(WORDS.en.title, { site: '$& {site}' })).toBe('Sign in to $& {site}');
});
