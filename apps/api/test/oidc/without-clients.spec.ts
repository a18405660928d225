import { describe, expect, test } from '@jest/globals';
import { repositoryProgram, until } from '@maqiao/test-servers';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { startApi } from '../support/api-under-test.ts';
import { SERVER_ORIGIN, serverEnvironment, ServerProcess } from '../support/server-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
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
  const program = repositoryProgram('main');
  const server = new ServerProcess(environment, { program, execArgv: ['--import', WATCHED] });
  const loaded = new Set<string>();
  server.child.on('message', (message: { loaded?: string }) => {
    if (message.loaded !== undefined) loaded.add(message.loaded);
  });
  return { url: await server.listening(), loaded };
}

describe('a server without clients', () => {
  test('does not load the engine, and has none of its addresses; the first client makes both, without a restart', async () => {
    const shared = {
      DATABASE_URL: `sqlite:${join(temporaryFolder('no-clients'), 'maqiao.db')}`,
      MAQIAO_SECRET: randomBytes(32).toString('base64'),
    };
    const registering = await startApi({ environment: shared });
    const server = await startWatchedServer({
      ...serverEnvironment(registering.simulator, shared.DATABASE_URL),
      ...shared,
      LOG_LEVEL: 'error',
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
    const document = await until(async () => {
      const answer = await fetch(`${server.url}/.well-known/openid-configuration`);
      const body = (await answer.json()) as { issuer?: string };
      return answer.status === 200 && body;
    }, 'the discovery document');
    expect(document.issuer).toBe(SERVER_ORIGIN);
    expect([...server.loaded].sort()).toEqual(['fastify', 'koa', 'oidc-provider']);
  }, 60_000);
});
