import { afterAll, beforeAll } from '@jest/globals';
import { freePort, startPostgres, startRedis, type TestPostgres, type TestRedis } from '@maqiao/test-servers';
import { startSimulator, type Simulator } from '@maqiao/wechat-simulator';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { Instance } from '../../many/support/instance.ts';
import { afterTest } from '../../support/after-test.ts';
import { copyProgram } from '../../support/copy-program.ts';
import type { ProxyPlan, RunningProxy } from './proxy.ts';

/** Two instances behind a proxy that speaks TLS, as an owner runs them. */
export interface Site {
  /** What browsers and phones call: the proxy. It is PUBLIC_URL too. */
  readonly url: string;
  /** The proxy without TLS. */
  readonly plainUrl: string;
  readonly instances: readonly [Instance, Instance];
  readonly simulator: Simulator;
  /** The compiled mini program, its base set to this site. */
  readonly weapp: string;
  /** Settings of the instances, and the file of the authority of the proxy's certificate. */
  readonly environment: Readonly<Record<string, string>>;
}

const SERVERS_TIMEOUT_MS = 90_000;

/** For a file of tests: Redis, PostgreSQL and WeChat for all of them. @returns starts a site, stopped after its test */
export function useSites(startProxy: (plan: ProxyPlan) => Promise<RunningProxy>): () => Promise<Site> {
  let servers: { redis: TestRedis; postgres: TestPostgres; simulator: Simulator } | undefined;
  beforeAll(async () => {
    const [redis, postgres, simulator] = await Promise.all([
      startRedis(),
      startPostgres(),
      startSimulator({ enforceQuotas: false }),
    ]);
    servers = { redis, postgres, simulator };
  }, SERVERS_TIMEOUT_MS);
  afterAll(async () => {
    await Promise.all([servers?.redis.stop(), servers?.postgres.stop(), servers?.simulator.close()]);
  }, SERVERS_TIMEOUT_MS);

  return async () => {
    if (!servers) throw new Error('the servers are not running');
    const { redis, postgres, simulator } = servers;
    const folder = mkdtempSync(join(tmpdir(), 'maqiao-proxy-'));
    afterTest(() => rmSync(folder, { recursive: true, force: true }));
    const [httpPort, httpsPort] = [await freePort(), await freePort()];
    const url = `https://localhost:${httpsPort}`;
    const environment = {
      PUBLIC_URL: url,
      SITE_NAME: '山前书店',
      TRUST_PROXY: '1',
      WECHAT_APP_ID: simulator.appId,
      WECHAT_APP_SECRET: simulator.appSecret,
      WECHAT_API_BASE_URL: simulator.url,
      DATABASE_URL: await postgres.createDatabase(),
      REDIS_URL: redis.url,
      MAQIAO_SECRET: randomBytes(32).toString('base64url'),
    };
    const instances = [new Instance(environment), new Instance(environment)] as const;
    for (const instance of instances) afterTest(() => instance.end('SIGKILL'));
    await Promise.all(instances.map((instance) => instance.start()));

    const ports = [instances[0].port, instances[1].port] as const;
    const proxy = await startProxy({ folder, httpPort, httpsPort, instances: ports });
    afterTest(() => proxy.stop());
    trust(proxy.authority);
    const authority = join(folder, 'authority.pem');
    writeFileSync(authority, proxy.authority);
    const weapp = join(folder, 'weapp');
    copyProgram(weapp, url);
    return {
      url,
      plainUrl: `http://localhost:${httpPort}`,
      instances,
      simulator,
      weapp,
      environment: { ...environment, NODE_EXTRA_CA_CERTS: authority },
    };
  };
}

/** Lets this test call the proxy as a phone calls a real site: with its certificate checked. */
export function trust(authority: string): void {
  const usual = getCACertificates('default');
  setDefaultCACertificates([...usual, authority]);
  afterTest(() => setDefaultCACertificates(usual));
}
