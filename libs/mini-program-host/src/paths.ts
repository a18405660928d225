/** Resolves a path written in the file `from`; a leading slash means the mini program's root. Never leaves the root. */
export function resolvePath(from: string, to: string): string {
  const segments = to.startsWith('/') ? [] : from.split('/').slice(0, -1);
  for (const segment of to.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return segments.join('/');
}

export interface PageTarget {
  path: string;
  query: Record<string, string>;
}

/**
 * Reads the `url` of a navigation call. Query values are handed on exactly as they are written:
 * WeChat does not decode them, and a program that relies on decoding breaks on the phone.
 */
export function parsePageUrl(from: string, url: string): PageTarget {
  const [path = '', queryText = ''] = url.split('?', 2);
  const query: Record<string, string> = {};
  for (const pair of queryText.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    if (equals < 0) query[pair] = '';
    else query[pair.slice(0, equals)] = pair.slice(equals + 1);
  }
  return { path: resolvePath(from, path), query };
}
