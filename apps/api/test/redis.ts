export { startRedis, startSentinel, type TestRedis } from '@maqiao/test-servers';
