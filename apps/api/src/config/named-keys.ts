import { isGuessableText } from './guessable.ts';

/** A key of the settings. Its name may be shown: in logs, in metrics, to the owner. The key never is. */
export interface NamedKey {
  readonly name: string;
  readonly key: string;
}

/** Name of a single key that was given without one. */
const UNNAMED = 'default';

/** More keys could hardly be kept in order by their owner, and each is compared at every call. */
const MOST = 20;

/** Begins with a letter, as the names of a label's values do; in base64 and hexadecimal there is no colon. */
const NAMED = /^([A-Za-z][\w-]{0,31}):(.*)$/;

/** Whether a text can be a key: what a header carries after `Bearer`, and nobody can guess. */
export function isKey(text: string): boolean {
  return /^[\x21-\x7e]{16,}$/.test(text) && !isGuessableText(text);
}

/**
 * Reads `KEY`, or `name:KEY`, or several of the latter, separated by commas or spaces.
 * @returns undefined when it is none of these: a name is missing or used twice, a key is bad or stands there twice
 */
export function parseKeys(text: string): readonly NamedKey[] | undefined {
  const parts = text.trim().split(/[\s,]+/);
  const keys = parts.map((part): NamedKey => {
    const [, name, key] = NAMED.exec(part) ?? [];
    return { name: name ?? (parts.length === 1 ? UNNAMED : ''), key: key ?? part };
  });
  const distinct = (texts: string[]) => new Set(texts).size === texts.length;
  const good =
    keys.length <= MOST &&
    keys.every(({ name, key }) => name !== '' && isKey(key)) &&
    distinct(keys.map(({ name }) => name)) &&
    distinct(keys.map(({ key }) => key));
  return good ? keys : undefined;
}

/** The keys of the settings that open calls. */
interface Keys {
  readonly siteApiKeys: readonly NamedKey[];
  readonly adminKeys: readonly NamedKey[];
}

/** Whether the backend's key is the owner's too, as it was before there was ADMIN_KEY: worth a warning at every start. */
export function siteKeyOpensAdmin({ siteApiKeys, adminKeys }: Keys): boolean {
  return siteApiKeys.length > 0 && adminKeys.length === 0;
}
