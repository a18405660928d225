import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Laboratory, product } from '../harness/laboratory.ts';
import { scaled, type Benchmark, type Effort, type Result } from '../harness/result.ts';
import { interleave } from '../harness/rounds.ts';
import type { ServerProcess } from '../harness/server-process.ts';
import { atOnce, LoginAttempts } from '../load/login-attempts.ts';
import { handOver, handoffMetrics } from './handoff.ts';
import { logIn, loginMetrics } from './logins.ts';

const SIZES = [1_000, 4_000, 16_000];
const BLOCKS = 3;
const LOGINS_A_BLOCK = 120;
const HANDOFFS_A_BLOCK = 60;
const WARM_UP = 1_000;
const CROWD = join(import.meta.dirname, '../load/crowd.ts');

const named = (size: number) => `${size.toLocaleString('en')} waiting`;

/** Whether a login costs more when many others wait. */
export const crowd: Benchmark = { name: 'crowd', run };

interface Block {
  logins: Awaited<ReturnType<typeof logIn>>;
  handoffs: Awaited<ReturnType<typeof handOver>>;
}

async function run(effort: Effort): Promise<Result> {
  const [few = '', some = '', many = ''] = SIZES.map((size) => named(scaled(size, effort)));
  const variants = [few, some, many, `${few}, again`];
  return {
    name: 'crowd',
    title: 'The same logins beside small and large crowds that wait',
    method:
      'One process of the product for each size of the crowd, which waits in a process of its own; whole logins, and hand-offs one at a time, as in the other tables.',
    base: few,
    metrics: [
      { key: 'perSecond', title: 'logins a second', unit: '/s' },
      { key: 'loginCpu', title: 'server CPU per login', unit: 'µs' },
      { key: 'p50', title: 'hand-off, p50', unit: 'µs' },
      { key: 'p99', title: 'hand-off, p99', unit: 'µs' },
      { key: 'handoffCpu', title: 'server CPU per hand-off', unit: 'µs' },
    ],
    goals: [some, many].flatMap((variant) => [
      { variant, metric: 'perSecond', atLeast: 0.8 },
      { variant, metric: 'p50', atMost: 1.2 },
    ]),
    measured: await Laboratory.use((laboratory) => measure(laboratory, variants, effort)),
  };
}

async function measure(laboratory: Laboratory, variants: readonly string[], effort: Effort) {
  const running = new Map<string, { server: ServerProcess; attempts: LoginAttempts }>();
  const crowds = [];
  try {
    for (const variant of variants) {
      const size = Number(/^[\d,]+/.exec(variant)?.[0].replace(',', ''));
      const server = await laboratory.start(product(), { SCENE_TTL_SECONDS: '600' });
      const attempts = new LoginAttempts({ browserPort: server.port, transport: 'socket.io' });
      await atOnce(scaled(WARM_UP, effort), 8, () => attempts.login());
      const people = fork(CROWD, [String(server.port), 'socket.io', String(size)]);
      crowds.push(people);
      const end = once(people, 'exit').then(() => Promise.reject(new Error('the crowd has gone')));
      await Promise.race([once(people, 'message'), end]);
      end.catch(() => undefined);
      running.set(variant, { server, attempts });
    }
    return await interleave<Block>({
      variants,
      rounds: effort.rounds,
      blocks: BLOCKS,
      block: async (variant) => {
        const { server, attempts } = running.get(variant) as {
          server: ServerProcess;
          attempts: LoginAttempts;
        };
        return {
          logins: await logIn(server, attempts, scaled(LOGINS_A_BLOCK, effort)),
          handoffs: await handOver(server, server, attempts, scaled(HANDOFFS_A_BLOCK, effort)),
        };
      },
      summarise: (blocks) => {
        const { perSecond, cpu: loginCpu } = loginMetrics(blocks.map((block) => block.logins));
        const { p50, p99, cpu: handoffCpu } = handoffMetrics(blocks.map((block) => block.handoffs));
        return { perSecond, loginCpu, p50, p99, handoffCpu } as Record<string, number>;
      },
    });
  } finally {
    for (const people of crowds) people.kill();
  }
}
