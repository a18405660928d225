import { goalText, rowsOf, spreadText } from './figure-rows.ts';
import type { Result } from './result.ts';

const HEADS = ['figure', 'variant', 'median (least–most)', 'goal', 'reached'];

/** A result as a table in Markdown, which is also what the terminal shows. */
export function tableOf(result: Result): string {
  const lines = rowsOf(result).map(({ metric, variant, value, goal, reached }) => [
    metric.title,
    variant,
    `${spreadText(value, metric)} ${metric.absolute ? metric.unit : '×'}`,
    goalText(goal, metric),
    reached === undefined ? '' : reached ? 'yes' : '**no**',
  ]);
  const widths = HEADS.map((head, column) =>
    Math.max(head.length, ...lines.map((line) => (line[column] ?? '').length)),
  );
  const row = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [row(HEADS), row(widths.map((width) => '-'.repeat(width))), ...lines.map(row)].join('\n');
}
