import type { Goal, Metric, Result } from './result.ts';
import { ratios, spreadOf, type Spread } from './statistics.ts';

/** One line of a table and one mark of a picture. */
export interface FigureRow {
  readonly metric: Metric;
  readonly variant: string;
  /** In units of the base, unless the metric is absolute. */
  readonly value: Spread;
  readonly goal: Goal | undefined;
  readonly reached: boolean | undefined;
}

/** What a result says, row by row: each metric of each variant but the base. */
export function rowsOf(result: Result): FigureRow[] {
  const { measured, metrics, goals, base } = result;
  return metrics.flatMap((metric) =>
    Object.entries(measured).flatMap(([variant, values]) => {
      const series = values[metric.key];
      if (!series || (variant === base && !metric.absolute)) return [];
      const own = goals.filter((goal) => goal.variant === variant && goal.metric === metric.key);
      return (own.length === 0 ? [undefined] : own).map((goal) => {
        const value = spreadOf(metric.absolute ? series : ratios(series, measured[base]?.[metric.key] ?? []));
        return { metric, variant, value, goal, reached: goal && isReached(goal, value.median) };
      });
    }),
  );
}

function isReached({ atMost = Infinity, atLeast = -Infinity }: Goal, value: number): boolean {
  return value <= atMost && value >= atLeast;
}

/** A goal in words: `≤ 1.25 ×`, `≥ 0.8 ×`. */
export function goalText(goal: Goal | undefined, metric: Metric): string {
  if (!goal) return '';
  const unit = metric.absolute ? ` ${metric.unit}` : ' ×';
  return goal.atMost === undefined ? `≥ ${goal.atLeast}${unit}` : `≤ ${goal.atMost}${unit}`;
}

/** A spread in words: `1.21 (1.14–1.30)`. */
export function spreadText({ median, least, most }: Spread, { digits = 2 }: Metric): string {
  return `${median.toFixed(digits)} (${least.toFixed(digits)}–${most.toFixed(digits)})`;
}
