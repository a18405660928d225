/** Values by round, of each metric of each variant. */
export type Measured = Record<string, Record<string, number[]>>;

export interface Metric {
  /** Key in {@link Measured}. */
  readonly key: string;
  readonly title: string;
  readonly unit: string;
  /** Shown as a number of its own, not in units of the base: for goals that are no ratios. */
  readonly absolute?: true;
  /** Digits behind the point; 2 unless given. */
  readonly digits?: number;
}

/** What a variant is to reach: a bound on the median over the rounds. */
export interface Goal {
  readonly variant: string;
  readonly metric: string;
  readonly atMost?: number;
  readonly atLeast?: number;
}

/** One run of one benchmark: what is printed, written as JSON, and drawn. */
export interface Result {
  readonly name: string;
  readonly title: string;
  /** What was done, in a sentence or two. */
  readonly method: string;
  /** The variant that ratios are taken to. */
  readonly base: string;
  readonly metrics: readonly Metric[];
  readonly goals: readonly Goal[];
  readonly measured: Measured;
}

/** A benchmark: `npm run bench -- <name>`. */
export interface Benchmark {
  readonly name: string;
  readonly run: (effort: Effort) => Promise<Result>;
}

/** How much is done. `rounds` are interleaved; `scale` shrinks blocks and crowds for a quick look. */
export interface Effort {
  readonly rounds: number;
  readonly scale: number;
}

/** A count under this effort, at least one. */
export function scaled(count: number, { scale }: Effort): number {
  return Math.max(1, Math.round(count * scale));
}
