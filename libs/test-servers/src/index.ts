export { builtProgram, repositoryProgram } from './built-program.ts';
export { certificateFor, makeAuthority, type Authority, type Certificate } from './certificates.ts';
export { freePort } from './free-port.ts';
export { isAlive } from './is-alive.ts';
export { madeUpSecret } from './made-up-secret.ts';
export { startPgbouncer, type TestPgbouncer } from './pgbouncer.ts';
export { startPostgres, type TestPostgres } from './postgres-server.ts';
export { startRedis, startSentinel, type TestRedis } from './redis-server.ts';
export { until } from './until.ts';
