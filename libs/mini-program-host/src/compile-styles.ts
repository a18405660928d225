import { resolvePath } from './paths.ts';

const IMPORT = /@import\s+(?:url\()?["']([^"']+)["']\)?\s*;?/g;
// Not preceded by a letter, digit, hyphen, dot or backslash: `.gap-20rpx` and `\31 0rpx` are class names, not lengths.
const SCREEN_LENGTH = /(?<![\w.\\-])([-+]?(?:\d+\.?\d*|\.\d+))(rpx|vw|vh)\b/g;

const SAFE_AREA = /env\(\s*safe-area-inset-(top|right|bottom|left)\s*(?:,[^)]*)?\)/g;

/**
 * Makes lengths relative to the simulated screen instead of the browser's window: a phone drawn on a
 * desktop is 375 px wide and not as tall as the window, and has safe areas of its own. The custom properties are set on the host's element.
 */
export function scaleLengths(css: string): string {
  return css
    .replace(SCREEN_LENGTH, (_whole, amount: string, unit: string) => `calc(${amount} * var(--mp-${unit}))`)
    .replace(SAFE_AREA, (_whole, side: string) => `var(--mp-safe-${side}, 0px)`);
}

/** Puts every `@import` in place (once each, so that a circle ends) and scales the lengths. Keys have no extension. */
export function compileStyles(sources: Record<string, string>): Record<string, string> {
  const inline = (id: string, seen: Set<string>): string => {
    if (seen.has(id)) return '';
    seen.add(id);
    return (sources[id] ?? '').replace(IMPORT, (_whole, path: string) =>
      inline(resolvePath(id, path).replace(/\.wxss$/, ''), seen),
    );
  };
  return Object.fromEntries(Object.keys(sources).map((id) => [id, scaleLengths(inline(id, new Set()))]));
}
