import { expect, test } from '@jest/globals';
import { DIAGNOSES, type DiagnosisCode } from './diagnoses.ts';
import { found, sentenceOf } from './finding.ts';

const placesOf = (sentence: string) => [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);

test.each(Object.keys(DIAGNOSES) as DiagnosisCode[])('%s says the same in both languages', (code) => {
  const { en, zh } = DIAGNOSES[code];
  expect([...new Set(placesOf(zh))].sort()).toEqual([...new Set(placesOf(en))].sort());
  expect(zh).toMatch(/[\u4e00-\u9fff]/);
});

test('facts fill the places, each language with its own where there are two', () => {
  const finding = found('wechat_refused', { errcode: 7, words: { en: 'no', zh: '不' } });
  expect(sentenceOf(finding, 'en')).toBe('WeChat says 7: no');
  expect(sentenceOf(finding, 'zh')).toBe('微信返回 7：不');
});
