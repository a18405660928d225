// All messages of the commands, in both languages. `{names}` are replaced by facts. Commands for contributors only
// (check, docs -- --generate and --check, the gallery, the benchmarks, the outcome of tests) print English;
// eslint.config.mjs lists those files, and forbids messages elsewhere.
import { HELP_WORDS } from './words/help.mjs';
import { MINI_PROGRAM_WORDS } from './words/mini-program.mjs';
import { RELEASE_WORDS } from './words/release.mjs';
import { RUN_WORDS } from './words/run.mjs';
import { TEST_WORDS } from './words/tests.mjs';

/** @public read by its test, in a process of its own */
export const WORDS = { ...RUN_WORDS, ...MINI_PROGRAM_WORDS, ...RELEASE_WORDS, ...TEST_WORDS, ...HELP_WORDS };

/**
 * The language of the messages: MAQIAO_LANG, else that of the machine; Chinese when it begins with zh. The server
 * decides the same way (`operatorLanguage` in apps/api).
 */
export function operatorLanguage(environment = process.env) {
  const { MAQIAO_LANG, LC_ALL, LC_MESSAGES, LANG } = environment;
  return (MAQIAO_LANG || LC_ALL || LC_MESSAGES || LANG || '').toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

/**
 * A message in that language.
 * @param {keyof typeof WORDS} name
 * @param {Record<string, string | number>} [facts]
 */
export function say(name, facts = {}) {
  return WORDS[name][operatorLanguage()].replace(/\{(\w+)\}/g, (place, fact) => String(facts[fact] ?? place));
}
