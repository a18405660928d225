import { placeWords } from '@maqiao/shared/words/request';
import type { Copy } from './copy.ts';
import { known, joinKnown } from './known.ts';

interface Located {
  region: string | null;
  ip: string | null;
}

/** Where a browser is, in words. Loopback and private addresses have no region, but a text of their own. */
export function placeOf(browser: Located, copy: Copy): string {
  return known(placeWords(browser, copy), copy);
}

/** The same with its address, in a line; empty when nothing is known. */
export function placeLine(browser: Located, copy: Copy): string {
  return joinKnown(placeWords(browser, copy), browser.ip);
}
