import { startPostgres, startRedis, type TestPostgres, type TestRedis } from '@maqiao/test-servers';
import { startSimulator, type Simulator } from '@maqiao/wechat-simulator';
import { randomBytes } from 'node:crypto';
import { startBalancer, type Balancer } from './balancer.ts';
import { Instance } from './instance.ts';
import { SessionRows } from './session-rows.ts';

/** Two instances behind a balancer, with the stores that they share. */
export interface Fleet {
  /** What browsers and phones call: the balancer. It is PUBLIC_URL too. */
  readonly url: string;
  readonly instances: readonly [Instance, Instance];
  readonly balancer: Balancer;
  readonly redis: TestRedis;
  readonly postgres: TestPostgres;
  readonly wechat: Simulator;
  readonly rows: SessionRows;
  /** Makes an instance of the same settings, not started; another database may be named. */
  instance(environment?: Record<string, string>): Instance;
  /** Whether every instance that runs says that it is ready. */
  isReady(): Promise<boolean>;
  /** Starts what a test has ended, and resolves when all is ready. */
  heal(): Promise<void>;
  stop(): Promise<void>;
}

/** Limits that a crowd from one address does not meet: they have tests of their own. */
const NO_LIMITS = {
  SCENES_PER_MINUTE: '1000000',
  SCANS_PER_MINUTE: '1000000',
  SCANS_PER_PERSON_PER_MINUTE: '1000000',
  WXACODES_PER_MINUTE: '5000',
};

export interface FleetOptions {
  /** Puts something between the instances and Redis. @returns the port at which they find it */
  reachRedis?: (port: number) => Promise<number>;
  /** Settings of all instances, beside the usual. */
  environment?: Record<string, string>;
}

/** Starts everything on free ports; both instances at once, on an empty database. */
export async function startFleet({ reachRedis, environment: more }: FleetOptions = {}): Promise<Fleet> {
  const opened: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const close of opened.splice(0).reverse()) await close();
  };
  try {
    const [redis, postgres, wechat] = await Promise.all([
      startRedis({ appendonly: 'yes' }).then((server) => (opened.push(() => server.stop()), server)),
      startPostgres().then((server) => (opened.push(() => server.stop()), server)),
      startSimulator({ enforceQuotas: false }).then((server) => (opened.push(() => server.close()), server)),
    ]);
    const databaseUrl = await postgres.createDatabase();
    const all: Instance[] = [];
    const balancer = await startBalancer(() => all.slice(0, 2));
    opened.push(() => balancer.close());
    const rows = new SessionRows(databaseUrl);
    opened.push(() => Promise.all(all.map((instance) => instance.end('SIGKILL'))));

    const environment = {
      ...NO_LIMITS,
      PUBLIC_URL: balancer.url,
      SITE_NAME: '山前书店',
      WECHAT_APP_ID: wechat.appId,
      WECHAT_APP_SECRET: wechat.appSecret,
      WECHAT_API_BASE_URL: wechat.url,
      DATABASE_URL: databaseUrl,
      REDIS_URL: reachRedis ? `redis://127.0.0.1:${await reachRedis(redis.port)}` : redis.url,
      MAQIAO_SECRET: randomBytes(32).toString('base64url'),
      ...more,
    };
    const instance = (change: Record<string, string> = {}): Instance => {
      const made = new Instance({ ...environment, ...change });
      all.push(made);
      return made;
    };
    const instances = [instance(), instance()] as const;
    const heal = async (): Promise<void> => {
      await Promise.all(
        instances.map(async (one) => {
          balancer.restore(one);
          if (!one.alive) await one.start();
          await one.untilReady();
        }),
      );
    };
    const isReady = async (): Promise<boolean> => {
      const running = instances.filter(({ alive }) => alive);
      const said = await Promise.all(running.map((one) => one.readiness().catch(() => undefined)));
      return said.every((readiness) => readiness?.status === 200);
    };
    await heal();
    return {
      url: balancer.url,
      instances,
      balancer,
      redis,
      postgres,
      wechat,
      rows,
      instance,
      isReady,
      heal,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
