const LONGEST = 2048;

/**
 * A path of the site itself, with its query, that a person may be sent to: one leading slash, visible ASCII, and nothing
 * that a browser reads as another site. Browsers read a backslash as a slash, and skip tabs and line feeds (URL standard
 * §4.4).
 * @returns undefined for everything else
 */
export function localPathOf(wanted: string | undefined): string | undefined {
  if (wanted === undefined || wanted.length > LONGEST) return undefined;
  return /^\/(?!\/)[\x21-\x5b\x5d-\x7e]*$/.test(wanted) ? wanted : undefined;
}

/**
 * Whether a local path lies below a folder of the site, however its letters are written: which spellings a router takes
 * for the same path is its own affair.
 * @param folder a single name, such as `.maqiao`
 */
export function isBelow(path: string, folder: string): boolean {
  try {
    const { pathname } = new URL(path, 'http://host.invalid');
    const [first = ''] = decodeURIComponent(pathname).replace(/^\/+/, '').split('/');
    return first.toLowerCase() === folder;
  } catch {
    // A percent sign that begins no number: no path of ours has one.
    return false;
  }
}
