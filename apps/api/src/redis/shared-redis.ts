import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { ApiError } from '../common/api-error.ts';
import { say, told, type Fact, type Told } from '../common/operator-words.ts';
import { randomId } from '../common/random.ts';
import { parseRedisUrl } from '../config/redis-url.ts';
import { SettingsError, type Settings } from '../config/settings.ts';
import { evictionPolicyOf, failuresOfCommands } from './check-commands.ts';
import { absenceReason, mapRedisError, redisUnavailable } from './redis-absence.ts';
import type { RedisCommands } from './redis-connections.ts';
import { cannotWrite, isElsewhere, isReplica, refusalOf } from './redis-refusal.ts';
import { RedisSubscriber, type SubscriptionListener } from './redis-subscriber.ts';

/** How long the start waits for a Redis that starts at the same time. */
const START_PATIENCE_MS = 5_000;

/** How soon it asks again whether a replica has become the master. */
const TRY_AGAIN_MS = 200;

/** So many keys are all on one node of a cluster of two once in a million starts. */
const MANY_TAGS = 20;

/** What trying again does not cure: the owner has to change the URL. */
const HOPELESS = new Set<Fact>(['ENOTFOUND']);

/**
 * Beside the time-out of each command: what waits for its turn, or for a cluster's map, has waited long enough.
 * Just above the silence after which a connection is given up.
 */
const ANSWER_WITHIN_MS = 2_500;

/** What a probe writes is gone after this. */
const PROBE_KEPT_MS = 60_000;

/** Characters of an answer that are shown. */
const MOST_SHOWN = 200;

/** A script over one key. @returns what the script returned */
export type RedisScript = (key: string, ...args: string[]) => Promise<unknown>;

/**
 * The Redis that all instances share. It may go away at any time: then everything fails at once with ApiError
 * `unavailable`, and serves again a moment after it is back.
 */
export class SharedRedis implements OnApplicationShutdown {
  readonly #logger = new Logger('Redis');
  readonly #prefix: string;
  readonly #subscriber: RedisSubscriber;
  readonly #warnings: Told[] = [];
  #away: Fact | undefined;

  private constructor(
    /** For libraries that take a driver; it fails as drivers do. */
    readonly commands: RedisCommands,
    subscriber: RedisSubscriber,
    appId: string,
  ) {
    this.#subscriber = subscriber;
    // One Redis may serve several AppIDs, as it may serve other programs.
    this.#prefix = `maqiao:${appId}`;
    commands.on('error', (error: unknown) => this.#noteAway(error));
    commands.on('ready', () => this.#noteBack());
  }

  /**
   * Connects, and sees that this Redis does what will be asked of it. One that is there and cannot serve just now (its
   * memory is full, say) is taken all the same, with a warning.
   * @throws SettingsError when Redis cannot be reached, does not let us in, or refuses a command for good; the sentence
   * names the cure, never the URL
   */
  static async open(redisUrl: string, settings: Pick<Settings, 'wechat'>): Promise<SharedRedis> {
    const location = parseRedisUrl(redisUrl);
    if (!location) throw new SettingsError(told('redis_form'));
    // The driver takes as long to load as a database to open, and most servers have no Redis.
    const { createCommands, createSubscription } = await import('./redis-connections.ts');
    const commands = createCommands(location);
    const failure = await connect(commands, location.tls);
    if (failure !== undefined) {
      commands.disconnect();
      const refusal = location.kind === 'cluster' && (await refusalOfNode(createSubscription(location, 0)));
      throw new SettingsError(refusal || failure);
    }
    const subscriber = new RedisSubscriber((attempt) => createSubscription(location, attempt));
    const redis = new SharedRedis(commands, subscriber, settings.wechat.appId);
    try {
      await redis.#tryCommands();
      return redis;
    } catch (error) {
      await redis.onApplicationShutdown();
      throw error;
    }
  }

  /** What works, and will cost logins: for the log of a start, and for the doctor. */
  get warnings(): readonly Told[] {
    return this.#warnings;
  }

  /**
   * At a start: does once what will be done for people, on keys that `name` tells apart from theirs. What Redis refuses
   * for good stops the start; what it cannot do just now does not.
   * @throws SettingsError with the cure
   */
  async tryOut(work: (name: string) => Promise<unknown>): Promise<void> {
    try {
      await work(`check-${randomId()}`);
    } catch (error) {
      if (error instanceof ApiError) {
        if (error.cause instanceof SettingsError) throw error.cause;
        return;
      }
      throw refusedWith(error);
    }
  }

  /** The name of a key. Its last part is the hash tag: what Redis Cluster places it by. */
  key(kind: string, name: string): string {
    return `${this.#prefix}:${kind}:{${name}}`;
  }

  /** The name of a channel, or the beginning of names that a library or a script completes. */
  name(kind: string): string {
    return `${this.#prefix}:${kind}`;
  }

  /** Runs commands. @throws ApiError `unavailable` while Redis is away, within a bounded time */
  async run<T>(work: (commands: RedisCommands) => Promise<T>): Promise<T> {
    if (this.commands.status !== 'ready') throw redisUnavailable(this.#away ?? told('not_connected'));
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(redisUnavailable(told('no_answer_in_time'))), ANSWER_WITHIN_MS);
    });
    try {
      return await Promise.race([work(this.commands), late]);
    } catch (error) {
      throw mapRedisError(error);
    } finally {
      clearTimeout(timer);
    }
  }

  /**
   * Listens on a channel. A loss is told when commands are answered again, too: whoever hears of it will ask.
   * Resolves once Redis has confirmed the subscription.
   */
  subscribe(channel: string, listener: SubscriptionListener): Promise<void> {
    return this.#subscriber.subscribe(channel, {
      message: (text) => listener.message(text),
      lost: () => {
        if (this.commands.status === 'ready') listener.lost();
        else this.commands.once('ready', () => listener.lost());
      },
    });
  }

  /**
   * Makes a script callable. It is sent whole on each new connection, by its hash from then on, and whole again
   * when the server has forgotten it.
   */
  script(name: string, lua: string): RedisScript {
    this.commands.defineCommand(name, { numberOfKeys: 1, lua });
    const defined = this.commands as unknown as Record<string, RedisScript>;
    return (key, ...args) => this.run(() => (defined[name] as RedisScript).call(this.commands, key, ...args));
  }

  /**
   * Answers when Redis does, and takes what is written: a replica, and one whose memory or disk is full, still answers
   * PING. For readiness. @throws ApiError `unavailable`
   */
  async ping(): Promise<void> {
    await this.run((commands) => commands.set(this.key('probe', 'written'), '1', 'PX', PROBE_KEPT_MS));
  }

  /** Last in the shutdown: requests in flight have ended by then. */
  async onApplicationShutdown(): Promise<void> {
    this.#subscriber.close();
    this.commands.removeAllListeners('error').on('error', () => undefined);
    if (this.commands.status !== 'ready') return this.commands.disconnect();
    await this.commands.quit().catch(() => this.commands.disconnect());
  }

  /** A replica may be one for the moment of a failover only, as a connection may break: it is asked again. */
  async #tryCommands(): Promise<void> {
    const patience = performance.now() + START_PATIENCE_MS;
    for (;;) {
      const id = randomId();
      const failures = await failuresOfCommands(this.commands, {
        text: this.key('check', id),
        hash: this.key('check-hash', id),
        channel: this.name('check'),
        elsewhere: Array.from({ length: MANY_TAGS }, (_, index) => this.key('check', `${id}-${index}`)),
      });
      for (const failure of failures) {
        const refusal = refusalOf(failure);
        if (refusal) throw new SettingsError(refusal);
        if (isElsewhere(failure) && !this.commands.isCluster) {
          throw new SettingsError(told('redis_is_cluster', { failure: 'MOVED' }));
        }
      }
      const full = failures.map(cannotWrite).find((warning) => warning !== undefined);
      if (full) this.#warnings.push(full);
      if (full || failures.length === 0) break;
      for (const failure of failures) {
        if (!(mapRedisError(failure) instanceof ApiError)) throw refusedWith(failure);
      }
      if (performance.now() > patience) {
        if (failures.some(isReplica)) throw new SettingsError(told('redis_replica'));
        break;
      }
      await sleep(TRY_AGAIN_MS);
    }
    const policy = await evictionPolicyOf(this.commands);
    if (policy !== undefined && policy !== 'noeviction') {
      this.#warnings.push(told('redis_evicts', { policy }));
    }
  }

  #noteAway(error: unknown): void {
    const reason = absenceReason(error);
    if (this.#away === undefined) this.#logger.error(say('redis_away_now', { why: reason }));
    this.#away = reason;
  }

  #noteBack(): void {
    if (this.#away !== undefined) this.#logger.log(say('redis_back'));
    this.#away = undefined;
  }
}

/** An answer that has no sentence of its own. What was tried is our own, so that the answer may be shown. */
function refusedWith(error: unknown): SettingsError {
  const why = error instanceof Error ? error.message.slice(0, MOST_SHOWN) : told('reason_unknown');
  return new SettingsError(told('redis_refuses', { why }));
}

/** Connects, with some patience. @returns why it failed, in a sentence; undefined when it did not */
function connect(commands: RedisCommands, tls: boolean): Promise<Told | undefined> {
  return new Promise((resolve) => {
    let reason: Fact = told('no_answer_in_time');
    const end = (failure: Told | undefined) => {
      clearTimeout(timer);
      commands.off('ready', ready).off('error', failed);
      if (failure !== undefined) commands.on('error', () => undefined);
      resolve(failure);
    };
    const ready = () => end(undefined);
    const failed = (error: unknown) => {
      reason = absenceReason(error);
      const refusal = refusalOf(error);
      if (refusal) end(refusal);
      else if (HOPELESS.has(reason)) end(told('redis_not_opened', { failure: reason }));
    };
    const timer = setTimeout(() => end(notOpened(reason, tls)), START_PATIENCE_MS);
    commands.on('ready', ready).on('error', failed);
    commands.connect().catch(() => undefined); // told by the events
  });
}

/** The driver asks a cluster for its state before all else, and keeps a refusal of that to itself. */
async function refusalOfNode(node: Redis): Promise<Told | undefined> {
  try {
    await once(node, 'ready', { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    await node.cluster('INFO');
    return undefined;
  } catch (error) {
    return refusalOf(error);
  } finally {
    node.on('error', () => undefined).disconnect();
  }
}

/** A server that expects TLS, or that expects none, does not say so: it is silent, or hangs up. */
function notOpened(failure: Fact, tls: boolean): Told {
  const silent = failure === 'ETIMEDOUT' || typeof failure === 'object';
  if (tls && (silent || failure === 'ECONNRESET' || failure === 'EPROTO')) {
    return told('redis_without_tls', { failure });
  }
  if (!tls && failure === 'ECONNRESET') return told('redis_wants_tls', { failure });
  return told('redis_not_opened', { failure });
}
