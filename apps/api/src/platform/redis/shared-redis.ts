import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import { ApiError } from '../http/api-error.ts';
import { localize, message, type Fact, type OperatorMessage } from '../operator-messages/messages.ts';
import { redisMessages } from './redis-messages.ts';
import { randomId } from '../secret/random.ts';
import { parseRedisUrl } from '../../config/redis-url.ts';
import { SettingsError, type Settings } from '../../config/settings.ts';
import { absenceReason, mapRedisError, redisUnavailable } from './redis-absence.ts';
import { connected, refusalOfNode } from './connected.ts';
import type { RedisCommands } from './redis-connections.ts';
import { RedisSubscriber, type SubscriptionListener } from './redis-subscriber.ts';
import { refusedWith, tryCommands } from './trial.ts';

/**
 * Beside the time-out of each command: what waits for its turn, or for a cluster's map, has waited long enough.
 * Just above the silence after which a connection is given up.
 */
const ANSWER_WITHIN_MS = 2_500;

/** What a probe writes is gone after this. */
const PROBE_KEPT_MS = 60_000;

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
  #warnings: readonly OperatorMessage[] = [];
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
    if (!location) throw new SettingsError(message(redisMessages.redis_form));
    // The driver takes as long to load as a database to open, and most servers have no Redis.
    const { createCommands, createSubscription } = await import('./redis-connections.ts');
    const commands = createCommands(location);
    const failure = await connected(commands, location.tls);
    if (failure !== undefined) {
      commands.disconnect();
      const refusal = location.kind === 'cluster' && (await refusalOfNode(createSubscription(location, 0)));
      throw new SettingsError(refusal || failure);
    }
    const subscriber = new RedisSubscriber((attempt) => createSubscription(location, attempt));
    const redis = new SharedRedis(commands, subscriber, settings.wechat.appId);
    try {
      redis.#warnings = await tryCommands(redis);
      return redis;
    } catch (error) {
      await redis.onApplicationShutdown();
      throw error;
    }
  }

  /** What works, and will cost logins: for the log of a start, and for the doctor. */
  get warnings(): readonly OperatorMessage[] {
    return this.#warnings;
  }

  /**
   * At a start: does once what will be done for people, on keys that `name` keeps apart from theirs. What Redis refuses
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
      throw refusedWith(error) ?? error;
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
    if (this.commands.status !== 'ready')
      throw redisUnavailable(this.#away ?? message(redisMessages.not_connected));
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(
        () => reject(redisUnavailable(message(redisMessages.no_answer_in_time))),
        ANSWER_WITHIN_MS,
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
   * Listens on a channel. `lost` is called when commands are answered again, too: the listener then asks for what it missed.
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
   * when the server has forgotten it. Called in constructors only, and nothing is sent before they have all run: a
   * pipeline of ioredis that is under way does not know a script that is defined after it.
   */
  script(name: string, lua: string): RedisScript {
    this.commands.defineCommand(name, { numberOfKeys: 1, lua });
    // ioredis puts the command on the client under the name that it was just given, which types cannot follow.
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
