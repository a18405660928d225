import { startRedis, type TestRedis } from './redis.ts';

/** A cluster of one node: it is as strict about keys, slots and channels as a large one. */
export async function startRedisCluster(): Promise<{ server: TestRedis; url: string }> {
  const server = await startRedis({ 'cluster-enabled': 'yes', 'cluster-announce-ip': '127.0.0.1' });
  const client = server.client();
  await client.call('CLUSTER', 'ADDSLOTSRANGE', '0', '16383');
  while (!String(await client.call('CLUSTER', 'INFO')).includes('cluster_state:ok')) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  client.disconnect();
  return { server, url: `redis-cluster://127.0.0.1:${server.port}` };
}
