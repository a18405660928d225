import { describe, expect, test } from '@jest/globals';
import { repositoryProgram } from '@maqiao/test-servers';
import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterThisTest, startApi } from '../support/api-under-test.ts';
import { RelyingParty } from './support/relying-party.ts';

/** Tells the parent of each package whose module is loaded. */
const WATCHED = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module';
  registerHooks({
    load(url, context, next) {
      const [, name] = /node_modules\\/(oidc-provider|koa|fastify)\\/(?!.*node_modules)/.exec(url) ?? [];
      if (name !== undefined) process.send({ loaded: name });
      return next(url, context);
    },
  });
`)}`;

/** The built server as a process, and the packages that it has loaded so far. Stopped after the test. */
async function startWatchedServer(environment: Record<string, string>) {
  const child = fork(repositoryProgram('main'), {
    env: { PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'error', ...environment },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    execArgv: ['--import', WATCHED],
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  afterThisTest(() => {
    child.kill('SIGKILL');
    return ended;
  });
  const loaded = new Set<string>();
  const url = await new Promise<string>((resolve, reject) => {
    child.on('message', (message: { url?: string; loaded?: string }) => {
      if (message.loaded !== undefined) loaded.add(message.loaded);
      if (message.url !== undefined) resolve(message.url);
    });
    void ended.then(() => reject(new Error('the server has ended')));
  });
  return { url, loaded };
}

describe('a server without clients', () => {
  test('does not load the engine, and has none of its addresses; the first client makes both, without a restart', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'maqiao-no-clients-'));
    afterThisTest(() => rmSync(folder, { recursive: true, force: true }));
    const shared = {
      DATABASE_URL: `sqlite:${join(folder, 'maqiao.db')}`,
      MAQIAO_SECRET: randomBytes(32).toString('base64'),
    };
    const registering = await startApi({ environment: shared });
    const { appId, appSecret, url: wechat } = registering.simulator;
    const server = await startWatchedServer({
      ...shared,
      PUBLIC_URL: 'http://127.0.0.1:3000',
      WECHAT_APP_ID: appId,
      WECHAT_APP_SECRET: appSecret,
      WECHAT_API_BASE_URL: wechat,
    });
    for (const path of [
      '/.well-known/openid-configuration',
      '/oidc/auth',
      '/oidc/jwks',
      '/oidc/token',
      '/device',
    ]) {
      const answer = await fetch(server.url + path, { redirect: 'manual' });
      expect({ path, status: answer.status }).toEqual({ path, status: 404 });
      await answer.body?.cancel();
    }
    // Our own keys are ES256 as before: the RSA family is made with the first client.
    const { keys } = (await (await fetch(`${server.url}/.well-known/jwks.json`)).json()) as {
      keys: { kty: string }[];
    };
    expect(keys.map(({ kty }) => kty)).toEqual(['EC']);
    expect([...server.loaded]).toEqual(['fastify']);

    await RelyingParty.register(registering);
    let document: Response;
    do {
      document = await fetch(`${server.url}/.well-known/openid-configuration`);
      if (document.status === 404) await delay(100);
    } while (document.status === 404);
    expect(((await document.json()) as { issuer: string }).issuer).toBe('http://127.0.0.1:3000');
    expect([...server.loaded].sort()).toEqual(['fastify', 'koa', 'oidc-provider']);
  }, 60_000);
});
