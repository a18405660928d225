import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { bundled } from '../harness/bundled.ts';
import { FLOOR, Laboratory } from '../harness/laboratory.ts';
import type { Benchmark, Effort, Result } from '../harness/result.ts';
import { interleave } from '../harness/rounds.ts';
import { ServerProcess } from '../harness/server-process.ts';
import { API_DIST } from '../product/built.ts';

/** The product gives back what its start has used two seconds after it. */
const IDLE_MS = 4_000;
const KEEP_CODE = pathToFileURL(join(import.meta.dirname, '../harness/keep-code.ts')).href;

interface Start {
  milliseconds: number;
  mebibytes: number;
}

/** From the start of a process to the moment it listens, and what it takes when nobody has come yet. */
export const start: Benchmark = { name: 'start', run };

async function run(effort: Effort): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'maqiao-bench-'));
  try {
    const product = join(API_DIST, 'main.js');
    const productBundle = await bundled(product, join(folder, 'product'));
    const floorBundle = await bundled(FLOOR, join(folder, 'floor'));
    const ways: Record<string, { script: string; code?: string }> = {
      floor: { script: floorBundle, code: join(folder, 'floor-code') },
      'floor again': { script: floorBundle, code: join(folder, 'floor-code') },
      'maqiao, as it is built': { script: product },
      'maqiao, bundled': { script: productBundle },
      'maqiao, bundled, code kept': { script: productBundle, code: join(folder, 'product-code') },
    };
    const best = 'maqiao, bundled, code kept';
    return {
      name: 'start',
      title: 'Start to ready, and idle memory',
      method: `From \`fork\` to the server’s word that it listens; four seconds later what the kernel counts as its resident memory. The floor is bundled into one file too, with the code that V8 had compiled before kept beside it (NODE_COMPILE_CACHE).`,
      base: 'floor',
      metrics: [
        { key: 'milliseconds', title: 'start to ready', unit: 'ms' },
        { key: 'mebibytes', title: 'idle memory (RSS)', unit: 'MiB' },
      ],
      goals: [
        { variant: best, metric: 'milliseconds', atMost: 1.5 },
        { variant: best, metric: 'mebibytes', atMost: 1.5 },
      ],
      measured: await Laboratory.use(async (laboratory) => {
        for (const { script, code } of Object.values(ways)) {
          if (code === undefined) continue;
          const environment = laboratory.environment({ NODE_COMPILE_CACHE: code });
          const server = await ServerProcess.start(script, environment, {
            bare: true,
            nodeOptions: ['--import', KEEP_CODE],
          });
          await server.keepCode();
          await server.stop();
        }
        return interleave<Start>({
          variants: Object.keys(ways),
          rounds: effort.rounds,
          blocks: 1,
          block: async (variant) => {
            const { script, code } = ways[variant] as { script: string; code?: string };
            const environment = laboratory.environment(
              code === undefined ? {} : { NODE_COMPILE_CACHE: code },
            );
            const server = await ServerProcess.start(script, environment, { bare: true });
            await delay(IDLE_MS);
            const mebibytes = server.residentBytes() / 2 ** 20;
            await server.stop();
            return { milliseconds: server.startMilliseconds, mebibytes };
          },
          summarise: ([one]) => ({ ...(one as Start) }),
        });
      }),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
