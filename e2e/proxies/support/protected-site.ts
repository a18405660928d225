import { freePort } from '@maqiao/test-servers';
import { startSimulator, type Simulator } from '@maqiao/wechat-simulator';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Instance } from '../../many/support/instance.ts';
import { afterTest } from '../../support/after-test.ts';
import type { RunningProxy } from './proxy.ts';
import { trust } from './site.ts';

/** Where a proxy in front of a protected site is to listen, and what is behind it. */
export interface ProtectedPlan {
  readonly folder: string;
  readonly httpPort: number;
  readonly httpsPort: number;
  /** Ports of Maqiao, and of the apps of two sites. */
  readonly maqiao: number;
  readonly apps: Readonly<Record<ProtectedName, number>>;
}

export const PROTECTED_NAMES = ['wiki.localhost', 'tools.localhost'] as const;
export type ProtectedName = (typeof PROTECTED_NAMES)[number];

/** A request as the app behind the proxy has got it: header lines as they came, and nothing of ours in between. */
interface Heard {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly [name: string, value: string][];
}

export interface ProtectedSites {
  /** Port of the proxy, for all names. */
  readonly port: number;
  readonly loginUrl: string;
  readonly instance: Instance;
  readonly simulator: Simulator;
  /** What the app of a site has heard so far. */
  heard(name: ProtectedName): readonly Heard[];
}

/**
 * Maqiao, and two apps that know no sign-in, behind a proxy that speaks TLS: `localhost` is the login host, and the sites
 * are names below it. All of it is stopped after the test.
 */
export async function startProtectedSites(
  startProxy: (plan: ProtectedPlan) => Promise<RunningProxy>,
  letsIn = '*',
): Promise<ProtectedSites> {
  const folder = mkdtempSync(join(tmpdir(), 'maqiao-protected-'));
  afterTest(() => rmSync(folder, { recursive: true, force: true }));
  const [maqiao, httpPort, httpsPort] = [await freePort(), await freePort(), await freePort()];
  const loginUrl = `https://localhost:${httpsPort}`;
  const simulator = await startSimulator();
  afterTest(() => simulator.close());
  const instance = new Instance({
    PORT: String(maqiao),
    PUBLIC_URL: loginUrl,
    TRUST_PROXY: '1',
    FORWARD_AUTH_HOSTS: PROTECTED_NAMES.map((name) => `${name}:${httpsPort}=${letsIn}`).join(),
    WECHAT_APP_ID: simulator.appId,
    WECHAT_APP_SECRET: simulator.appSecret,
    WECHAT_API_BASE_URL: simulator.url,
    DATABASE_URL: `sqlite:${join(folder, 'maqiao.db')}`,
  });
  afterTest(() => instance.end('SIGKILL'));
  await instance.start();
  const [wiki, tools] = [await startApp(), await startApp()];
  const apps = { 'wiki.localhost': wiki.port, 'tools.localhost': tools.port };
  const proxy = await startProxy({ folder, httpPort, httpsPort, maqiao, apps });
  afterTest(() => proxy.stop());
  trust(proxy.authority);
  return {
    port: httpsPort,
    loginUrl,
    instance,
    simulator,
    heard: (name) => (name === 'wiki.localhost' ? wiki : tools).heard,
  };
}

/** An app that believes its proxy. It is free with what it has heard. */
async function startApp(): Promise<{ port: number; heard: Heard[] }> {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    const { rawHeaders, method = '', url = '' } = request;
    const headers = rawHeaders.flatMap((name, index): [string, string][] =>
      index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? '']] : [],
    );
    heard.push({ method, url, headers });
    response.setHeader('Content-Type', 'text/html').end('<title>the app</title>');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterTest(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, heard };
}
