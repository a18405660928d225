/** One of CORS_ORIGINS: a site, and its name for people where the owner gave one. */
export interface ListedOrigin {
  /** Scheme, host and port, as browsers send it. */
  readonly origin: string;
  readonly name: string | undefined;
}

/**
 * Reads CORS_ORIGINS: `https://www.example.com, https://shop.example.com=Corner shop`. Commas separate, and so does
 * space before the next origin; a name may hold spaces.
 * @returns undefined when one of them is no origin, or its name is empty, too long or cannot be shown in one line
 */
export function parseListedOrigins(text: string): readonly ListedOrigin[] | undefined {
  const listed = text
    .split(/,|\s+(?=https?:\/\/)/i)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const [, origin = part, name] = /^([^=]*)=(.*)$/s.exec(part) ?? [];
      return { origin: origin.trim(), name: name?.trim() };
    });
  const good = ({ origin, name }: ListedOrigin) =>
    isHttpOrigin(origin) && (name === undefined || isSiteName(name));
  if (!listed.every(good)) return undefined;
  return listed.map(({ origin, name }) => ({ origin: new URL(origin).origin, name }));
}

/** Whether a text is an http(s) origin: scheme, host and port, nothing behind them. */
export function isHttpOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  const bare = url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '';
  return bare && (url.protocol === 'https:' || url.protocol === 'http:');
}

/** At most 60 characters in one line; an address is not taken as a name, so that people can distinguish the two. */
function isSiteName(text: string): boolean {
  return /^[^\p{Cc}\p{Zl}\p{Zp}]{1,60}$/u.test(text) && !text.includes('://');
}
