import { Cluster, Redis, type CommonRedisOptions, type RedisOptions } from 'ioredis';
import type { RedisLocation } from '../../config/redis-url.ts';
import { replyCode } from './reply-code.ts';

/** A connection, or the connections to a cluster, for commands. */
export type RedisCommands = Redis | Cluster;

const CONNECT_TIMEOUT_MS = 2_000;
const COMMAND_TIMEOUT_MS = 1_500;
/** A connection without data for so long, while answers are due, is closed; then commands fail without waiting. */
const SOCKET_TIMEOUT_MS = 2_000;
/** How long a connection that we close waits for the server to close it too. */
const DISCONNECT_TIMEOUT_MS = 500;

/**
 * No command is queued while disconnected, none is resent by the driver, and every answer has a time-out, so that
 * callers learn at once that Redis is unavailable. (Callers may resend a scene's event: if the first one was applied,
 * they get the same answer.)
 */
const BOUNDED = {
  connectTimeout: CONNECT_TIMEOUT_MS,
  commandTimeout: COMMAND_TIMEOUT_MS,
  socketTimeout: SOCKET_TIMEOUT_MS,
  disconnectTimeout: DISCONNECT_TIMEOUT_MS,
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 0,
  connectionName: 'maqiao',
} satisfies RedisOptions;

/** Milliseconds before the next attempt to connect. There is no last attempt. */
const retrySoon = (attempt: number): number => Math.min(1_000, 50 * 2 ** Math.min(attempt, 5));

/** After a failover the previous master answers READONLY: reconnect, to find the new one. */
const reconnectFromReplica = (error: Error): boolean => replyCode(error.message) === 'READONLY';

/** Connections for commands, not yet connected. They reconnect by themselves. */
export function createCommands(location: RedisLocation): RedisCommands {
  const options = { ...BOUNDED, ...accessOf(location), enableAutoPipelining: true, lazyConnect: true };
  switch (location.kind) {
    case 'server':
      return new Redis({
        ...options,
        ...location.host,
        db: location.database,
        retryStrategy: retrySoon,
        reconnectOnError: reconnectFromReplica,
      });
    case 'sentinel':
      return new Redis({
        ...options,
        ...sentinelOf(location),
        retryStrategy: retrySoon,
        sentinelRetryStrategy: retrySoon,
        reconnectOnError: reconnectFromReplica,
      });
    case 'cluster': {
      const { enableOfflineQueue, enableAutoPipelining, lazyConnect, ...redisOptions } = options;
      return new Cluster([...location.hosts], {
        enableOfflineQueue,
        enableAutoPipelining,
        lazyConnect,
        redisOptions,
        clusterRetryStrategy: retrySoon,
        slotsRefreshTimeout: CONNECT_TIMEOUT_MS,
        slotsRefreshInterval: 30_000,
      });
    }
  }
}

/**
 * Opens one connection for subscriptions. It does not reconnect: the caller opens another. A cluster passes messages to
 * all of its nodes, so any node can be used: each attempt takes the next one.
 */
export function createSubscription(location: RedisLocation, attempt: number): Redis {
  const once = { retryStrategy: () => null, sentinelRetryStrategy: () => null, autoResubscribe: false };
  const options = { ...BOUNDED, ...accessOf(location), ...once };
  switch (location.kind) {
    case 'server':
      return new Redis({ ...options, ...location.host });
    case 'sentinel':
      return new Redis({ ...options, ...sentinelOf(location) });
    case 'cluster':
      return new Redis({ ...options, ...location.hosts[attempt % location.hosts.length] });
  }
}

function accessOf({ username, password, tls }: RedisLocation): CommonRedisOptions & { tls?: object } {
  return { ...(username && { username }), ...(password && { password }), ...(tls && { tls: {} }) };
}

function sentinelOf(location: Extract<RedisLocation, { kind: 'sentinel' }>) {
  return {
    sentinels: [...location.sentinels],
    name: location.master,
    db: location.database,
    sentinelCommandTimeout: COMMAND_TIMEOUT_MS,
    ...(location.sentinelPassword && { sentinelPassword: location.sentinelPassword }),
    ...(location.tls && { enableTLSForSentinelMode: true, sentinelTLS: {} }),
  };
}
