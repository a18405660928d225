import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { failureCode } from '../../platform/process/failure-code.ts';
import { message, type OperatorMessage } from '../../platform/operator-messages/messages.ts';
import { brandingMessages } from './branding-messages.ts';
import { SettingsError } from '../../config/settings.ts';
import { readLanguage, type LanguageWords, type WordsFault } from './words-check.ts';

/** Words by the BCP 47 tag of their language. */
export type Words = ReadonlyMap<string, LanguageWords>;

/** What a file of words looks like. */
const EXAMPLE = '{ "en": { "page": { "signOut": "Leave" } } }';

/** Limit of the file: enough for all texts of ten languages. */
const MEGABYTES_AT_MOST = 1;

/**
 * Reads WORDS_FILE: JSON, an object of languages by their tags.
 * @param path absolute
 * @throws SettingsError that says where the file is wrong, and what to write
 */
export function readWordsFile(path: string): Words {
  const languages = parsed(path);
  if (typeof languages !== 'object' || languages === null || Array.isArray(languages))
    throw new SettingsError(message(brandingMessages.words_not_json, { path, example: EXAMPLE }));
  return new Map(
    Object.entries(languages).map(([tag, value]) => [tagOf(tag, path), wordsOf(value, tag, path)]),
  );
}

/**
 * Reads a folder of further languages: `ja.json` has what a file of words has under `ja`.
 * @param folder absolute; a missing folder has none
 * @throws SettingsError as {@link readWordsFile}
 */
export function readLanguages(folder: string): Words {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
  return new Map(
    names.sort().map((name) => {
      const path = join(folder, name);
      const tag = tagOf(name.replace(/\.json$/, ''), path);
      return [tag, wordsOf(parsed(path), tag, path)];
    }),
  );
}

function parsed(path: string): unknown {
  let text: string;
  try {
    if (statSync(path).size > MEGABYTES_AT_MOST * 1024 * 1024)
      throw new SettingsError(message(brandingMessages.words_too_large, { path, most: MEGABYTES_AT_MOST }));
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof SettingsError) throw error;
    const failure = failureCode(error);
    if (failure === 'ENOENT') throw new SettingsError(message(brandingMessages.words_missing, { path }));
    throw new SettingsError(message(brandingMessages.words_not_read, { path, failure }));
  }
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    throw new SettingsError(message(brandingMessages.words_not_json, { path, example: EXAMPLE }));
  }
}

/** The tag in its usual spelling, such as zh-TW. */
function tagOf(tag: string, path: string): string {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? tag;
  } catch {
    throw new SettingsError(message(brandingMessages.words_no_tag, { path, tag }));
  }
}

function wordsOf(value: unknown, tag: string, path: string): LanguageWords {
  const read = readLanguage(value, tag);
  if ('what' in read) throw new SettingsError(sentenceOf(read, path));
  return read;
}

function sentenceOf(fault: WordsFault, path: string): OperatorMessage {
  switch (fault.what) {
    case 'unknown':
      return message(brandingMessages.words_unknown, { path, at: fault.at, known: fault.known.join(', ') });
    case 'place':
      return message(brandingMessages.words_place, {
        path,
        at: fault.at,
        place: fault.place,
        places: fault.places,
      });
    case 'no_object':
      return message(brandingMessages.words_no_object, { path, at: fault.at });
    case 'no_text':
      return message(brandingMessages.words_no_text, { path, at: fault.at });
    case 'too_long':
      return message(brandingMessages.words_too_long, { path, at: fault.at });
  }
}
