import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { KNOWN_WORDS, WORD_PARTS } from '@maqiao/shared/words/known';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromRepository } from '../../platform/database/database-location.ts';
import { Languages } from './languages.ts';
import { missingIn } from './words-check.ts';
import { readLanguages, readWordsFile } from './words-file.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'maqiao-words-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(content: unknown, name = 'words.json'): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

/** A language that nobody speaks: every word of English, marked. */
const invented = (): Record<string, unknown> => ({
  name: 'Tlhingan',
  ...Object.fromEntries(
    WORD_PARTS.map((part) => [
      part,
      Object.fromEntries(Object.entries(KNOWN_WORDS[part].en).map(([key, word]) => [key, `Q ${word}`])),
    ]),
  ),
});

describe('issue 13, number 10: words can be overridden by a file', () => {
  test('the owner’s texts replace ours; the others stay', () => {
    const words = readWordsFile(
      file({ en: { page: { signOut: 'Leave the shop' }, errors: { 'scene_expired.happened': 'Too late' } } }),
    );
    const languages = new Languages(words);
    expect(languages.offeredFor('page')).toEqual([
      {
        tag: 'en',
        name: 'English',
        words: { signOut: 'Leave the shop', 'errors.scene_expired.happened': 'Too late' },
      },
    ]);
    expect(languages.bestFor('element', ['en-GB'])).toEqual({
      tag: 'en',
      name: 'English',
      words: { 'errors.scene_expired.happened': 'Too late' },
    });
    expect(languages.bestFor('page', ['zh-CN', 'en']).words).toEqual({});
  });

  test.each<[string, unknown, RegExp]>([
    ['a text', 'hello', /is no JSON object of languages: begin with \{ "en":/],
    ['a list', [], /is no JSON object of languages/],
    ['what is no language', { 'our words': {} }, /names a language "our words", which is no language tag/],
    ['a language that is none', { 'e n': {} }, /names a language "e n"/],
    ['a language without parts', { en: 'Leave' }, /^en in .* must be a JSON object/],
    [
      'an unknown part',
      { en: { pages: {} } },
      /^en\.pages in .* Did you mean one of: page, element, phone, errors\?/,
    ],
    [
      'an unknown key',
      { en: { page: { signOff: 'x' } } },
      /^en\.page\.signOff in .*one of: sign[^?]*signOut/,
    ],
    ['an inherited name', { en: { page: { constructor: 'x' } } }, /^en\.page\.constructor in .* is no word/],
    ['a number', { en: { page: { signOut: 3 } } }, /^en\.page\.signOut in .* must be a text/],
    ['nothing', { zh: { page: { signOut: '  ' } } }, /^zh\.page\.signOut in .* must be a text/],
    ['a novel', { zh: { page: { signOut: 'x'.repeat(501) } } }, /is too long: at most 500/],
    [
      'a place that nothing fills',
      { en: { page: { title: 'To {shop}' } } },
      /has the place \{shop\}, which nothing fills there\. That sentence may have: \{site\}\.$/,
    ],
    ['another place', { en: { page: { signOut: 'Leave {site}' } } }, /may have: –\.$/],
  ])('%s stops the start with a sentence', (_what, content, sentence) => {
    expect(() => readWordsFile(file(content))).toThrow(sentence);
  });

  test('keys from before 0.2.0 are still read, and those of today go first', () => {
    const element = { slow: 'One moment', number: 'On the phone', typeNumber: 'Type it on the phone' };
    const words = readWordsFile(file({ en: { element } }));
    expect(words.get('en')?.parts.element).toEqual({
      loadingSlow: 'One moment',
      confirmedSlow: 'One moment',
      typeNumber: 'Type it on the phone',
      typeNumberSamePhone: 'On the phone',
    });
    expect(() => readWordsFile(file({ en: { element: { next: 3 } } }))).toThrow(/must be a text/);
  });

  test('a file that is not there, or is a folder', () => {
    expect(() => readWordsFile(join(folder, 'nowhere.json'))).toThrow(/names a file that is not there/);
    expect(() => readWordsFile(folder)).toThrow(/cannot be read \(EISDIR\)/);
  });
});

describe('issue 13, number 10: third languages by one file each', () => {
  test('one file makes a whole language for every part', () => {
    const further = join(folder, 'languages');
    mkdirSync(further);
    file(invented(), 'languages/tlh.json');
    const words = readLanguages(further);
    const [language] = [...words.values()];
    expect(language && missingIn(language)).toEqual([]);
    const languages = new Languages(words);
    for (const part of ['page', 'element', 'phone'] as const) {
      const [offered, ...more] = languages.offeredFor(part);
      expect(more).toEqual([]);
      expect([offered?.tag, offered?.name]).toEqual(['tlh', 'Tlhingan']);
      for (const key of Object.keys(KNOWN_WORDS[part].en))
        expect(offered?.words[key]).toBe(`Q ${KNOWN_WORDS[part].en[key]}`);
      expect(languages.bestFor(part, ['tlh-Latn', 'en']).tag).toBe('tlh');
    }
  });

  test('an incomplete one is logged with what is missing', () => {
    const { page, ...rest } = invented() as { page: Record<string, string> };
    delete page.signOut;
    const [language] = [...readWordsFile(file({ tlh: { ...rest, page } })).values()];
    expect(language && missingIn(language)).toEqual(['page.signOut']);
  });

  test('the owner’s file goes before the folder', () => {
    const [one, other] = [{ tlh: invented() }, { tlh: { page: { signOut: 'Qapla' } } }];
    const languages = new Languages(readWordsFile(file(one)), readWordsFile(file(other)));
    const { name, words } = languages.bestFor('page', ['tlh']);
    expect([name, words.signOut, words.title]).toEqual(['Tlhingan', 'Qapla', 'Q Sign in to {site}']);
  });

  test('Chinese of a region has its own words where there are some, and ours otherwise', () => {
    const words = readWordsFile(file({ 'zh-tw': { name: '繁體中文', page: { signOut: '登出' } } }));
    const languages = new Languages(words);
    expect(languages.bestFor('page', ['zh-TW']).tag).toBe('zh-TW');
    expect(languages.bestFor('page', ['zh_TW']).words).toEqual({ signOut: '登出' });
    expect(languages.bestFor('page', ['zh-CN']).tag).toBe('zh');
  });

  test('every built-in language is complete', () => {
    const words = readLanguages(fromRepository('languages'));
    const files = readdirSync(fromRepository('languages')).filter((name) => name.endsWith('.json'));
    expect([...words.keys()]).toHaveLength(files.length);
    for (const language of words.values()) expect(missingIn(language)).toEqual([]);
  });
});
