import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { colord } from 'colord';
import { AA, brandColorOf, GROUNDS, leastContrast, nearestReadable } from './site-color.ts';
import { readSettings } from './settings.ts';

/** All kinds of colours, the same at each run. */
const COLORS = Array.from({ length: 240 }, (_, index) =>
  colord({ h: (index * 47) % 360, s: (index * 29) % 101, l: (index * 13) % 101 }).toHex(),
);

function checkColor(color: string): void {
  const found = brandColorOf(color);
  if (found === undefined) {
    expect(leastContrast(color, 'light')).toBeLessThan(AA);
    const nearest = nearestReadable(color);
    // One step of a channel lighter would be too light.
    expect(leastContrast(nearest, 'light')).toBeLessThan(AA + 0.3);
    expect(brandColorOf(nearest)).toBeDefined();
    return;
  }
  for (const [one, ink, ground] of [
    [found.light, found.onLight, GROUNDS.light],
    [found.dark, found.onDark, GROUNDS.dark],
  ] as const) {
    for (const other of [ink, ground.paper, ground.card])
      expect(colord(one).contrast(other)).toBeGreaterThanOrEqual(AA);
  }
}

describe('issue 13, number 10: one colour', () => {
  test('stands on the same paper and cards as the page', () => {
    const tokens = readFileSync(join(import.meta.dirname, '../../../web/src/styles/tokens.css'), 'utf8');
    const [light = '', dark = ''] = tokens.split('prefers-color-scheme: dark');
    for (const [theme, text] of [
      ['light', light],
      ['dark', dark],
    ] as const) {
      const written = { paper: /--paper: (\S+);/.exec(text)?.[1], card: /--card: (\S+);/.exec(text)?.[1] };
      expect(written).toEqual(GROUNDS[theme]);
    }
  });

  test('each can be read in both themes, or is refused for one that can', () => {
    for (const color of COLORS) checkColor(color);
  });

  test('keeps its hue in the dark', () => {
    const { dark = '' } = brandColorOf('#2563eb') ?? {};
    expect(Math.abs(colord(dark).hue() - colord('#2563eb').hue())).toBeLessThan(20);
  });

  test('one that nobody can read stops the start with the nearest that people can', () => {
    const start = () => readSettings({ SITE_COLOR: '#FFCC00', WECHAT_API_BASE_URL: 'http://127.0.0.1:3001' });
    const nearest = nearestReadable('#ffcc00');
    expect(start).toThrow(
      `SITE_COLOR is too light to be read on the page: its contrast is 1.4, and 4.5 is the least (WCAG AA). ` +
        `The nearest colour that can be read is ${nearest}.`,
    );
    expect(nearest).toMatch(/^#[0-9a-f]{6}$/);
    expect(nearest).not.toBe('#000000');
  });
});
