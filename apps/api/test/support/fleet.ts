import { afterAll, beforeAll } from '@jest/globals';
import { startSimulator, type Simulator, type SimulatorOptions } from '@maqiao/wechat-simulator';
import { randomBytes } from 'node:crypto';
import type { Settings } from '../../src/config/settings.ts';
import { startPostgres, type TestPostgres } from '../postgres.ts';
import { startRedis, type TestRedis } from '../redis.ts';
import { afterThisTest } from './after-this-test.ts';
import { startApi, type ApiUnderTest } from './api-under-test.ts';

const SERVERS_TIMEOUT_MS = 90_000;

/** Instances of the API that share everything a fleet shares. */
export interface Fleet {
  instances: [ApiUnderTest, ApiUnderTest];
  redis: TestRedis;
  wechat: Simulator;
}

/**
 * For a file of tests: a real PostgreSQL for all of them, and a real Redis for each fleet, which is stopped after its
 * test.
 * @param simulator what WeChat is, beside a mini program
 * @returns starts two instances on a database of their own
 */
export function useFleets(
  simulator: SimulatorOptions = {},
): (environment?: Record<string, string>, change?: Partial<Settings>, wechat?: Simulator) => Promise<Fleet> {
  let postgres: TestPostgres | undefined;
  beforeAll(async () => {
    postgres = await startPostgres();
  }, SERVERS_TIMEOUT_MS);
  afterAll(async () => {
    await postgres?.stop();
  }, SERVERS_TIMEOUT_MS);

  return async (environment = {}, change = {}, given) => {
    if (!postgres) throw new Error('PostgreSQL is not running');
    const redis = await startRedis();
    afterThisTest(() => redis.stop());
    const wechat = given ?? (await startSimulator(simulator));
    if (!given) afterThisTest(() => wechat.close());
    const shared = {
      DATABASE_URL: await postgres.createDatabase(),
      REDIS_URL: redis.url,
      MAQIAO_SECRET: randomBytes(32).toString('base64'),
      ...environment,
    };
    const first = await startApi({ environment: shared, change, wechat });
    const second = await startApi({ environment: { ...shared, PUBLIC_URL: first.url }, change, wechat });
    return { instances: [first, second], redis, wechat };
  };
}
