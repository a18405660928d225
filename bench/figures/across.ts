import { setTimeout as delay } from 'node:timers/promises';
import { floor, Laboratory, product, type Contestant, type SharedStores } from '../harness/laboratory.ts';
import { scaled, type Benchmark, type Effort, type Result } from '../harness/result.ts';
import { interleave } from '../harness/rounds.ts';
import type { ServerProcess } from '../harness/server-process.ts';
import { sum } from '../harness/statistics.ts';
import { atOnce, LoginAttempts } from '../load/login-attempts.ts';
import { handOver, handoffMetrics } from './handoff.ts';

const BLOCKS = 4;
const LOGINS_A_BLOCK = 50;
const WARM_UP = 600;
/** Logins that the bystander is watched for in each block, and how many at once. */
const LOGINS_BESIDE = 400;
const AT_ONCE = 8;

/** One site of several instances. `bystander` takes no part. */
interface Fleet {
  confirming: ServerProcess;
  pushing: ServerProcess;
  bystander: ServerProcess | undefined;
  attempts: LoginAttempts;
}

interface Block {
  handoffs: Awaited<ReturnType<typeof handOver>>;
  /** What the bystander used beyond its idle load, for this many logins elsewhere. */
  bystanderMicros: number;
  beside: number;
}

/** The hand-off when the phone's confirm reaches another instance than the one that holds the browser. */
export const across: Benchmark = { name: 'across', run };

async function run(effort: Effort): Promise<Result> {
  const contestants = [floor(), product()];
  return {
    name: 'across',
    title: 'Hand-off across two instances, through Redis',
    method:
      'The phone’s confirm reaches one instance, the browser waits at another; scenes in a real Redis, people and sessions in a real PostgreSQL. The floor runs one script (transition and publish), writes the same session row, and signs. One confirm at a time. A third instance of the product holds 50 other browsers while more logins go by; what it uses in as long a time without them is taken off.',
    base: 'floor',
    metrics: [
      { key: 'p50', title: 'hand-off, p50', unit: 'µs' },
      { key: 'p90', title: 'hand-off, p90', unit: 'µs' },
      { key: 'p99', title: 'hand-off, p99', unit: 'µs' },
      { key: 'cpu', title: 'CPU of both instances per hand-off', unit: 'µs' },
      { key: 'bystander', title: 'CPU of an uninvolved instance per hand-off', unit: 'µs', absolute: true },
    ],
    goals: [
      { variant: 'maqiao', metric: 'p50', atMost: 1.15 },
      { variant: 'maqiao', metric: 'p90', atMost: 1.2 },
      { variant: 'maqiao', metric: 'bystander', atMost: 1 },
    ],
    measured: await Laboratory.useShared((laboratory, stores) =>
      measure(laboratory, stores, contestants, effort),
    ),
  };
}

async function measure(
  laboratory: Laboratory,
  stores: SharedStores,
  contestants: readonly Contestant[],
  effort: Effort,
) {
  const fleets = new Map<string, Fleet>();
  for (const contestant of contestants) {
    const fleet = await startFleet(laboratory, stores, contestant, fleets.size);
    await atOnce(scaled(WARM_UP, effort), 4, () => fleet.attempts.login());
    fleets.set(contestant.name, fleet);
  }
  return interleave<Block>({
    variants: contestants.map(({ name }) => name),
    rounds: effort.rounds,
    blocks: BLOCKS,
    block: (variant) => oneBlock(fleets.get(variant) as Fleet, effort),
    summarise: (blocks, variant) => {
      const handoffs = blocks.map((block) => block.handoffs);
      const bystander =
        sum(blocks.map(({ bystanderMicros }) => bystanderMicros)) / sum(blocks.map(({ beside }) => beside));
      return { ...handoffMetrics(handoffs), ...(fleets.get(variant)?.bystander && { bystander }) };
    },
  });
}

async function startFleet(
  laboratory: Laboratory,
  { redis, postgres }: SharedStores,
  contestant: Contestant,
  place: number,
): Promise<Fleet> {
  const shared = {
    DATABASE_URL: await postgres.createDatabase(),
    REDIS_URL: `${redis.url}/${place}`,
  };
  const start = () => laboratory.start(contestant, shared);
  const [confirming, pushing] = [await start(), await start()];
  const { transport } = contestant;
  const attempts = new LoginAttempts({
    browserPort: pushing.port,
    phonePort: confirming.port,
    transport,
  });
  if (transport === 'websocket') return { confirming, pushing, bystander: undefined, attempts };
  const bystander = await start();
  const others = new LoginAttempts({ browserPort: bystander.port, transport });
  await atOnce(50, 4, async () => void (await others.open()));
  return { confirming, pushing, bystander, attempts };
}

async function oneBlock(fleet: Fleet, effort: Effort): Promise<Block> {
  const { confirming, pushing, bystander, attempts } = fleet;
  const handoffs = await handOver(confirming, pushing, attempts, scaled(LOGINS_A_BLOCK, effort));
  if (!bystander) return { handoffs, bystanderMicros: 0, beside: 1 };
  const beside = scaled(LOGINS_BESIDE, effort);
  const used = async (work: () => Promise<unknown>) => {
    const before = (await bystander.usage()).cpuMicros;
    await work();
    return (await bystander.usage()).cpuMicros - before;
  };
  const began = performance.now();
  const busy = await used(() => atOnce(beside, AT_ONCE, () => attempts.login()));
  const took = performance.now() - began;
  return { handoffs, bystanderMicros: busy - (await used(() => delay(took))), beside };
}
