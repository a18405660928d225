import type { Language } from '@maqiao/shared';

/** The same text in both languages. */
export type InBoth = Readonly<Record<Language, string>>;

/**
 * The messages of one feature for whoever runs the server, by name, in a file `*-messages.ts` of that feature. Declared
 * `as const satisfies MessageTable`, so that a message without one of the languages, or a call that leaves a place of it
 * empty, does not compile. `{places}` are filled with facts, never with a secret.
 */
export type MessageTable = Readonly<Record<string, InBoth>>;

/** The names in braces of a text. */
type PlacesOf<Text extends string> = Text extends `${string}{${infer Place}}${infer Rest}`
  ? Place | PlacesOf<Rest>
  : never;
/** What fills a place; a fact that is a text itself is there in both languages. */
export type Fact = string | number | InBoth;
type FactsOf<Template extends InBoth> = [PlacesOf<Template['en']>] extends [never]
  ? []
  : [facts: Record<PlacesOf<Template['en']>, Fact>];

/**
 * The language of the operator: MAQIAO_LANG, else that of the machine (POSIX: LC_ALL before LC_MESSAGES before LANG).
 * Chinese when it begins with zh, English otherwise. Read from the environment and not from the settings, because the
 * message may be about settings that could not be read.
 */
export function operatorLanguage(environment: Record<string, string | undefined> = process.env): Language {
  const { MAQIAO_LANG, LC_ALL, LC_MESSAGES, LANG } = environment;
  return (MAQIAO_LANG || LC_ALL || LC_MESSAGES || LANG || '').toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

/** A message in both languages, with what it was made of. Whoever shows it chooses the language. */
export interface OperatorMessage extends InBoth {
  /** The entry of the table: compare it to tell messages apart. */
  readonly template: InBoth;
  readonly facts: Readonly<Record<string, Fact>>;
}

/**
 * Fills the places of a message, in both languages.
 * @param template an entry of a feature's table
 * @param given a fact for each of its places
 */
export function message<Template extends InBoth>(
  template: Template,
  ...[given]: FactsOf<Template>
): OperatorMessage {
  const facts: Record<string, Fact> = given ?? {};
  const filled = (language: Language) =>
    template[language].replace(/\{(\w+)\}/g, (place, name: string) => {
      const fact = facts[name] ?? place;
      return typeof fact === 'object' ? fact[language] : String(fact);
    });
  return { template, facts, en: filled('en'), zh: filled('zh') };
}

/** Fills the places of a message, in the operator's language. */
export function localize<Template extends InBoth>(template: Template, ...facts: FactsOf<Template>): string {
  return message(template, ...facts)[operatorLanguage()];
}

/** Joins texts with spaces, in each language. A plain string, such as a code, is the same in both. */
export function joinMessages(...parts: readonly (InBoth | string)[]): InBoth {
  const joined = (language: Language) =>
    parts.map((part) => (typeof part === 'string' ? part : part[language])).join(' ');
  // Full-width punctuation needs no space after it.
  return { en: joined('en'), zh: joined('zh').replaceAll('。 ', '。') };
}
