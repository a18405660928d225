// npm run bench: every benchmark, or those that are named; each prints a table, and writes its JSON and its picture.
import { across } from './figures/across.ts';
import { crowd } from './figures/crowd.ts';
import { handoff } from './figures/handoff.ts';
import { logins } from './figures/logins.ts';
import { minting } from './figures/minting.ts';
import { oidc } from './figures/oidc.ts';
import { page } from './figures/page.ts';
import { polling } from './figures/polling.ts';
import { start } from './figures/start.ts';
import { waiting } from './figures/waiting.ts';
import { rowsOf } from './harness/figure-rows.ts';
import { publish } from './harness/publish.ts';
import type { Benchmark } from './harness/result.ts';
import { tableOf } from './harness/table.ts';

const BENCHMARKS: readonly Benchmark[] = [
  handoff,
  logins,
  minting,
  oidc,
  waiting,
  across,
  start,
  crowd,
  polling,
  page,
];

const names = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const option = (name: string) =>
  process.argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3);
const effort = { rounds: Number(option('rounds') ?? 9), scale: Number(option('scale') ?? 1) };
const toDocs = process.argv.includes('--docs');

const unknown = names.filter((name) => !BENCHMARKS.some((benchmark) => benchmark.name === name));
if (unknown.length > 0 || !(effort.rounds >= 1) || !(effort.scale > 0)) {
  console.error(
    `Usage: npm run bench -- [${BENCHMARKS.map(({ name }) => name).join('|')}] [--rounds=9] [--scale=1] [--docs]`,
  );
  process.exit(2);
}

let missed = 0;
for (const benchmark of BENCHMARKS) {
  if (names.length > 0 && !names.includes(benchmark.name)) continue;
  const began = performance.now();
  console.log(`\n${benchmark.name} …`);
  const result = await benchmark.run(effort);
  const folder = publish(result, { rounds: effort.rounds, toDocs });
  console.log(`\n${result.title}\n${result.method}\n\n${tableOf(result)}\n`);
  console.log(
    `${Math.round((performance.now() - began) / 1000)} s; written to ${folder}/${result.name}.json and .svg`,
  );
  missed += rowsOf(result).filter(({ reached }) => reached === false).length;
}
console.log(missed === 0 ? '\nEvery goal was reached.' : `\n${missed} goals were missed.`);
process.exit(0);
