import { floor, Laboratory, product, type Contestant } from '../harness/laboratory.ts';
import { scaled, type Benchmark, type Effort, type Result } from '../harness/result.ts';
import { interleave } from '../harness/rounds.ts';
import type { ServerProcess } from '../harness/server-process.ts';
import { sum } from '../harness/statistics.ts';
import { atOnce, LoginAttempts } from '../load/login-attempts.ts';

const BLOCKS = 3;
const LOGINS_A_BLOCK = 150;
const AT_ONCE = 16;
const WARM_UP = 10_000;

interface Block {
  milliseconds: number;
  cpuMicros: number;
  logins: number;
}

/** Whole logins against one process: create, watch, scan, confirm, deliver. */
export const logins: Benchmark = { name: 'logins', run };

async function run(effort: Effort): Promise<Result> {
  const contestants = [floor(), product()];
  return {
    name: 'logins',
    title: 'Whole logins, one process',
    method: `Each login registers a scene (with a picture from a stand-in for WeChat), opens the browser’s socket, scans (with a login code that the stand-in answers), confirms, and ends when the login’s bytes are in the browser’s process; ${AT_ONCE} at once.`,
    base: 'floor',
    metrics: [
      { key: 'perSecond', title: 'logins a second', unit: '/s' },
      { key: 'cpu', title: 'server CPU per login', unit: 'µs' },
    ],
    goals: [{ variant: 'maqiao', metric: 'perSecond', atLeast: 0.68 }],
    measured: await Laboratory.use((laboratory) => measure(laboratory, contestants, effort)),
  };
}

async function measure(laboratory: Laboratory, contestants: readonly Contestant[], effort: Effort) {
  const running = new Map<string, { server: ServerProcess; attempts: LoginAttempts }>();
  for (const contestant of contestants) {
    const server = await laboratory.start(contestant);
    const attempts = new LoginAttempts({ browserPort: server.port, transport: contestant.transport });
    await atOnce(scaled(WARM_UP, effort), AT_ONCE, () => attempts.login());
    running.set(contestant.name, { server, attempts });
  }
  return interleave<Block>({
    variants: contestants.map(({ name }) => name),
    rounds: effort.rounds,
    blocks: BLOCKS,
    block: (variant) => {
      const { server, attempts } = running.get(variant) as { server: ServerProcess; attempts: LoginAttempts };
      return logIn(server, attempts, scaled(LOGINS_A_BLOCK, effort));
    },
    summarise: loginMetrics,
  });
}

/** Makes `count` logins, and counts what they took. */
export async function logIn(server: ServerProcess, attempts: LoginAttempts, count: number): Promise<Block> {
  const before = await server.usage();
  const began = performance.now();
  await atOnce(count, AT_ONCE, () => attempts.login());
  const milliseconds = performance.now() - began;
  const after = await server.usage();
  return { milliseconds, cpuMicros: after.cpuMicros - before.cpuMicros, logins: count };
}

/** One round's logins as numbers. */
export function loginMetrics(blocks: readonly Block[]): Record<string, number> {
  const count = sum(blocks.map((block) => block.logins));
  return {
    perSecond: (count / sum(blocks.map(({ milliseconds }) => milliseconds))) * 1000,
    cpu: sum(blocks.map(({ cpuMicros }) => cpuMicros)) / count,
  };
}
