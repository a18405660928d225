import { TERMINAL_LIFETIME_MS } from '@maqiao/shared';
import { randomId } from '../src/platform/secret/random.ts';
import { hintChannelPrefix, RedisSceneHints } from '../src/sign-in/scenes/notifications/redis-scene-hints.ts';
import type { SceneHint } from '../src/sign-in/scenes/notifications/scene-hints.ts';
import { SharedRedis } from '../src/platform/redis/shared-redis.ts';
import { RedisSceneStore } from '../src/sign-in/scenes/store/redis-scene-store.ts';
import { testSettings } from './test-settings.ts';

const settings = testSettings();

/** How long scenes last in tests over a real Redis. */
export const LIFETIMES = { ...settings.lifetimes, terminal: TERMINAL_LIFETIME_MS };

/** What one instance of the API has of a Redis: its store, and the hints it hears. */
export class RedisInstance {
  readonly redis: SharedRedis;
  readonly store: RedisSceneStore;
  readonly hints: RedisSceneHints;
  heard: SceneHint[] = [];
  /** How often it was told that hints may have been lost. */
  losses = 0;

  private constructor(redis: SharedRedis, hints: RedisSceneHints) {
    this.redis = redis;
    this.hints = hints;
    this.store = new RedisSceneStore(settings, redis);
    hints.listen((hint) => this.heard.push(hint));
    hints.onLost(() => (this.losses += 1));
  }

  static async open(url: string): Promise<RedisInstance> {
    const redis = await SharedRedis.open(url, settings);
    return new RedisInstance(redis, await RedisSceneHints.open(redis));
  }

  /** Resolves when everything that was published to it before has arrived: Redis keeps the order. */
  async settle(): Promise<void> {
    const [from, scene] = [this.hints.instance, `marker-${randomId()}`];
    const fields = { scene, status: 'pending', createdAt: '0', deadline: '0', browser: '{}' };
    const marker = JSON.stringify(['0', ...Object.entries(fields).flat()]);
    await this.redis.run((commands) => commands.publish(hintChannelPrefix(this.redis) + from, marker));
    const arrived = () => this.heard.findIndex(({ record }) => record.scene === scene);
    while (arrived() < 0) await new Promise((resolve) => setImmediate(resolve));
    this.heard.splice(arrived(), 1);
  }

  close(): Promise<void> {
    return this.redis.onApplicationShutdown();
  }
}
