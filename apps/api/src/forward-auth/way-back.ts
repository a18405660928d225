/** Below this path the proxy hands everything of a protected site to us. */
export const OUR_PATH = '/.maqiao';

const LONGEST = 2048;

/**
 * The path that a person is sent to after the sign-in: the one that they wanted, or `/` for whatever is none. It leads
 * to no other site, and to none of our own steps, which would begin anew for ever or sign out.
 */
export function wayBackOf(wanted: string | undefined): string {
  if (wanted === undefined || wanted.length > LONGEST) return '/';
  // One leading slash; browsers read a backslash as a slash, and skip tabs and line feeds (URL standard §4.4).
  if (!/^\/(?!\/)[\x21-\x5b\x5d-\x7e]*$/.test(wanted)) return '/';
  const { pathname } = new URL(wanted, 'http://host.invalid');
  return isOurs(pathname) ? '/' : wanted;
}

/** Also where letters are written by their numbers: which spellings a proxy takes for the same path is its own affair. */
function isOurs(pathname: string): boolean {
  try {
    return new RegExp(String.raw`^/+\.maqiao(/|$)`, 'i').test(decodeURIComponent(pathname));
  } catch {
    // A percent sign that begins no number: no path of ours has one.
    return false;
  }
}
