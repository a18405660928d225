import {
  SCENE_EVENTS,
  TERMINAL_LIFETIME_MS,
  TRANSITIONS,
  type ErrorCode,
  type SceneChange,
  type SceneEventName,
  type SceneOrigin,
  type SceneRecord,
  type SceneStatus,
} from '@maqiao/shared';
import type { OnModuleInit } from '@nestjs/common';
import type { Settings } from '../../../config/settings.ts';
import { notificationChannelPrefix } from '../notifications/redis-scene-notifications.ts';
import { fieldsOf, recordOfFields } from '../notifications/scene-fields.ts';
import type { RedisScript, SharedRedis } from '../../../platform/redis/shared-redis.ts';
import { SCENE_SCRIPT } from './scene-script.ts';
import { SceneStore, type StoredOutcome } from './scene-store.ts';

/** Who asks where nobody does: at the trial of a start. */
const NOBODY: SceneOrigin = {
  origin: '',
  browser: '',
  os: '',
  ip: '',
  region: null,
  display: 'screen',
};

/**
 * Scenes in Redis, shared by all instances: one script is handed the event's rows of the table, decides, writes and
 * publishes, all in one round trip and by Redis's own clock. Each scene is a key of its own that ends by itself. Whoever
 * waits is told within a bounded time when Redis is away: ApiError `unavailable`.
 */
export class RedisSceneStore extends SceneStore implements OnModuleInit {
  readonly #redis: SharedRedis;
  readonly #script: RedisScript;
  readonly #channels: string;
  readonly #reading: string;
  readonly #rules: Readonly<Record<SceneEventName, string>>;

  constructor(settings: Pick<Settings, 'lifetimes'>, redis: SharedRedis) {
    super();
    this.#redis = redis;
    this.#script = redis.script('maqiaoScene', SCENE_SCRIPT);
    this.#channels = notificationChannelPrefix(redis);
    const lifetimes = { ...settings.lifetimes, terminal: TERMINAL_LIFETIME_MS };
    const rulesOf = (event: SceneEventName) =>
      JSON.stringify({ lifetimes, creates: event === 'register', ...TRANSITIONS[event] });
    this.#reading = JSON.stringify({ lifetimes });
    this.#rules = Object.fromEntries(SCENE_EVENTS.map((event) => [event, rulesOf(event)])) as Record<
      SceneEventName,
      string
    >;
  }

  override async apply(scene: string, change: SceneChange): Promise<StoredOutcome> {
    const { event, person = '', number, browser, set = {} } = change;
    if (event === 'register' && !browser) throw new TypeError('register needs the browser that asks');
    const typed = number === undefined ? ['0', ''] : ['1', number];
    const fields = event === 'register' ? fieldsOf({ scene, browser }) : fieldsOf(set);
    const rules = this.#rules[event];
    return outcomeOf(
      await this.#script(this.#key(scene), rules, this.#channels, person, ...typed, ...fields),
    );
  }

  override async read(scene: string): Promise<{ record: Readonly<SceneRecord> | undefined; now: number }> {
    const { record, now } = outcomeOf(await this.#script(this.#key(scene), this.#reading, this.#channels));
    return { record, now };
  }

  onModuleInit(): Promise<void> {
    return this.tryOut();
  }

  /**
   * At a start: a login of nobody, from its registration to its end, so that what Redis does not take is known before
   * somebody signs in. @throws SettingsError with the cure
   */
  async tryOut(): Promise<void> {
    await this.#redis.tryOut(async (scene) => {
      await this.apply(scene, { event: 'register', browser: NOBODY });
      await this.apply(scene, { event: 'watch', set: { holder: scene } });
      await this.apply(scene, { event: 'scan', person: scene, set: { person: scene } });
      await this.read(scene);
      await this.#redis.run((commands) => commands.del(this.#key(scene)));
    });
  }

  override ping(): Promise<void> {
    return this.#redis.ping();
  }

  #key(scene: string): string {
    return this.#redis.key('scene', scene);
  }
}

function outcomeOf(reply: unknown): StoredOutcome {
  const [answer, changed, before, now, ...fields] = reply as string[];
  return {
    answer: answer as 'ok' | ErrorCode,
    changed: changed === '1',
    before: before === '' ? undefined : (before as SceneStatus),
    now: Number(now),
    record: fields.length === 0 ? undefined : recordOfFields(fields),
  };
}
