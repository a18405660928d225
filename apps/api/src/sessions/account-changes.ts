import type { AccountChange } from '@maqiao/shared';
import { Injectable } from '@nestjs/common';
import type { SharedRedis } from '../platform/redis/shared-redis.ts';

/** Called once for each session whose person's account has changed. */
export type AccountChangeListener = (sid: string, change: AccountChange) => void;

interface Told {
  sids: readonly string[];
  change: AccountChange;
}

/**
 * Tells the sockets of sessions, on all instances, that their person's account has changed. A lost notice is no harm: the
 * audit log has the entry.
 */
@Injectable()
export class AccountChanges {
  readonly #listeners = new Set<AccountChangeListener>();

  /** For one process. */
  publish(sids: readonly string[], change: AccountChange): void {
    for (const sid of sids) for (const listener of this.#listeners) listener(sid, change);
  }

  /** @returns ends the subscription */
  subscribe(listener: AccountChangeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/** For many instances: any of them may hold a socket of the session. */
export class RedisAccountChanges extends AccountChanges {
  readonly #redis: SharedRedis;
  readonly #channel: string;

  private constructor(redis: SharedRedis) {
    super();
    this.#redis = redis;
    this.#channel = redis.name('account-changes');
  }

  /** Resolves once the channel is open. */
  static async open(redis: SharedRedis): Promise<RedisAccountChanges> {
    const changes = new RedisAccountChanges(redis);
    await redis.subscribe(changes.#channel, {
      message: (text) => {
        const { sids, change } = JSON.parse(text) as Told;
        changes.#tell(sids, change);
      },
      lost: () => undefined,
    });
    return changes;
  }

  override publish(sids: readonly string[], change: AccountChange): void {
    if (sids.length === 0) return;
    const told: Told = { sids, change };
    this.#redis
      .run((commands) => commands.publish(this.#channel, JSON.stringify(told)))
      // Redis is away: at least those of this instance.
      .catch(() => this.#tell(sids, change));
  }

  #tell(sids: readonly string[], change: AccountChange): void {
    super.publish(sids, change);
  }
}
