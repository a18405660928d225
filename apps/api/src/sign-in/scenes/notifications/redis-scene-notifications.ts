import { randomId } from '../../../platform/secret/random.ts';
import type { SharedRedis } from '../../../platform/redis/shared-redis.ts';
import { recordOfTexts } from './scene-fields.ts';
import { SceneNotifications, type SceneNotification } from './scene-notifications.ts';

/** Prefix of the instances' channels; the instance's name follows. */
export function notificationChannelPrefix(redis: SharedRedis): string {
  return redis.name('hints:');
}

/** Notifications between instances: each listens on a channel of its own, and hears only of the browsers it holds. */
export class RedisSceneNotifications extends SceneNotifications {
  override readonly instance = randomId();
  readonly #listeners: ((notification: SceneNotification) => void)[] = [];
  readonly #onLost: (() => void)[] = [];

  private constructor() {
    super();
  }

  /** Resolves once the channel is open: no browser is taken before its notifications can arrive. */
  static async open(redis: SharedRedis): Promise<RedisSceneNotifications> {
    const notifications = new RedisSceneNotifications();
    await redis.subscribe(notificationChannelPrefix(redis) + notifications.instance, {
      message: (text) => notifications.#receive(text),
      lost: () => notifications.#onLost.forEach((listener) => listener()),
    });
    return notifications;
  }

  override listen(listener: (notification: SceneNotification) => void): void {
    this.#listeners.push(listener);
  }

  override onLost(listener: () => void): void {
    this.#onLost.push(listener);
  }

  /** The script's message: the store's time, then the record's fields. */
  #receive(text: string): void {
    const [now, ...fields] = JSON.parse(text) as string[];
    const notification = { record: recordOfTexts(fields), now: Number(now) };
    for (const listener of this.#listeners) listener(notification);
  }
}
