import { floor, Laboratory, product, type Contestant } from '../harness/laboratory.ts';
import { scaled, type Benchmark, type Effort, type Result } from '../harness/result.ts';
import { interleave } from '../harness/rounds.ts';
import { slope, sum } from '../harness/statistics.ts';
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

/** What a browser that only waits costs, and how fast they can come. */
export const waiting: Benchmark = { name: 'waiting', run };

async function run(effort: Effort): Promise<Result> {
  const contestants = [floor(), floor('floor again'), product()];
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
    method: `A new process each time: ${scaled(WARM_UP, effort)} browsers to warm it up, then ${STEPS} times ${scaled(SOCKETS_A_STEP, effort)} more. Memory after a forced collection, as the slope over the steps; connects ${AT_ONCE} at once, each until the first snapshot is there.`,
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

  await watch(await register(scaled(WARM_UP, effort)));
  const size = scaled(SOCKETS_A_STEP, effort);
  let milliseconds = 0;
  let cpuMicros = 0;
  const socketHeap: number[] = [];
  const start = await server.usage({ collectGarbage: true });
  const rss: [number, number][] = [[0, start.rss]];
  const heap: [number, number][] = [[0, start.heapUsed]];
  for (let step = 1; step <= STEPS; step += 1) {
    const registered = await register(size);
    const before = await server.usage({ collectGarbage: true });
    const began = performance.now();
    await watch(registered);
    milliseconds += performance.now() - began;
    const after = await server.usage();
    cpuMicros += after.cpuMicros - before.cpuMicros;
    const settled = await server.usage({ collectGarbage: true });
    rss.push([step * size, settled.rss]);
    heap.push([step * size, settled.heapUsed]);
    socketHeap.push(settled.heapUsed - before.heapUsed);
  }
  for (const { socket } of waitingOnes) socket?.destroy();
  const count = STEPS * size;
  return {
    perSecond: (count / milliseconds) * 1000,
    cpuMicros: cpuMicros / count,
    rssSlope: slope(rss) / KIB,
    heapSlope: slope(heap) / KIB,
    socketHeap: sum(socketHeap) / count / KIB,
  };
}
