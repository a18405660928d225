import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { FLOOR, Laboratory } from '../harness/laboratory.ts';
import type { Benchmark, Effort, Result } from '../harness/result.ts';
import { interleave } from '../harness/rounds.ts';
import { ServerProcess } from '../harness/server-process.ts';
import { compiled } from '../peers/compiled.ts';
import { API_DIST } from '../product/built.ts';
import { unpackRelease } from '../product/released.ts';

/** How long a server is left alone before its memory is read. */
const IDLE_MS = 4_000;
/** A release is replaced while people wait: its start must stay below a second on one core. */
const LONGEST_START_MS = 1_000;

const EMPTY_NEST = 'Nest + Fastify + socket.io, empty';
const NEXT_START = 'maqiao release, next starts';

interface Way {
  readonly script: string;
  /** Of a shell script. */
  readonly command?: string;
  /** Each time with an empty database, and nothing in Node's compile cache. */
  readonly emptyCache?: boolean;
}

interface Start {
  milliseconds: number;
  mebibytes: number;
}

/** From the start of a process to the moment it listens, and its idle memory. */
export const start: Benchmark = { name: 'start', run };

async function run(effort: Effort): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'maqiao-bench-'));
  try {
    const released = { script: await unpackRelease(join(folder, 'release')), command: 'start' };
    const ways: Record<string, Way> = {
      floor: { script: FLOOR },
      [EMPTY_NEST]: { script: compiled('empty-nest') },
      'maqiao, as built': { script: join(API_DIST, 'main.js') },
      'maqiao release, first start': { ...released, emptyCache: true },
      [NEXT_START]: released,
    };
    return {
      name: 'start',
      title: 'Start to ready, and idle memory',
      method: `From \`fork\` to the message that the server listens; ${IDLE_MS / 1000} seconds later its resident memory, as the kernel counts it. All of them keep what V8 has compiled (NODE_COMPILE_CACHE), and find the database of an earlier start; the first start of the release has neither. The release is unpacked from its archive and started by \`maqiao start\`; the others are started as modules, not bundled. “${EMPTY_NEST}” has one controller, one gateway and an open SQLite file.`,
      base: 'floor',
      metrics: [
        { key: 'milliseconds', title: 'start to ready', unit: 'ms', absolute: true, digits: 0 },
        { key: 'mebibytes', title: 'idle memory (RSS)', unit: 'MiB', absolute: true, digits: 0 },
      ],
      goals: [{ variant: NEXT_START, metric: 'milliseconds', atMost: LONGEST_START_MS }],
      measured: await Laboratory.use((laboratory) => measure(laboratory, folder, ways, effort)),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(
  laboratory: Laboratory,
  folder: string,
  ways: Record<string, Way>,
  { rounds }: Effort,
) {
  const variants = Object.keys(ways);
  const databases = new Map(variants.map((name) => [name, laboratory.sqliteUrl()]));
  const begin = async (name: string) => {
    const { script, command, emptyCache } = ways[name] as Way;
    const cache = emptyCache ? await mkdtemp(join(folder, 'cache-')) : join(folder, `cache of ${name}`);
    const environment = laboratory.environment({
      DATABASE_URL: (emptyCache ? undefined : databases.get(name)) ?? laboratory.sqliteUrl(),
      NODE_COMPILE_CACHE: cache,
    });
    return ServerProcess.start(script, environment, { bare: true, ...(command && { command }) });
  };
  for (const name of variants) await (await begin(name)).leave();
  return interleave<Start>({
    variants,
    rounds,
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
}
