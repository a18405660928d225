import { describe, expect, jest, test } from '@jest/globals';
import { newScene, post } from '../proxies/support/calls.ts';
import { startCaddy } from '../proxies/support/caddy.ts';
import { startNginx } from '../proxies/support/nginx.ts';
import { useSites, type Site } from '../proxies/support/site.ts';
import { AMBIGUOUS, HIDDEN_NAME } from './support/ambiguous.ts';
import { requestText, exchangeBytes, statusesOf } from './support/raw.ts';

// Two instances behind the examples of deploy, in a real nginx and a real Caddy.
jest.setTimeout(120_000);

/** Ways to write `/metrics` that a server behind a proxy may read as that. */
const METRICS = [
  '/metrics',
  '/metrics/',
  '/metrics//',
  '//metrics',
  '/./metrics',
  '/x/../metrics',
  '/%6detrics',
  '/metric%73',
  '/metrics%2f',
  '/%2fmetrics',
  '/metrics?x',
  '/metrics;x',
  '/metrics/.',
  '/METRICS',
  '/metrics%00',
  'http://localhost/metrics',
  'http://localhost/metrics/',
];

describe.each([
  ['nginx', startNginx],
  ['Caddy', startCaddy],
] as const)('past %s', (_name, startProxy) => {
  const startSite = useSites(startProxy);
  const portOf = (site: Site): number => Number(new URL(site.url).port);

  test('issue 12, number 1: two calls a second with an Upgrade header, for everybody to get 503', async () => {
    const site = await startSite();
    const statuses: number[] = [];
    for (let round = 0; round < 6; round++) {
      const upgrades = ['x', 'h2c', 'websocket', 'x'].map((offer) =>
        exchangeBytes(
          portOf(site),
          requestText('GET /livez', { Host: 'localhost', Connection: 'Upgrade', Upgrade: offer }),
          { secure: true, enough: (text) => /^HTTP\/1\.1 \d{3}[^]*\r\n\r\n/.test(text) },
        ),
      );
      for (const received of await Promise.all(upgrades)) statuses.push(statusesOf(received)[0] ?? 0);
      for (let visitor = 0; visitor < 6; visitor++) {
        statuses.push((await post(`${site.url}/livez`, undefined, { method: 'GET' })).status);
      }
    }
    expect(statuses.filter((status) => status === 200)).toHaveLength(60);
  });

  test('issue 12, number 7: reads the metrics, in every spelling of their path', async () => {
    const site = await startSite();
    const read: string[] = [];
    const ask = async (call: string): Promise<void> => {
      const received = await exchangeBytes(portOf(site), requestText(call, { Host: 'localhost' }), {
        secure: true,
      });
      const [status = 400] = statusesOf(received);
      if (/process_|maqiao_/.test(received) || (status < 400 && /text\/plain/.test(received)))
        read.push(call);
    };
    for (const path of METRICS)
      await Promise.all(['GET', 'HEAD', 'POST'].map((method) => ask(`${method} ${path}`)));
    expect(read).toEqual([]);
  });

  test('issue 12, number 9: hides a request in another one', async () => {
    const site = await startSite();
    const last = requestText('GET /livez', { Host: 'localhost' });
    const all = Object.values(AMBIGUOUS).map((bytes) =>
      exchangeBytes(portOf(site), bytes.replaceAll('Host: login.example.com', 'Host: localhost') + last, {
        secure: true,
      }),
    );
    const received = (await Promise.all(all)).map(statusesOf);
    for (const [first] of received) expect(first).toBeGreaterThanOrEqual(400);
    const answered = received.flat().filter((status) => status === 404).length;
    // Calls after it have their own answers, over the connections that the proxy keeps.
    for (let call = 0; call < 10; call++) {
      const { status } = await post(
        `${site.url}/api/scenes`,
        { scene: newScene() },
        { from: `127.0.2.${call + 1}` },
      );
      expect(status).toBe(201);
    }
    // Where the proxy takes it for a second call of the same connection it is one, and has its own answer there.
    const reached = site.instances.map(({ output }) => output.split(HIDDEN_NAME).length - 1);
    expect(reached.reduce((sum, count) => sum + count)).toBe(answered);
  });
});
