import { expect, test } from '@jest/globals';
import { createSceneName, createVerifier } from '@maqiao/shared';
import { freePort } from '@maqiao/test-servers';
import { startSimulator } from '@maqiao/wechat-simulator';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Instance } from '../../many/support/instance.ts';
import { afterTest } from '../../support/after-test.ts';
import { until } from '../../support/until.ts';
import { newScene, post, type Answer } from './calls.ts';
import type { ProxyPlan, RunningProxy } from './proxy.ts';
import { trust } from './site.ts';

/** One process with SQLite, on a port that it keeps, behind a proxy that speaks TLS: an owner's first evening. */
export interface SingleSite {
  readonly url: string;
  readonly instance: Instance;
  /** Settings of the process, and the file of the authority of the proxy's certificate. */
  readonly environment: Readonly<Record<string, string>>;
  /** A whole login. @returns the token that the browser is given */
  readonly signIn: () => Promise<string | undefined>;
  readonly register: (how?: Parameters<typeof post>[2]) => Promise<Answer>;
}

/** Starts one; all of it is stopped after the test. */
export async function startSingleSite(
  startProxy: (plan: ProxyPlan) => Promise<RunningProxy>,
): Promise<SingleSite> {
  const folder = mkdtempSync(join(tmpdir(), 'maqiao-proxy-'));
  afterTest(() => rmSync(folder, { recursive: true, force: true }));
  const [port, httpPort, httpsPort] = [await freePort(), await freePort(), await freePort()];
  const url = `https://localhost:${httpsPort}`;
  const simulator = await startSimulator();
  afterTest(() => simulator.close());
  const environment = {
    PORT: String(port),
    PUBLIC_URL: url,
    TRUST_PROXY: '1',
    WECHAT_APP_ID: simulator.appId,
    WECHAT_APP_SECRET: simulator.appSecret,
    WECHAT_API_BASE_URL: simulator.url,
    DATABASE_URL: `sqlite:${join(folder, 'maqiao.db')}`,
  };
  const instance = new Instance(environment);
  afterTest(() => instance.end('SIGKILL'));
  await instance.start();
  const proxy = await startProxy({ folder, httpPort, httpsPort, instances: [port] });
  afterTest(() => proxy.stop());
  trust(proxy.authority);
  const authority = join(folder, 'authority.pem');
  writeFileSync(authority, proxy.authority);

  const signIn = async () => {
    const verifier = createVerifier(globalThis.crypto);
    const scene = createSceneName(verifier, Date.now());
    expect((await post(`${url}/api/scenes`, { scene })).status).toBe(201);
    const code = simulator.loginCode('a');
    const scanned = await post(`${url}/api/scenes/${scene}/scan`, { code, entry: 1047 });
    const headers = { Authorization: `Bearer ${scanned.body.accessToken}` };
    expect((await post(`${url}/api/scenes/${scene}/confirm`, {}, { headers })).status).toBe(200);
    return (await post(`${url}/api/scenes/${scene}/token`, { verifier })).body.accessToken;
  };
  return {
    url,
    instance,
    environment: { ...environment, NODE_EXTRA_CA_CERTS: authority },
    signIn,
    register: (how) => post(`${url}/api/scenes`, { scene: newScene() }, how),
  };
}

/** What must hold with the file of a proxy as it stands. */
export function testSingleProcess(startProxy: (plan: ProxyPlan) => Promise<RunningProxy>): void {
  test('unchanged it is for one process: while that is away people see a message, and then logins continue', async () => {
    const { instance, signIn, register } = await startSingleSite(startProxy);
    expect(await signIn()).toEqual(expect.any(String));

    await instance.end('SIGTERM');
    const { status, body } = await register();
    expect([status, body.code]).toEqual([503, 'unavailable']);

    await instance.start();
    await until(
      async () => (await register()).status === 201,
      () => 'the proxy to find the process again',
    );
    expect(await signIn()).toEqual(expect.any(String));
  });
}
