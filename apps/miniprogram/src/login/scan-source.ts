/** How the code came to this phone. */
export type ScanSource = 'camera' | 'press' | 'album' | 'other';

const BY_ENTRY: Readonly<Record<number, ScanSource>> = { 1047: 'camera', 1048: 'press', 1049: 'album' };

/** @param entry WeChat's entry number; undefined for the program's own scanner, which is a camera */
export function scanSource(entry: number | undefined): ScanSource {
  return entry === undefined ? 'camera' : (BY_ENTRY[entry] ?? 'other');
}
