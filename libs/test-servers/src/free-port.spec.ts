import { expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { freePort } from './free-port.ts';

test('each call names another port that is free, below those that the system hands out by itself', async () => {
  const ports: number[] = [];
  const servers = [];
  for (let call = 0; call < 20; call += 1) {
    const port = await freePort();
    const server = createServer().listen(port, '127.0.0.1');
    await once(server, 'listening');
    ports.push(port);
    servers.push(server);
  }
  // Those that are still taken are passed over, and so is one that somebody else has taken meanwhile.
  const last = ports.at(-1) ?? 0;
  const other = createServer().listen(last + 1, '127.0.0.1');
  await new Promise((settled) => other.once('listening', settled).once('error', settled));
  ports.push(await freePort());
  expect(new Set(ports).size).toBe(ports.length);
  for (const port of ports) expect([port, port >= 15_000 && port < 32_768]).toEqual([port, true]);
  for (const server of [...servers, other]) server.close();
});
