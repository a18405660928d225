import { isBelow, localPathOf } from '../platform/http/local-path.ts';

/** Below this path the proxy hands everything of a protected site to us. */
export const OUR_PATH = '/.maqiao';

/**
 * The path that a person is sent to after the sign-in: the one that they wanted, or `/` for whatever is none. It leads
 * to no other site, and to none of our own steps, which would begin anew for ever or sign out.
 */
export function wayBackOf(wanted: string | undefined): string {
  const path = localPathOf(wanted);
  return path === undefined || isBelow(path, OUR_PATH.slice(1)) ? '/' : path;
}
