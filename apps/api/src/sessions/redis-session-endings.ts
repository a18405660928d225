import { setTimeout as sleep } from 'node:timers/promises';
import { Logger, type OnModuleDestroy } from '@nestjs/common';
import type { SessionEndReason } from '@maqiao/shared';
import { localize } from '../platform/operator-messages/messages.ts';
import { sessionMessages } from './session-messages.ts';
import { randomId } from '../platform/secret/random.ts';
import type { SharedRedis } from '../platform/redis/shared-redis.ts';
import type { SessionEndListener } from './session.ts';
import { LocalSessionEndings, SessionEndings } from './session-endings.ts';

const RETRY_EVERY_MS = 500;
/** An instance that is not reached within this time has lost its connection too, and reads its sessions again. */
const RETRIES = 60;

interface Ending {
  sid: string;
  reason: SessionEndReason;
  /** The instance where the session ended. It has called its own listeners already. */
  from: string;
}

/** For many instances, over one channel: endings are rare, and any instance may hold a socket of the session. */
export class RedisSessionEndings extends SessionEndings implements OnModuleDestroy {
  readonly #redis: SharedRedis;
  readonly #channel: string;
  readonly #logger = new Logger('SessionEndings');
  readonly #instance = randomId();
  readonly #local = new LocalSessionEndings();
  readonly #onLost = new Set<() => void>();
  readonly #stop = new AbortController();

  private constructor(redis: SharedRedis) {
    super();
    this.#redis = redis;
    this.#channel = redis.name('session-endings');
  }

  /** Resolves once the channel is open. */
  static async open(redis: SharedRedis): Promise<RedisSessionEndings> {
    const endings = new RedisSessionEndings(redis);
    await redis.subscribe(endings.#channel, {
      message: (text) => endings.#receive(JSON.parse(text) as Ending),
      lost: () => endings.#onLost.forEach((listener) => listener()),
    });
    return endings;
  }

  override publish(sid: string, reason: SessionEndReason): void {
    this.#local.publish(sid, reason);
    void this.#send({ sid, reason, from: this.#instance });
  }

  override subscribe(listener: SessionEndListener): () => void {
    return this.#local.subscribe(listener);
  }

  override onLost(listener: () => void): () => void {
    this.#onLost.add(listener);
    return () => this.#onLost.delete(listener);
  }

  onModuleDestroy(): void {
    this.#stop.abort();
  }

  #receive({ sid, reason, from }: Ending): void {
    if (from !== this.#instance) this.#local.publish(sid, reason);
  }

  async #send(ending: Ending): Promise<void> {
    const text = JSON.stringify(ending);
    for (let attempt = 0; attempt < RETRIES && !this.#stop.signal.aborted; attempt += 1) {
      try {
        await this.#redis.run((commands) => commands.publish(this.#channel, text));
        return;
      } catch {
        await sleep(RETRY_EVERY_MS, undefined, { ref: false, signal: this.#stop.signal }).catch(
          () => undefined,
        );
      }
    }
    this.#logger.warn(localize(sessionMessages.session_end_untold));
  }
}
