import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { localize } from '../operator-messages/messages.ts';
import { redisMessages } from './redis-messages.ts';
import { SettingsError } from '../../config/settings.ts';
import { refusalOf } from './redis-refusal.ts';

const PROBE_EVERY_MS = 3_000;
const FIRST_PAUSE_MS = 50;
const MAX_PAUSE_MS = 1_000;

/** What a subscription receives. */
export interface SubscriptionListener {
  message(text: string): void;
  /** The subscription was lost and is restored: messages published in between are missing. */
  lost(): void;
}

interface Subscription extends SubscriptionListener {
  /** Settles the promise of `subscribe`; unset after the first confirmation. */
  pending: { resolve: () => void; reject: (refusal: SettingsError) => void } | undefined;
}

/**
 * Listens on channels, over a connection of its own that is replaced when it breaks. Redis does not store messages for
 * absent subscribers, so each subscription is told when it may have missed some.
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
    // A broken connection may look like an idle one: PING tells.
    this.#probe = setInterval(() => {
      const connection = this.#connection;
      if (connection?.status === 'ready') connection.ping().catch(() => connection.disconnect());
    }, PROBE_EVERY_MS).unref();
  }

  /**
   * Resolves once Redis has confirmed the subscription: what is published from then on arrives, or `lost` is called.
   * @throws SettingsError when Redis refuses the first subscription permanently
   */
  subscribe(channel: string, listener: SubscriptionListener): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#subscriptions.set(channel, {
        message: (text) => listener.message(text),
        lost: () => listener.lost(),
        pending: { resolve, reject },
      });
      const connection = this.#connection;
      if (connection?.status === 'ready') void this.#subscribeTo(connection, [channel]);
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
      const wasReady = await this.#serve(this.#connect(attempt));
      pause = wasReady ? FIRST_PAUSE_MS : Math.min(MAX_PAUSE_MS, pause * 2);
      if (!this.#closed) await sleep(pause, undefined, { ref: false });
    }
  }

  /** Resolves when the connection has ended. @returns whether it ever was ready */
  #serve(connection: Redis): Promise<boolean> {
    this.#connection = connection;
    return new Promise((resolve) => {
      let wasReady = false;
      // The connection for commands logs it; ioredis would print an error event without a listener.
      connection.on('error', () => undefined);
      connection.on('message', (channel, text) => this.#receive(channel, text));
      connection.on('ready', () => {
        wasReady = true;
        void this.#subscribeTo(connection, [...this.#subscriptions.keys()]);
      });
      connection.once('end', () => resolve(wasReady));
    });
  }

  async #subscribeTo(connection: Redis, channels: readonly string[]): Promise<void> {
    if (channels.length === 0) return;
    try {
      await connection.subscribe(...channels);
    } catch (error) {
      connection.disconnect(); // the next connection tries again
      const refusal = refusalOf(error);
      if (refusal) for (const channel of channels) this.#refused(channel, new SettingsError(refusal));
      return;
    }
    for (const channel of channels) this.#confirmed(channel);
  }

  #confirmed(channel: string): void {
    const subscription = this.#subscriptions.get(channel);
    if (!subscription) return;
    const { pending } = subscription;
    if (!pending) return this.#guard(() => subscription.lost());
    subscription.pending = undefined;
    pending.resolve();
  }

  /** Rejects a pending subscription; one that was confirmed before is tried again with the next connection. */
  #refused(channel: string, refusal: SettingsError): void {
    const subscription = this.#subscriptions.get(channel);
    if (!subscription?.pending) return;
    this.#subscriptions.delete(channel);
    subscription.pending.reject(refusal);
  }

  #receive(channel: string, text: string): void {
    this.#guard(() => this.#subscriptions.get(channel)?.message(text));
  }

  /** A message from outside must not crash the process. */
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
