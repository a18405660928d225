import { join } from 'node:path';
import { Laboratory, product, type Contestant } from '../harness/laboratory.ts';
import { scaled, type Benchmark, type Effort, type Result } from '../harness/result.ts';
import { interleave } from '../harness/rounds.ts';
import type { ServerProcess } from '../harness/server-process.ts';
import { percentile, sum } from '../harness/statistics.ts';
import { deviceFlow, fallbackPolling, Pushed, type WayToWait } from '../load/ways-to-wait.ts';

const CROWD = 300;
const WINDOW_MS = 5_000;
const CONFIRMS = 8;

interface Window {
  requests: number;
  waits: number[];
  cpuMicros: number;
  milliseconds: number;
}

/** The cost of polling for a login. */
export const polling: Benchmark = { name: 'polling', run };

async function run(effort: Effort): Promise<Result> {
  const crowd = scaled(CROWD, effort) + CONFIRMS * effort.rounds;
  const betterAuth: Contestant = {
    name: 'better-auth, RFC 8628 every 5 s',
    script: join(import.meta.dirname, '../peers/device-flow/main.ts'),
    transport: 'socket.io',
  };
  const ways: readonly (readonly [Contestant, (port: number) => WayToWait])[] = [
    [product('maqiao, sockets'), (port) => new Pushed(port)],
    [product('maqiao, /token every 2 s'), fallbackPolling],
    [betterAuth, deviceFlow],
  ];
  return {
    name: 'polling',
    title: 'Push or polling, for the same browsers that wait',
    method: `${crowd} browsers wait for their phones, for ${WINDOW_MS / 1000} s at a time; ${CONFIRMS} of them are confirmed at random moments. A person waits from the tap to the login in the browser. CPU is the server’s, the confirms included.`,
    base: 'maqiao, sockets',
    metrics: [
      { key: 'requests', title: 'requests a minute, per 1,000 waiting', unit: '', absolute: true, digits: 0 },
      { key: 'cpu', title: 'server CPU per 1,000 waiting', unit: '% of a core', absolute: true, digits: 1 },
      { key: 'wait50', title: 'a person waits, p50', unit: 'ms', absolute: true, digits: 0 },
      { key: 'wait90', title: 'a person waits, p90', unit: 'ms', absolute: true, digits: 0 },
    ],
    goals: [],
    measured: await Laboratory.use(async (laboratory) => {
      const running = new Map<string, { server: ServerProcess; way: WayToWait }>();
      for (const [contestant, wayOf] of ways) {
        const server = await laboratory.start(contestant, {
          SCENE_TTL_SECONDS: '600',
          CONFIRM_TTL_SECONDS: '600',
        });
        const way = wayOf(server.port);
        await way.prepare(crowd);
        running.set(contestant.name, { server, way });
      }
      return interleave<Window>({
        variants: [...running.keys()],
        rounds: effort.rounds,
        blocks: 1,
        block: async (variant) => {
          const { server, way } = running.get(variant) as { server: ServerProcess; way: WayToWait };
          const before = (await server.usage()).cpuMicros;
          const began = performance.now();
          const { requests, waits } = await way.wait(WINDOW_MS, CONFIRMS);
          const cpuMicros = (await server.usage()).cpuMicros - before;
          return { requests, waits, cpuMicros, milliseconds: performance.now() - began };
        },
        summarise: (windows) => {
          const waits = windows.flatMap((window) => window.waits);
          const perThousand = 1_000 / crowd;
          const minutes = (windows.length * WINDOW_MS) / 60_000;
          const cpuMs = sum(windows.map(({ cpuMicros }) => cpuMicros)) / 1_000;
          return {
            requests: (sum(windows.map(({ requests }) => requests)) * perThousand) / minutes,
            cpu: (cpuMs / sum(windows.map(({ milliseconds }) => milliseconds))) * 100 * perThousand,
            wait50: percentile(waits, 0.5),
            wait90: percentile(waits, 0.9),
          };
        },
      });
    }),
  };
}
