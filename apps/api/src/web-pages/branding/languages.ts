import { baseLanguage, bestLanguage, type OfferedLanguage } from '@maqiao/shared';
import { KNOWN_WORDS, type WordPart } from '@maqiao/shared/words/known';
import type { LanguageWords } from './words-check.ts';
import type { Words } from './words-file.ts';

/** The built-in languages of every program, under their own names. */
const OURS: ReadonlyMap<string, string> = new Map([
  ['zh', '中文'],
  ['en', 'English'],
]);

/** A program that shows texts to people. */
export type ShownPart = Exclude<WordPart, 'errors'>;

/** The texts that replace or complete the built-in ones. */
export class Languages {
  readonly #words: ReadonlyMap<string, LanguageWords>;

  /** @param sources - when several have a text, the last one wins */
  constructor(...sources: readonly Words[]) {
    const words = new Map<string, LanguageWords>();
    for (const [tag, later] of sources.flatMap((source) => [...source])) {
      const earlier = words.get(tag);
      const parts = Object.fromEntries(
        Object.keys(KNOWN_WORDS).map((part) => [
          part,
          { ...earlier?.parts[part as WordPart], ...later.parts[part as WordPart] },
        ]),
      );
      words.set(tag, { name: later.name ?? earlier?.name, parts });
    }
    this.#words = words;
  }

  /**
   * All languages for a part in addition to its built-in ones. A built-in language is in it when a text was changed.
   */
  offeredFor(part: ShownPart): OfferedLanguage[] {
    return [...this.#words.keys()]
      .map((tag) => this.#offer(tag, part))
      .filter(({ tag, words }) => !OURS.has(tag) || Object.keys(words).length > 0);
  }

  /**
   * The best language for a person, and the server's texts in it.
   * @param preferred BCP 47 tags, best first
   */
  bestFor(part: ShownPart, preferred: readonly string[]): OfferedLanguage {
    const tags = [...new Set([...OURS.keys(), ...this.#words.keys()])];
    return this.#offer(bestLanguage(preferred, tags) ?? 'en', part);
  }

  #offer(tag: string, part: ShownPart): OfferedLanguage {
    const { name, parts } = this.#words.get(tag) ?? { name: undefined, parts: {} };
    const errors = Object.entries(parts.errors ?? {}).map(([key, word]) => [`errors.${key}`, word] as const);
    const words = { ...parts[part], ...Object.fromEntries(errors) };
    // Regional Chinese falls back to our Chinese, other languages to English, which the program has itself.
    return { tag, name: name ?? OURS.get(tag) ?? OURS.get(baseLanguage(tag)) ?? tag, words };
  }
}
