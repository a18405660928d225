import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import { ApiError } from '../http/api-error.ts';
import { localize, message, type Fact, type OperatorMessage } from '../operator-messages/messages.ts';
import { redisMessages } from './redis-messages.ts';
import { randomId } from '../secret/random.ts';
import { parseRedisUrl } from '../../config/redis-url.ts';
import { SettingsError, type Settings } from '../../config/settings.ts';
import { mainAppIdOf } from '../../config/wechat-accounts.ts';
import { absenceReason, mapRedisError, redisUnavailable } from './redis-absence.ts';
import { connected, refusalOfNode } from './connected.ts';
import type { RedisCommands } from './redis-connections.ts';
import { RedisSubscriber, type SubscriptionListener } from './redis-subscriber.ts';
import { refusedWith, tryCommands } from './trial.ts';

/**
 * Limit for {@link SharedRedis.run}: the driver's time-out for a command does not count the time in which it waits for
 * its turn, or for the state of a cluster. A little longer than the socket time-out.
 */
const RUN_TIMEOUT_MS = 2_500;

/** Expiry of the key that a probe writes. */
const PROBE_KEPT_MS = 60_000;

/** A script over one key. @returns what the script returned */
export type RedisScript = (key: string, ...args: string[]) => Promise<unknown>;

/**
 * The Redis that all instances share. While it is unavailable everything fails at once with ApiError `unavailable`; the
 * driver reconnects by itself.
 */
export class SharedRedis implements OnApplicationShutdown {
  readonly #logger = new Logger('Redis');
  readonly #prefix: string;
  readonly #subscriber: RedisSubscriber;
  #warnings: readonly OperatorMessage[] = [];
  #away: Fact | undefined;

  private constructor(
    /** For libraries that take a driver; it fails with the driver's own errors. */
    readonly commands: RedisCommands,
    subscriber: RedisSubscriber,
    appId: string,
  ) {
    this.#subscriber = subscriber;
    // One Redis may serve several AppIDs, and other programs.
    this.#prefix = `maqiao:${appId}`;
    commands.on('error', (error: unknown) => this.#noteAway(error));
    commands.on('ready', () => this.#noteBack());
  }

  /**
   * Connects, and checks that this Redis runs every command that is needed. One that answers but cannot serve now (its
   * memory is full, for example) is accepted with a warning.
   * @throws SettingsError when Redis cannot be reached, rejects our user, or refuses a command permanently; the message
   * says what to do, and never contains the URL
   */
  static async open(redisUrl: string, settings: Pick<Settings, 'wechat'>): Promise<SharedRedis> {
    const location = parseRedisUrl(redisUrl);
    if (!location) throw new SettingsError(message(redisMessages.redis_form));
    // Loaded only when needed: it takes as long as opening a database, and most servers have no Redis.
    const { createCommands, createSubscription } = await import('./redis-connections.ts');
    const commands = createCommands(location);
    const failure = await connected(commands, location.tls);
    if (failure !== undefined) {
      commands.disconnect();
      const refusal = location.kind === 'cluster' && (await refusalOfNode(createSubscription(location, 0)));
      throw new SettingsError(refusal || failure);
    }
    const subscriber = new RedisSubscriber((attempt) => createSubscription(location, attempt));
    const redis = new SharedRedis(commands, subscriber, mainAppIdOf(settings));
    try {
      redis.#warnings = await tryCommands(redis);
      return redis;
    } catch (error) {
      await redis.onApplicationShutdown();
      throw error;
    }
  }

  /** Settings of Redis that work but can lose logins: for the log of a start, and for the doctor. */
  get warnings(): readonly OperatorMessage[] {
    return this.#warnings;
  }

  /**
   * Tries an operation at the start, on keys of its own that contain `name`. A permanent refusal stops the start; a
   * temporary failure does not.
   * @throws SettingsError with what to do
   */
  async tryOut(work: (name: string) => Promise<unknown>): Promise<void> {
    try {
      await work(`check-${randomId()}`);
    } catch (error) {
      if (error instanceof ApiError) {
        if (error.cause instanceof SettingsError) throw error.cause;
        return;
      }
      throw refusedWith(error) ?? error;
    }
  }

  /** The name of a key. Its last part is the hash tag, which decides the node in Redis Cluster. */
  key(kind: string, name: string): string {
    return `${this.#prefix}:${kind}:{${name}}`;
  }

  /** The name of a channel, or a prefix of names for a library or a script. */
  name(kind: string): string {
    return `${this.#prefix}:${kind}`;
  }

  /**
   * Runs commands.
   * @throws ApiError `unavailable` while Redis is unavailable, at the latest after {@link RUN_TIMEOUT_MS}
   */
  async run<T>(work: (commands: RedisCommands) => Promise<T>): Promise<T> {
    if (this.commands.status !== 'ready')
      throw redisUnavailable(this.#away ?? message(redisMessages.not_connected));
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(
        () => reject(redisUnavailable(message(redisMessages.no_answer_in_time))),
        RUN_TIMEOUT_MS,
      );
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
   * Listens on a channel. Resolves once Redis has confirmed the subscription. `lost` is called once commands work again
   * too, so that the listener can read what it missed.
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
   * Makes a Lua script callable. ioredis sends it by its hash (EVALSHA), and in full when the server does not have it.
   * Call this in constructors only, before anything is sent: a pipeline of ioredis does not know scripts that are
   * defined after it was created.
   */
  script(name: string, lua: string): RedisScript {
    this.commands.defineCommand(name, { numberOfKeys: 1, lua });
    // `defineCommand` adds a method of this name to the client, which its types do not show.
    const defined = this.commands as unknown as Record<string, RedisScript>;
    return (key, ...args) => this.run(() => (defined[name] as RedisScript).call(this.commands, key, ...args));
  }

  /**
   * Resolves when Redis answers and accepts writes: a replica, and a server whose memory or disk is full, would still
   * answer PING. For readiness.
   * @throws ApiError `unavailable`
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

  #noteAway(error: unknown): void {
    const reason = absenceReason(error);
    if (this.#away === undefined) this.#logger.error(localize(redisMessages.redis_away_now, { why: reason }));
    this.#away = reason;
  }

  #noteBack(): void {
    if (this.#away !== undefined) this.#logger.log(localize(redisMessages.redis_back));
    this.#away = undefined;
  }
}
