import type { Copy } from './copy.ts';
import { known, joinKnown } from './known.ts';

/** An address in full, or as the server cuts it for strangers (`127.0.0.0/16`, `::/32`). */
const OWN_COMPUTER = /^(127\.|::1?($|\/))/;
const LOCAL_NETWORK = /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|f[cd][0-9a-f]{2}:|fe80:)/i;

interface Located {
  region: string | null;
  ip: string | null;
}

/** Where a browser is, in words. Loopback and private addresses have no region, but a text of their own. */
export function placeOf(browser: Located, copy: Copy): string {
  return known(browser.region ?? nearby(browser.ip, copy), copy);
}

/** The same with its address, in a line; empty when nothing is known. */
export function placeLine({ region, ip }: Located, copy: Copy): string {
  return joinKnown(region ?? nearby(ip, copy), ip);
}

function nearby(ip: string | null, copy: Copy): string | null {
  if (ip === null) return null;
  if (OWN_COMPUTER.test(ip)) return copy.ownComputer;
  return LOCAL_NETWORK.test(ip) ? copy.localNetwork : null;
}
