import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chartOf } from './chart.ts';
import { thisMachine } from './machine.ts';
import type { Result } from './result.ts';
import { tableOf } from './table.ts';

const ROOT = join(import.meta.dirname, '../..');
const PAGE = join(ROOT, 'docs/performance.md');

/** Writes a result's JSON and picture to .cache/bench; with `toDocs` to docs/performance, and its table into the page. */
export function publish(result: Result, { rounds, toDocs }: { rounds: number; toDocs: boolean }): string {
  const folder = join(ROOT, toDocs ? 'docs/performance' : '.cache/bench');
  mkdirSync(folder, { recursive: true });
  const when = new Date().toISOString().slice(0, 10);
  const record = { when, machine: thisMachine(), rounds, ...result, measured: rounded(result.measured) };
  writeFileSync(join(folder, `${result.name}.json`), `${JSON.stringify(record, null, 1)}\n`);
  writeFileSync(join(folder, `${result.name}.svg`), chartOf(result));
  if (toDocs) putIntoPage(result, rounds, when);
  return folder;
}

/** Replaces what stands between the marks of this benchmark; the words around it are written by people. */
function putIntoPage(result: Result, rounds: number, when: string): void {
  if (!existsSync(PAGE)) return;
  const page = readFileSync(PAGE, 'utf8');
  const [begin, end] = [`<!-- bench:${result.name} -->`, `<!-- /bench:${result.name} -->`];
  const [start, stop] = [page.indexOf(begin), page.indexOf(end)];
  if (start < 0 || stop < 0) return;
  const parts = [
    begin,
    tableOf(result),
    `![${result.title}](performance/${result.name}.svg)`,
    `${result.method} ${rounds} rounds, ${when}; every value is in [${result.name}.json](performance/${result.name}.json).`,
    ...(result.notes ?? []),
    '',
  ];
  writeFileSync(PAGE, page.slice(0, start) + parts.join('\n\n').trimEnd() + '\n\n' + page.slice(stop));
}

/** Four significant digits: what lies below is noise, and makes every run a large difference. */
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
