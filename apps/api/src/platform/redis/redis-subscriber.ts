import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { localize } from '../operator-messages/messages.ts';
import { redisMessages } from './redis-messages.ts';
import { SettingsError } from '../../config/settings.ts';
import { refusalOf } from './redis-refusal.ts';

const PROBE_EVERY_MS = 3_000;
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_000;

/** What a subscription receives. */
export interface SubscriptionListener {
  message(text: string): void;
  /** The subscription stands again after a loss: what was published meanwhile never arrives. */
  lost(): void;
}

interface Subscription extends SubscriptionListener {
  /** Set while it has never stood yet. */
  begun: { resolve: () => void; reject: (refusal: SettingsError) => void } | undefined;
}

/**
 * Listens on channels, over a connection of its own that is replaced when it breaks. Redis keeps nothing for those
 * who are away, so that each subscription learns when it may have missed something.
 */
export class RedisSubscriber {
  readonly #logger = new Logger('Redis');
  readonly #subscriptions = new Map<string, Subscription>();
  readonly #connect: (attempt: number) => Redis;
  readonly #probe: NodeJS.Timeout;
  #connection: Redis | undefined;
  #closed = false;

  /** @param connect opens the connection of one attempt; it must end, and not reconnect, when it is lost */
  constructor(connect: (attempt: number) => Redis) {
    this.#connect = connect;
    void this.#keepConnected();
    // A connection on which nothing ever arrives looks just like a dead one: ask.
    this.#probe = setInterval(() => {
      const connection = this.#connection;
      if (connection?.status === 'ready') connection.ping().catch(() => connection.disconnect());
    }, PROBE_EVERY_MS).unref();
  }

  /**
   * Resolves once Redis has confirmed the subscription: what is published from then on arrives, or `lost` is called.
   * @throws SettingsError when Redis refuses the first one for good
   */
  subscribe(channel: string, listener: SubscriptionListener): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#subscriptions.set(channel, {
        message: (text) => listener.message(text),
        lost: () => listener.lost(),
        begun: { resolve, reject },
      });
      const connection = this.#connection;
      if (connection?.status === 'ready') void this.#stand(connection, [channel]);
    });
  }

  close(): void {
    this.#closed = true;
    clearInterval(this.#probe);
    this.#connection?.disconnect();
  }

  async #keepConnected(): Promise<void> {
    let pause = FIRST_PAUSE_MS;
    for (let attempt = 0; !this.#closed; attempt += 1) {
      const stood = await this.#serve(this.#connect(attempt));
      pause = stood ? FIRST_PAUSE_MS : Math.min(LONGEST_PAUSE_MS, pause * 2);
      if (!this.#closed) await sleep(pause, undefined, { ref: false });
    }
  }

  /** Resolves when the connection has ended. @returns whether it ever was ready */
  #serve(connection: Redis): Promise<boolean> {
    this.#connection = connection;
    return new Promise((resolve) => {
      let stood = false;
      // Told by the connections for commands; an event without a listener would be printed.
      connection.on('error', () => undefined);
      connection.on('message', (channel, text) => this.#receive(channel, text));
      connection.on('ready', () => {
        stood = true;
        void this.#stand(connection, [...this.#subscriptions.keys()]);
      });
      connection.once('end', () => resolve(stood));
    });
  }

  async #stand(connection: Redis, channels: readonly string[]): Promise<void> {
    if (channels.length === 0) return;
    try {
      await connection.subscribe(...channels);
    } catch (error) {
      connection.disconnect(); // the next connection tries again
      const refusal = refusalOf(error);
      if (refusal) for (const channel of channels) this.#refused(channel, new SettingsError(refusal));
      return;
    }
    for (const channel of channels) this.#standing(channel);
  }

  #standing(channel: string): void {
    const subscription = this.#subscriptions.get(channel);
    if (!subscription) return;
    const { begun } = subscription;
    if (!begun) return this.#guard(() => subscription.lost());
    subscription.begun = undefined;
    begun.resolve();
  }

  /** Whoever waits for the first confirmation need not wait on; one that has stood is tried for again. */
  #refused(channel: string, refusal: SettingsError): void {
    const subscription = this.#subscriptions.get(channel);
    if (!subscription?.begun) return;
    this.#subscriptions.delete(channel);
    subscription.begun.reject(refusal);
  }

  #receive(channel: string, text: string): void {
    this.#guard(() => this.#subscriptions.get(channel)?.message(text));
  }

  /** Whatever arrives from outside must not end the process. */
  #guard(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#logger.error(
        localize(redisMessages.message_unread, { why: error instanceof Error ? error.name : 'unknown' }),
      );
    }
  }
}
