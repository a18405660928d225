// What the commands say to whoever runs them, in both languages. `{places}` are filled with facts.
// What only contributors run (check, docs -- --generate and --check, the gallery, the benchmarks, and how tests ended)
// speaks English, as the code does; eslint.config.mjs names those files, and refuses other sentences outside of here.
import { HELP_WORDS } from './words/help.mjs';
import { MINI_PROGRAM_WORDS } from './words/mini-program.mjs';
import { RELEASE_WORDS } from './words/release.mjs';
import { RUN_WORDS } from './words/run.mjs';
import { TEST_WORDS } from './words/tests.mjs';

/** @public its test reads it from a process of its own */
export const WORDS = { ...RUN_WORDS, ...MINI_PROGRAM_WORDS, ...RELEASE_WORDS, ...TEST_WORDS, ...HELP_WORDS };

/**
 * The language of whoever runs the commands: MAQIAO_LANG, else that of the machine; Chinese when it begins with zh.
 * The server decides the same way (`operatorLanguage` in apps/api).
 */
export function operatorLanguage(environment = process.env) {
  const { MAQIAO_LANG, LC_ALL, LC_MESSAGES, LANG } = environment;
  return (MAQIAO_LANG || LC_ALL || LC_MESSAGES || LANG || '').toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

/**
 * A sentence in that language.
 * @param {keyof typeof WORDS} name
 * @param {Record<string, string | number>} [facts]
 */
export function say(name, facts = {}) {
  return WORDS[name][operatorLanguage()].replace(/\{(\w+)\}/g, (place, fact) => String(facts[fact] ?? place));
}
