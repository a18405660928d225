import { until } from '@maqiao/test-servers';
import { startRedis, type TestRedis } from './redis.ts';

/** A cluster of one node: it is as strict about keys, slots and channels as a large one. */
export async function startRedisCluster(): Promise<{ server: TestRedis; url: string }> {
  const server = await startRedis({ 'cluster-enabled': 'yes', 'cluster-announce-ip': '127.0.0.1' });
  const client = server.client();
  await client.call('CLUSTER', 'ADDSLOTSRANGE', '0', '16383');
  const info = async (): Promise<string> => String(await client.call('CLUSTER', 'INFO'));
  await until(async () => (await info()).includes('cluster_state:ok'), 'the cluster to be well');
  client.disconnect();
  return { server, url: `redis-cluster://127.0.0.1:${server.port}` };
}
