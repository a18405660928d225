import { freePort, until } from '@maqiao/test-servers';
import { startRedis, type TestRedis } from './redis.ts';

const SLOTS = 16_384;

/** A cluster of one node: it is as strict about keys, slots and channels as a large one. */
export async function startRedisCluster(): Promise<{ server: TestRedis; url: string }> {
  const { servers, url } = await startRedisNodes(1);
  return { server: servers[0] as TestRedis, url };
}

/** A cluster of some masters, each with its share of the slots. */
export async function startRedisNodes(count: number): Promise<{ servers: TestRedis[]; url: string }> {
  const servers: TestRedis[] = [];
  const buses: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const bus = await freePort();
    buses.push(bus);
    servers.push(
      await startRedis({
        'cluster-enabled': 'yes',
        'cluster-announce-ip': '127.0.0.1',
        // The usual one is 10,000 above the port, and may be none.
        'cluster-port': String(bus),
      }),
    );
  }
  const slot = (index: number) => Math.floor((SLOTS * index) / count);
  const [first] = servers as [TestRedis];
  for (const [index, server] of servers.entries()) {
    const client = server.client();
    await client.call('CLUSTER', 'ADDSLOTSRANGE', String(slot(index)), String(slot(index + 1) - 1));
    if (index > 0) {
      await client.call('CLUSTER', 'MEET', '127.0.0.1', String(first.port), String(buses[0]));
    }
  }
  for (const server of servers) {
    const client = server.client();
    const info = async (): Promise<string> => String(await client.call('CLUSTER', 'INFO'));
    const well = async () => {
      const text = await info();
      return text.includes('cluster_state:ok') && text.includes(`cluster_size:${count}`);
    };
    await until(well, 'the cluster to be well');
    client.disconnect();
  }
  return { servers, url: `redis-cluster://127.0.0.1:${first.port}` };
}
