import { floor, Laboratory, product, type Contestant } from '../harness/laboratory.ts';
import { scaled, type Benchmark, type Effort, type Result } from '../harness/result.ts';
import { interleave } from '../harness/rounds.ts';
import type { ServerProcess } from '../harness/server-process.ts';
import { percentile, sum } from '../harness/statistics.ts';
import { atOnce, confirmPath, LoginAttempts, type Attempt } from '../load/login-attempts.ts';

const BLOCKS = 4;
const LOGINS_A_BLOCK = 60;
const WARM_UP = 4_000;

/** What one block of hand-offs came to; times in microseconds. */
interface Handoffs {
  fromConfirm: number[];
  whole: number[];
  cpuMicros: number;
}

/** From the confirm that comes in to the event in the browser, one instance. */
export const handoff: Benchmark = { name: 'handoff', run };

async function run(effort: Effort): Promise<Result> {
  const contestants = [floor(), product()];
  const measured = await Laboratory.use((laboratory) => measure(laboratory, contestants, effort));
  return {
    name: 'handoff',
    title: 'Hand-off: confirm in → the browser’s event, one instance',
    method:
      'Scenes are registered, watched and scanned beforehand; then each is confirmed, one at a time. The time runs from the moment the server’s HTTP parser has the confirm to the moment the login’s bytes are in the browser’s process; the CPU is the server’s from confirm to acknowledgement.',
    base: 'floor',
    metrics: [
      { key: 'p50', title: 'hand-off, p50', unit: 'µs' },
      { key: 'p99', title: 'hand-off, p99', unit: 'µs' },
      { key: 'whole50', title: 'from the phone’s write, p50', unit: 'µs' },
      { key: 'whole99', title: 'from the phone’s write, p99', unit: 'µs' },
      { key: 'cpu', title: 'server CPU per hand-off', unit: 'µs' },
    ],
    goals: [
      { variant: 'maqiao', metric: 'p99', atMost: 1.25 },
      { variant: 'maqiao', metric: 'cpu', atMost: 1.4 },
    ],
    measured,
  };
}

async function measure(laboratory: Laboratory, contestants: readonly Contestant[], effort: Effort) {
  const running = new Map<string, { server: ServerProcess; attempts: LoginAttempts }>();
  for (const contestant of contestants) {
    const server = await laboratory.start(contestant);
    const attempts = new LoginAttempts({ browserPort: server.port, transport: contestant.transport });
    await atOnce(scaled(WARM_UP, effort), 8, () => attempts.login());
    running.set(contestant.name, { server, attempts });
  }
  return interleave<Handoffs>({
    variants: contestants.map(({ name }) => name),
    rounds: effort.rounds,
    blocks: BLOCKS,
    block: (variant) => {
      const { server, attempts } = running.get(variant) as { server: ServerProcess; attempts: LoginAttempts };
      return handOver(server, server, attempts, scaled(LOGINS_A_BLOCK, effort));
    },
    summarise: handoffMetrics,
  });
}

/**
 * Prepares `count` logins, and confirms them one by one.
 * @param confirming the instance that the phone reaches
 * @param pushing the instance that holds the browsers
 */
export async function handOver(
  confirming: ServerProcess,
  pushing: ServerProcess,
  attempts: LoginAttempts,
  count: number,
): Promise<Handoffs> {
  const ready: Attempt[] = [];
  await atOnce(count, 8, async () => {
    const attempt = await attempts.open();
    await attempts.scan(attempt);
    ready.push(attempt);
  });
  await confirming.confirmTimes();
  const cpu = async () =>
    (await confirming.usage()).cpuMicros + (confirming === pushing ? 0 : (await pushing.usage()).cpuMicros);
  const before = await cpu();
  const whole: number[] = [];
  for (const attempt of ready) {
    const written = Number(process.hrtime.bigint());
    await Promise.all([attempts.confirm(attempt), attempt.arrived]);
    whole.push((attempt.arrivedAt - written) / 1_000);
  }
  const cpuMicros = ((await cpu()) - before) / count;
  const confirmTimes = await confirming.confirmTimes();
  const fromConfirm = ready.map(
    (attempt) => (attempt.arrivedAt - (confirmTimes.get(confirmPath(attempt)) ?? Number.NaN)) / 1_000,
  );
  for (const { socket } of ready) socket?.destroy();
  return { fromConfirm, whole, cpuMicros };
}

/** One round's hand-offs as numbers. */
export function handoffMetrics(blocks: readonly Handoffs[]): Record<string, number> {
  const fromConfirm = blocks.flatMap((block) => block.fromConfirm);
  const whole = blocks.flatMap((block) => block.whole);
  return {
    p50: percentile(fromConfirm, 0.5),
    p90: percentile(fromConfirm, 0.9),
    p99: percentile(fromConfirm, 0.99),
    whole50: percentile(whole, 0.5),
    whole99: percentile(whole, 0.99),
    cpu: sum(blocks.map(({ cpuMicros }) => cpuMicros)) / blocks.length,
  };
}
