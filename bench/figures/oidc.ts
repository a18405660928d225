import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Laboratory, product, type Contestant } from '../harness/laboratory.ts';
import { scaled, type Benchmark, type Effort, type Result } from '../harness/result.ts';
import { interleave } from '../harness/rounds.ts';
import type { ServerProcess } from '../harness/server-process.ts';
import { percentile, sum } from '../harness/statistics.ts';
import { CLIENT, CodeExchanges, type Interacting } from '../load/code-exchanges.ts';
import { atOnce } from '../load/login-attempts.ts';

const ALONE = 'oidc-provider';
const PEOPLE = 50;
const AT_ONCE = 8;
const WARM_UP = 2_000;
const BLOCKS = 4;
const EXCHANGES_A_BLOCK = 100;

interface Block {
  durations: number[];
  milliseconds: number;
  cpuMicros: number;
}

/** Sign-ins at a client of OpenID Connect, beside the engine alone. */
export const oidc: Benchmark = { name: 'oidc', run };

async function run(effort: Effort): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'maqiao-bench-clients-'));
  try {
    const clients = join(folder, 'clients.json');
    writeFileSync(clients, JSON.stringify([CLIENT]), { mode: 0o600 });
    return {
      name: 'oidc',
      title: 'Sign-ins at a client, one process',
      method: `A browser that is signed in asks for a code, and the client redeems it for an access token, an ID token (RS256) and a refresh token; ${AT_ONCE} at once. Beside it oidc-provider alone: the same version, options and adapter, which has records and clients in SQLite; its people are in memory.`,
      base: ALONE,
      metrics: [
        { key: 'perSecond', title: 'sign-ins at a client a second', unit: '/s' },
        { key: 'p99', title: 'time of a sign-in, p99', unit: 'ms' },
        { key: 'cpu', title: 'server CPU per sign-in', unit: 'µs' },
      ],
      goals: [{ variant: 'maqiao', metric: 'perSecond', atLeast: 0.7 }],
      measured: await Laboratory.use((laboratory) => measure(laboratory, clients, effort)),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(laboratory: Laboratory, clients: string, effort: Effort) {
  const script = join(import.meta.dirname, '../peers/oidc-provider/main.ts');
  const contestants: readonly (readonly [Contestant, Interacting])[] = [
    [{ name: ALONE, script, transport: 'socket.io' }, 'open'],
    [product(), 'scan'],
  ];
  const running = new Map<string, { server: ServerProcess; exchanges: CodeExchanges }>();
  for (const [contestant, interacting] of contestants) {
    const server = await laboratory.start(contestant, { CLIENTS_FILE: clients });
    const exchanges = new CodeExchanges(server.port, interacting);
    await exchanges.signIn(PEOPLE);
    await atOnce(scaled(WARM_UP, effort), AT_ONCE, async () => void (await exchanges.exchange()));
    running.set(contestant.name, { server, exchanges });
  }
  return interleave<Block>({
    variants: [...running.keys()],
    rounds: effort.rounds,
    blocks: BLOCKS,
    block: async (variant) => {
      const { server, exchanges } = running.get(variant) as {
        server: ServerProcess;
        exchanges: CodeExchanges;
      };
      const durations: number[] = [];
      const before = (await server.usage()).cpuMicros;
      const began = performance.now();
      await atOnce(scaled(EXCHANGES_A_BLOCK, effort), AT_ONCE, async () => {
        durations.push(await exchanges.exchange());
      });
      const milliseconds = performance.now() - began;
      return { durations, milliseconds, cpuMicros: (await server.usage()).cpuMicros - before };
    },
    summarise: (blocks) => {
      const durations = blocks.flatMap((block) => block.durations);
      return {
        perSecond: (durations.length / sum(blocks.map(({ milliseconds }) => milliseconds))) * 1000,
        p99: percentile(durations, 0.99),
        cpu: sum(blocks.map(({ cpuMicros }) => cpuMicros)) / durations.length,
      };
    },
  });
}
