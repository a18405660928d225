import { TERMINAL_LIFETIME_MS } from '@maqiao/shared';
import { randomId } from '../src/platform/secret/random.ts';
import {
  notificationChannelPrefix,
  RedisSceneNotifications,
} from '../src/sign-in/scenes/notifications/redis-scene-notifications.ts';
import type { SceneNotification } from '../src/sign-in/scenes/notifications/scene-notifications.ts';
import { SharedRedis } from '../src/platform/redis/shared-redis.ts';
import { RedisSceneStore } from '../src/sign-in/scenes/store/redis-scene-store.ts';
import { testSettings } from './test-settings.ts';

const settings = testSettings();

/** How long scenes last in tests over a real Redis. */
export const LIFETIMES = { ...settings.lifetimes, terminal: TERMINAL_LIFETIME_MS };

/** What one instance of the API uses of a Redis: its store and its notifications. */
export class RedisInstance {
  readonly redis: SharedRedis;
  readonly store: RedisSceneStore;
  readonly notifications: RedisSceneNotifications;
  heard: SceneNotification[] = [];
  /** How often it was notified of possible losses. */
  losses = 0;

  private constructor(redis: SharedRedis, notifications: RedisSceneNotifications) {
    this.redis = redis;
    this.notifications = notifications;
    this.store = new RedisSceneStore(settings, redis);
    notifications.listen((notification) => this.heard.push(notification));
    notifications.onLost(() => (this.losses += 1));
  }

  static async open(url: string): Promise<RedisInstance> {
    const redis = await SharedRedis.open(url, settings);
    return new RedisInstance(redis, await RedisSceneNotifications.open(redis));
  }

  /** Resolves when everything that was published to it before has arrived: Redis keeps the order. */
  async settle(): Promise<void> {
    const [from, scene] = [this.notifications.instance, `marker-${randomId()}`];
    const fields = { scene, status: 'pending', createdAt: '0', deadline: '0', browser: '{}' };
    const marker = JSON.stringify(['0', ...Object.entries(fields).flat()]);
    await this.redis.run((commands) =>
      commands.publish(notificationChannelPrefix(this.redis) + from, marker),
    );
    const arrived = () => this.heard.findIndex(({ record }) => record.scene === scene);
    while (arrived() < 0) await new Promise((resolve) => setImmediate(resolve));
    this.heard.splice(arrived(), 1);
  }

  close(): Promise<void> {
    return this.redis.onApplicationShutdown();
  }
}
