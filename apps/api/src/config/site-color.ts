import type { BrandColor } from '@maqiao/shared';
import { colord, extend } from 'colord';
import a11y from 'colord/plugins/a11y';
import oklch from 'colord/plugins/oklch';

extend([a11y, oklch]);

/** What the colour stands on, by theme: paper and card of the page (apps/web/src/styles/tokens.css), which every surface shares. */
export const GROUNDS = {
  light: { paper: '#faf8f3', card: '#ffffff' },
  dark: { paper: '#161513', card: '#201e1b' },
} as const;

/** What can stand on the colour. */
const TEXT = { light: '#ffffff', dark: '#1b0e0a' } as const;

/** WCAG 2.2, 1.4.3 (level AA): text of normal size. */
export const AA = 4.5;
/** In the dark a colour is made, not chosen: as easy to read as the default one. */
const AIM_IN_THE_DARK = 5.5;
/** Steps of OKLCH lightness, of 0 to 1, finer than one of 256 steps of a channel. */
const STEP = 0.002;

/** What SITE_COLOR may be: `#b23a22`, in either case. */
export function isColor(text: string): boolean {
  return /^#[0-9a-f]{6}$/i.test(text);
}

/**
 * The colour for both themes, with what is written on it. The light one is the owner's own; the dark one has its hue.
 * @param color `#rrggbb`
 * @returns undefined when it is too light to be read on the page: {@link nearestReadable} has one that is not
 */
export function brandColorOf(color: string): BrandColor | undefined {
  const light = color.toLowerCase();
  if (leastContrast(light, 'light') < AA) return undefined;
  const dark = moved(light, STEP, (candidate) => leastContrast(candidate, 'dark') >= AIM_IN_THE_DARK);
  return { light, onLight: TEXT.light, dark, onDark: TEXT.dark };
}

/** The colour of the same hue that is nearest in lightness and can be read on the light page. */
export function nearestReadable(color: string): string {
  return moved(color.toLowerCase(), -STEP, (candidate) => leastContrast(candidate, 'light') >= AA);
}

/**
 * The smallest contrast that the colour has in a theme: on paper, on the card, and with the text that stands on it.
 * 1 to 21 (WCAG 2.2, contrast ratio).
 */
export function leastContrast(color: string, theme: 'light' | 'dark'): number {
  const { paper, card } = GROUNDS[theme];
  return Math.min(...[paper, card, TEXT[theme]].map((other) => colord(color).contrast(other)));
}

/** Goes on in steps of lightness until it is good. Black and white end it, and are good. */
function moved(color: string, step: number, isGood: (candidate: string) => boolean): string {
  const start = colord(color).toOklch();
  for (let candidate = color, l = start.l; ; candidate = colord({ ...start, l }).toHex()) {
    if (isGood(candidate)) return candidate;
    const end = step < 0 ? 0 : 1;
    if (l === end) return step < 0 ? '#000000' : '#ffffff';
    l = Math.abs(end - l) < Math.abs(step) ? end : l + step;
  }
}
