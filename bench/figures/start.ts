import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { bundle } from '../../scripts/lib/release/bundle.mjs';
import { FLOOR, Laboratory } from '../harness/laboratory.ts';
import type { Benchmark, Effort, Result } from '../harness/result.ts';
import { interleave } from '../harness/rounds.ts';
import { ServerProcess } from '../harness/server-process.ts';
import { compiled } from '../peers/compiled.ts';
import { API_DIST } from '../product/built.ts';
import { unpackRelease } from '../product/released.ts';

/** What the start has used is settled by then. */
const IDLE_MS = 4_000;
const KEEP_CODE = pathToFileURL(join(import.meta.dirname, '../harness/keep-code.ts')).href;

/** What every program on these libraries has to start. */
const FRAME = 'Nest, Fastify, socket.io and SQLite alone';

interface Way {
  readonly script: string;
  /** Of a program of the shell. */
  readonly command?: string;
  /** The folder of what V8 has compiled at an earlier start, or where an empty one is made for each. */
  readonly code?: string;
  readonly anew?: boolean;
}

interface Start {
  milliseconds: number;
  mebibytes: number;
}

/** From the start of a process to the moment it listens, and what it takes when nobody has come yet. */
export const start: Benchmark = { name: 'start', run };

async function run(effort: Effort): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'maqiao-bench-'));
  try {
    const floor = { script: await inOneFile(folder, 'floor', FLOOR), code: join(folder, 'code-of-floor') };
    const bareNest = {
      script: await inOneFile(folder, 'bare-nest', compiled('bare-nest')),
      code: join(folder, 'code-of-bare-nest'),
    };
    const released = { script: await unpackRelease(join(folder, 'release')), command: 'start' };
    const next = 'maqiao, as released, next starts';
    const ways: Record<string, Way> = {
      floor,
      'floor again': floor,
      [FRAME]: bareNest,
      'maqiao, as it is built': { script: join(API_DIST, 'main.js') },
      'maqiao, as released, first start': { ...released, code: folder, anew: true },
      [next]: { ...released, code: join(folder, 'code-of-release') },
    };
    return {
      name: 'start',
      title: 'Start to ready, and idle memory',
      method: `From \`fork\` to the server’s word that it listens; four seconds later what the kernel counts as its resident memory. The product is the archive of \`npm run release\`, by its own command, \`maqiao start\`: one file, and what V8 has compiled is kept after the first start (NODE_COMPILE_CACHE). The floor is bundled into one file in the same way, its code is kept, too, and no shell starts it; so is the frame alone, an application of Nest and Fastify that has one controller, one gateway of socket.io, an SQLite file that is open, and nothing else. All find the database that an earlier start has made, but for the first start, which makes it.`,
      base: 'floor',
      metrics: [
        { key: 'milliseconds', title: 'start to ready', unit: 'ms' },
        { key: 'mebibytes', title: 'idle memory (RSS)', unit: 'MiB' },
      ],
      goals: [
        { variant: next, metric: 'milliseconds', atMost: 1.5 },
        { variant: next, metric: 'mebibytes', atMost: 1.5 },
      ],
      measured: await Laboratory.use(async (laboratory) => {
        const databases = new Map(Object.keys(ways).map((name) => [name, laboratory.sqliteUrl()]));
        const begin = async (name: string, nodeOptions: string[] = []) => {
          const { script, command, code, anew } = ways[name] as Way;
          const kept = anew ? await mkdtemp(join(folder, 'code-')) : code;
          const environment = laboratory.environment({
            DATABASE_URL: (anew ? undefined : databases.get(name)) ?? laboratory.sqliteUrl(),
            ...(kept !== undefined && { NODE_COMPILE_CACHE: kept }),
          });
          const how = { bare: true, nodeOptions, ...(command && { command }) };
          return ServerProcess.start(script, environment, how);
        };
        for (const name of ['floor', FRAME]) {
          const first = await begin(name, ['--import', KEEP_CODE]);
          await first.keepCode();
          await first.stop();
        }
        for (const name of Object.keys(ways)) await (await begin(name)).stop();
        return interleave<Start>({
          variants: Object.keys(ways),
          rounds: effort.rounds,
          blocks: 1,
          block: async (variant) => {
            const server = await begin(variant);
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

/** A program as the product is released. What stays outside of a bundle is found from where the floor stands. */
async function inOneFile(folder: string, name: string, script: string): Promise<string> {
  const own = join(folder, name);
  await bundle({ [name]: script }, own);
  await writeFile(join(own, 'package.json'), '{ "type": "module" }');
  await symlink(join(FLOOR, '../../node_modules'), join(own, 'node_modules'));
  return join(own, `${name}.js`);
}
