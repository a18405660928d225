import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chartOf } from './chart.ts';
import { thisMachine } from './machine.ts';
import type { Result } from './result.ts';

const ROOT = join(import.meta.dirname, '../..');

/**
 * Writes a result's JSON and picture to .cache/bench; with `toDocs` to docs/performance, where docs/performance.md links
 * to them. @returns the folder
 */
export function publish(result: Result, { rounds, toDocs }: { rounds: number; toDocs: boolean }): string {
  const folder = join(ROOT, toDocs ? 'docs/performance' : '.cache/bench');
  mkdirSync(folder, { recursive: true });
  const when = new Date().toISOString().slice(0, 10);
  const record = { when, machine: thisMachine(), rounds, ...result, measured: rounded(result.measured) };
  writeFileSync(join(folder, `${result.name}.json`), `${JSON.stringify(record, null, 1)}\n`);
  writeFileSync(join(folder, `${result.name}.svg`), chartOf(result));
  return folder;
}

/** Four significant digits: more are noise, and every run would change all files. */
function rounded(measured: Result['measured']): Result['measured'] {
  return Object.fromEntries(
    Object.entries(measured).map(([variant, metrics]) => [
      variant,
      Object.fromEntries(
        Object.entries(metrics).map(([key, values]) => [
          key,
          values.map((value) => Number(value.toPrecision(4))),
        ]),
      ),
    ]),
  );
}
