import { floor, Laboratory, product, type Contestant } from '../harness/laboratory.ts';
import { scaled, type Benchmark, type Effort, type Result } from '../harness/result.ts';
import { interleave } from '../harness/rounds.ts';
import { median, slope, sum } from '../harness/statistics.ts';
import type { ServerProcess } from '../harness/server-process.ts';
import { atOnce, LoginAttempts, type Attempt } from '../load/login-attempts.ts';

const WARM_UP = 2_000;
const STEPS = 4;
const SOCKETS_A_STEP = 2_000;
const AT_ONCE = 48;
const KIB = 1024;

interface Crowd {
  perSecond: number;
  cpuMicros: number;
  rssSlope: number;
  heapSlope: number;
  socketHeap: number;
}

/** The cost of a waiting browser, and how fast browsers can connect. */
export const waiting: Benchmark = { name: 'waiting', run };

async function run(effort: Effort): Promise<Result> {
  const contestants = [floor(), product()];
  const measured = await Laboratory.use((laboratory) =>
    interleave<Crowd>({
      variants: contestants.map(({ name }) => name),
      rounds: effort.rounds,
      blocks: 1,
      block: async (variant) => {
        const contestant = contestants.find(({ name }) => name === variant) as Contestant;
        const server = await laboratory.start(contestant, { SCENE_TTL_SECONDS: '600' }, ['--expose-gc']);
        const attempts = new LoginAttempts({ browserPort: server.port, transport: contestant.transport });
        try {
          return await gather(server, attempts, effort);
        } finally {
          attempts.close();
          await server.stop();
        }
      },
      summarise: ([crowd]) => ({ ...(crowd as Crowd) }),
    }),
  );
  return {
    name: 'waiting',
    title: 'Browsers that wait: memory, and connects a second',
    method: `A new process each time: ${scaled(WARM_UP, effort)} browsers to warm it up, then ${STEPS} times ${scaled(SOCKETS_A_STEP, effort)} more. Memory after a forced collection, as the slope over the steps. Then they leave, and as many come again ${STEPS} times, ${AT_ONCE} at once, each until the first snapshot is there: connects a second, the median of the steps.`,
    base: 'floor',
    metrics: [
      { key: 'perSecond', title: 'connects a second', unit: '/s' },
      { key: 'cpuMicros', title: 'server CPU per connect', unit: 'µs' },
      {
        key: 'rssSlope',
        title: 'RSS per waiting browser, with its scene',
        unit: 'KiB',
        absolute: true,
        digits: 1,
      },
      {
        key: 'heapSlope',
        title: 'heap per waiting browser, with its scene',
        unit: 'KiB',
        absolute: true,
        digits: 1,
      },
      { key: 'socketHeap', title: 'heap per socket alone', unit: 'KiB', absolute: true, digits: 1 },
    ],
    goals: [
      { variant: 'maqiao', metric: 'perSecond', atLeast: 0.5 },
      { variant: 'maqiao', metric: 'rssSlope', atMost: 10.5 },
      { variant: 'maqiao', metric: 'heapSlope', atMost: 9 },
    ],
    measured,
  };
}

async function gather(server: ServerProcess, attempts: LoginAttempts, effort: Effort): Promise<Crowd> {
  const waitingOnes: Attempt[] = [];
  const register = async (count: number): Promise<Attempt[]> => {
    const registered: Attempt[] = [];
    await atOnce(count, AT_ONCE, async () => void registered.push(await attempts.register()));
    return registered;
  };
  const watch = async (registered: Attempt[]) => {
    const left = [...registered];
    await atOnce(left.length, AT_ONCE, async () => {
      waitingOnes.push(await attempts.watch(left.pop() as Attempt));
    });
  };

  const size = scaled(SOCKETS_A_STEP, effort);
  await watch(await register(scaled(WARM_UP, effort)));
  const start = await server.usage({ collectGarbage: true });
  const rss: [number, number][] = [[0, start.rss]];
  const heap: [number, number][] = [[0, start.heapUsed]];
  const socketHeap: number[] = [];
  for (let step = 1; step <= STEPS; step += 1) {
    const registered = await register(size);
    const before = await server.usage({ collectGarbage: true });
    await watch(registered);
    const settled = await server.usage({ collectGarbage: true });
    rss.push([step * size, settled.rss]);
    heap.push([step * size, settled.heapUsed]);
    socketHeap.push(settled.heapUsed - before.heapUsed);
  }

  // Only now: by what has come so far the server is warm. Nothing is collected for it: after a forced collection it has to
  // get its memory back first, which took the product a third of its speed.
  const perSecond: number[] = [];
  const cpuMicros: number[] = [];
  for (let step = 1; step <= STEPS; step += 1) {
    for (const { socket } of waitingOnes.splice(0)) socket?.destroy();
    const registered = await register(size);
    const before = await server.usage();
    const began = performance.now();
    await watch(registered);
    perSecond.push((size / (performance.now() - began)) * 1000);
    cpuMicros.push(((await server.usage()).cpuMicros - before.cpuMicros) / size);
  }
  for (const { socket } of waitingOnes) socket?.destroy();
  return {
    // The median of the steps, because a step on a busy machine says nothing about the server.
    perSecond: median(perSecond),
    cpuMicros: median(cpuMicros),
    rssSlope: slope(rss) / KIB,
    heapSlope: slope(heap) / KIB,
    socketHeap: sum(socketHeap) / (STEPS * size) / KIB,
  };
}
