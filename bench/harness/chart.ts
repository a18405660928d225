import { goalText, rowsOf, spreadText, type FigureRow } from './figure-rows.ts';
import type { Result } from './result.ts';

const PAPER = '#FAF8F3';
const INK = '#1D1B18';
const INK_SOFT = '#5F5A52';
const LINE = '#E6E0D5';
const SEAL = '#B23A22';

const WIDTH = 1000;
const LABELS = 370;
const VALUES = 250;
const ROW = 30;
const TOP = 64;
/** The axis ends at this many times the median or the goal, so that one bad round may lie outside. */
const OUTLIERS = 2;
const FACE = `font-family="-apple-system, 'Segoe UI', 'Noto Sans SC', sans-serif"`;

/**
 * A result as a picture (SVG): for each row the rounds from least to most as a bar, the median as a dot, the goal as a
 * tick. Each metric has a scale of its own, from zero.
 */
export function chartOf(result: Result): string {
  const rows = rowsOf(result);
  const height = TOP + rows.length * ROW + 44;
  const longest = new Map<string, number>();
  for (const { metric, value, goal } of rows) {
    const marked = Math.max(value.median, goal?.atMost ?? goal?.atLeast ?? 0, metric.absolute ? 0 : 1);
    const reach = Math.max(marked, Math.min(value.most, OUTLIERS * marked));
    const key = metric.absolute ? metric.unit : '×';
    longest.set(key, Math.max(longest.get(key) ?? 0, reach));
  }
  const lines = rows.map((row, place) => {
    const scale = (WIDTH - LABELS - VALUES) / (longest.get(row.metric.absolute ? row.metric.unit : '×') ?? 1);
    return drawn(row, TOP + place * ROW, scale);
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escaped(result.title)}" ${FACE}>`,
    `<rect width="${WIDTH}" height="${height}" rx="14" fill="${PAPER}"/>`,
    text(24, 36, result.title, { size: 18, weight: 600 }),
    ...lines,
    text(
      24,
      height - 18,
      `bar: all rounds · dot: median · red tick: goal · in units of ${result.base}, unless a unit is named`,
      {
        size: 12,
        fill: INK_SOFT,
      },
    ),
    '</svg>',
    '',
  ].join('\n');
}

function drawn({ metric, variant, value, goal, reached }: FigureRow, y: number, scale: number): string {
  const at = (number: number) => Math.min(WIDTH - VALUES, LABELS + Math.max(0, number) * scale).toFixed(1);
  const middle = y + ROW / 2;
  const tick = goal?.atMost ?? goal?.atLeast;
  const one = metric.absolute ? '' : `<path d="M${at(1)} ${y}v${ROW}" stroke="${LINE}" stroke-width="2"/>`;
  return [
    text(24, middle + 4, `${metric.title} · ${variant}`, { size: 13 }),
    one,
    `<path d="M${at(value.least)} ${middle}H${at(value.most)}" stroke="${INK_SOFT}" stroke-width="5" stroke-linecap="round" opacity="0.35"/>`,
    `<circle cx="${at(value.median)}" cy="${middle}" r="5" fill="${reached === false ? SEAL : INK}"/>`,
    tick === undefined
      ? ''
      : `<path d="M${at(tick)} ${y + 4}v${ROW - 8}" stroke="${SEAL}" stroke-width="2.5"/>`,
    text(
      WIDTH - VALUES + 10,
      middle + 4,
      `${spreadText(value, metric)}${goal ? `, goal ${goalText(goal, metric)}` : ''}`,
      { size: 11, fill: INK_SOFT },
    ),
  ].join('');
}

function text(
  x: number,
  y: number,
  content: string,
  { size, weight = 400, fill = INK }: { size: number; weight?: number; fill?: string },
): string {
  return `<text x="${x}" y="${y}" font-size="${size}" font-weight="${weight}" fill="${fill}">${escaped(content)}</text>`;
}

function escaped(content: string): string {
  return content.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
}
