import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a person has followed a link on a page of this very origin: by Fetch Metadata, which pages cannot set; where a
 * browser sends none, as to plain http in one's own network, by the `Referer`. Pictures and scripts are no clicks.
 */
export function cameFromItself(headers: IncomingHttpHeaders, origin: string): boolean {
  const { 'sec-fetch-site': site, 'sec-fetch-mode': mode, referer } = headers;
  if (site !== undefined) return site === 'same-origin' && mode === 'navigate';
  return referer !== undefined && URL.canParse(referer) && new URL(referer).origin === origin;
}
