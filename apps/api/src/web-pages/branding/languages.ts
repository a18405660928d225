import { baseLanguage, bestLanguage, type OfferedLanguage } from '@maqiao/shared';
import { KNOWN_WORDS, type WordPart } from '@maqiao/shared/words/known';
import type { LanguageWords } from './words-check.ts';
import type { Words } from './words-file.ts';

/** Languages that every program brings along, under their own names. */
const OURS: ReadonlyMap<string, string> = new Map([
  ['zh', '中文'],
  ['en', 'English'],
]);

/** A part that shows words to people by itself. */
export type ShownPart = Exclude<WordPart, 'errors'>;

/** What the server has to say in place of, and beside, what programs bring along. */
export class Languages {
  readonly #words: ReadonlyMap<string, LanguageWords>;

  /** @param sources later ones go first where both have a word */
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

  /** All that a part can be shown in beside its own words. Languages of ours only where a word of theirs is another. */
  offeredFor(part: ShownPart): OfferedLanguage[] {
    return [...this.#words.keys()]
      .map((tag) => this.#offer(tag, part))
      .filter(({ tag, words }) => !OURS.has(tag) || Object.keys(words).length > 0);
  }

  /**
   * The language for somebody, and what the server has to say in it.
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
    // Chinese of a region stands on ours, the others on English: they are told the rest by the program itself.
    return { tag, name: name ?? OURS.get(tag) ?? OURS.get(baseLanguage(tag)) ?? tag, words };
  }
}
