import type { Copy } from './copy.ts';

/** A name, or that it is not known. */
export function known(value: string | null, copy: Copy): string {
  return isKnown(value) ? value : copy.unknown;
}

/** The known facts about a browser in one line; empty when there are none. */
export function joinKnown(...values: (string | null)[]): string {
  return values.filter(isKnown).join(' · ');
}

function isKnown(value: string | null): value is string {
  return !!value && value !== 'unknown';
}
