import type { Copy } from './copy.ts';

/** A name, or that it is not known. */
export function known(value: string | null, copy: Copy): string {
  return isKnown(value) ? value : copy.unknown;
}

/** What is known of several things about one browser, in a line; empty when nothing is. */
export function together(...values: (string | null)[]): string {
  return values.filter(isKnown).join(' · ');
}

function isKnown(value: string | null): value is string {
  return !!value && value !== 'unknown';
}
