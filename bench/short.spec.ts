import { expect, test } from '@jest/globals';
import { handoff } from './figures/handoff.ts';
import { logins } from './figures/logins.ts';
import { minting } from './figures/minting.ts';
import { oidc } from './figures/oidc.ts';
import type { Benchmark, Effort, Result } from './harness/result.ts';
import { ratios } from './harness/statistics.ts';

// The short form: a few rounds, beside whatever else the machine does. It cannot see a figure that slips; it fails on a
// collapse, twice the goal of docs/performance.md. CPU is looked at rather than time: a busy machine spoils it less.
const EFFORT: Effort = { rounds: 3, scale: 0.2 };

async function ratioOf(
  benchmark: Benchmark,
  variant: string,
  metric: string,
  base?: string,
): Promise<number> {
  const { measured, base: usual }: Result = await benchmark.run(EFFORT);
  // The best round: noise spoils some of them, a collapse all.
  return Math.min(...ratios(measured[variant]?.[metric] ?? [], measured[base ?? usual]?.[metric] ?? []));
}

test('CPU of a hand-off', async () => {
  expect(await ratioOf(handoff, 'maqiao', 'cpu')).toBeLessThan(2 * 1.4);
}, 120_000);

test('CPU of a whole login', async () => {
  expect(await ratioOf(logins, 'maqiao', 'cpu')).toBeLessThan(2 / 0.68);
}, 120_000);

test('CPU of a token', async () => {
  expect(await ratioOf(minting, 'maqiao', 'cpu')).toBeLessThan(2 * 1.25);
}, 60_000);

test('CPU of a sign-in at a client', async () => {
  expect(await ratioOf(oidc, 'maqiao', 'cpu')).toBeLessThan(2 / 0.7);
}, 120_000);
