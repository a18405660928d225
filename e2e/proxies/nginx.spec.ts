import { expect, test } from '@jest/globals';
import { newScene, post, type Answer } from './support/calls.ts';
import { startNginx } from './support/nginx.ts';
import { describeProxy } from './support/proxy-suite.ts';
import { rendered } from './support/rendered.ts';
import { testSingleProcess } from './support/single-process.ts';

const startSite = describeProxy((plan) => startNginx(plan), { repeatsRefusedCalls: true });
testSingleProcess((plan) => startNginx(plan));

test('an instance is stopped while calls arrive: those that it has not taken go to the other one', async () => {
  const site = await startSite();
  const CALLERS = 8;
  let sent = 0;
  const answers: Answer[] = [];
  const callOnAndOn = async () => {
    while (sent < 100) {
      const from = `127.0.1.${(sent++ % 20) + 1}`;
      answers.push(await post(`${site.url}/api/scenes`, { scene: newScene() }, { from }));
    }
  };
  const stopInBetween = async () => {
    while (sent < 40) await new Promise((resolve) => setImmediate(resolve));
    await site.instances[0].end('SIGTERM');
  };
  await Promise.all([stopInBetween(), ...Array.from({ length: CALLERS }, callOnAndOn)]);
  // Connections that wait to be taken at this very moment break, and nobody knows whether they were heard.
  const unheard = answers.filter(({ status }) => status !== 201);
  expect(unheard.length).toBeLessThanOrEqual(CALLERS);
  for (const { status, body } of unheard) expect([status, body.code]).toEqual([503, 'unavailable']);
});

test('a socket may be silent for longer than the server’s pings leave it', async () => {
  const site = await startSite();
  const socket = new WebSocket(`${site.url.replace('https', 'wss')}/socket.io/?EIO=4&transport=websocket`);
  const opening = await new Promise<string>((resolve, reject) => {
    socket.addEventListener('message', ({ data }) => resolve(String(data)));
    socket.addEventListener('error', () => reject(new Error('the socket was refused')));
  });
  socket.close();
  const { pingInterval, pingTimeout } = JSON.parse(opening.slice(1)) as Record<string, number>;
  const [, sockets = ''] = /location \/socket\.io\/ \{([^}]+)\}/.exec(rendered('nginx.conf', {})) ?? [];
  for (const direction of ['read', 'send']) {
    const [, seconds] = new RegExp(`proxy_${direction}_timeout (\\d+)s;`).exec(sockets) ?? [];
    expect(Number(seconds) * 1000).toBeGreaterThan(Number(pingInterval) + Number(pingTimeout));
  }
});
