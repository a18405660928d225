import { expect, test } from '@jest/globals';
import { chooseLanguage, rememberedLanguage, rememberLanguage } from './language.ts';

test.each([
  [['zh-CN', 'en'], 'zh'],
  [['zh-Hant-TW'], 'zh'],
  [['fr-FR', 'zh-CN', 'en'], 'zh'],
  [['en-GB', 'zh'], 'en'],
  [['fr'], 'en'],
  [[], 'en'],
] as const)('a browser that prefers %j reads %s', (preferred, language) => {
  expect(chooseLanguage(preferred, null)).toBe(language);
});

test('the person’s own choice comes first; something else that was stored does not count', () => {
  expect(chooseLanguage(['en'], 'zh')).toBe('zh');
  expect(chooseLanguage(['en'], 'tlh')).toBe('en');
});

test('blocked storage is no obstacle', () => {
  // Node has no localStorage without a file: touching it fails, as in a browser that blocks it.
  expect(() => rememberLanguage('zh')).not.toThrow();
  expect(() => rememberedLanguage()).not.toThrow();
});
