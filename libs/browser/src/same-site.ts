/**
 * Second levels under which a country registers (`example.com.cn`), as far as they are common. The whole public
 * suffix list weighs more than this library.
 */
const REGISTRIES = new Set(['ac', 'co', 'com', 'edu', 'go', 'gov', 'ne', 'net', 'or', 'org']);

/**
 * Whether a page may be taken for one of the API's own site, so that its cookie works there: the same scheme and
 * the same registrable domain. A guess from the names; under a shared suffix that is unknown here (such as
 * `github.io`) the option `session` says it instead.
 * @param page origin of the page
 * @param api origin of the API
 */
export function isSameSite(page: string, api: string): boolean {
  const [ours, theirs] = [parse(page), parse(api)];
  if (!ours || ours.protocol !== theirs?.protocol) return false;
  return siteOf(ours.hostname) === siteOf(theirs.hostname);
}

/** `URL.canParse` is missing in browsers people still have. */
function parse(address: string): URL | null {
  try {
    return new URL(address);
  } catch {
    return null;
  }
}

function siteOf(hostname: string): string {
  // An IP address is a site of its own.
  if (/^[\d.]+$|:/.test(hostname)) return hostname;
  const labels = hostname.split('.');
  const [second = '', top = ''] = labels.slice(-2);
  return labels.slice(top.length === 2 && REGISTRIES.has(second) ? -3 : -2).join('.');
}
