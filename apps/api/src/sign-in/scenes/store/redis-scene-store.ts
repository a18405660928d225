import {
  isErrorCode,
  SCENE_EVENTS,
  SCENE_STATUSES,
  TERMINAL_LIFETIME_MS,
  TRANSITIONS,
  fieldsBroughtBy,
  personOf,
  type ErrorCode,
  type SceneChange,
  type SceneEventName,
  type SceneOrigin,
  type SceneRecord,
  type SceneScan,
} from '@maqiao/shared';
import type { OnModuleInit } from '@nestjs/common';
import type { Settings } from '../../../config/settings.ts';
import { notificationChannelPrefix } from '../notifications/redis-scene-notifications.ts';
import { recordOfTexts, textsOf } from '../notifications/scene-fields.ts';
import type { RedisScript, SharedRedis } from '../../../platform/redis/shared-redis.ts';
import { SCENE_SCRIPT } from './scene-script.ts';
import { SceneStore, type StoredOutcome } from './scene-store.ts';

/** The browser of the trial login at a start. */
const TRIAL_BROWSER: SceneOrigin = {
  origin: '',
  browser: '',
  os: '',
  ip: '',
  region: null,
  display: 'screen',
};

const NO_SCAN: SceneScan = { user: { nickname: null, avatarUrl: null }, near: 'unknown', entry: null };

/**
 * Scenes in Redis, shared by all instances: one script gets the event's rows of the table, decides, writes and
 * publishes in one round trip, by Redis's own clock. Each scene is a key with an expiry. When
 * Redis is away, calls fail within a bounded time: ApiError `unavailable`.
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
    const { event } = change;
    const typedNumber = event === 'confirm' ? change.typedNumber : undefined;
    return outcomeOf(
      await this.#script(
        this.#key(scene),
        this.#rules[event],
        this.#channels,
        personOf(change) ?? '',
        ...(typedNumber === undefined ? ['0', ''] : ['1', typedNumber]),
        ...textsOf({ ...(event === 'register' && { scene }), ...fieldsBroughtBy(change) }),
      ),
    );
  }

  override async read(scene: string): Promise<{ record: Readonly<SceneRecord> | undefined; now: number }> {
    const { record, now } = replyOf(await this.#script(this.#key(scene), this.#reading, this.#channels));
    return { record, now };
  }

  onModuleInit(): Promise<void> {
    return this.tryOut();
  }

  /**
   * Runs a trial login at a start, from registration to end, so that a command that Redis refuses is known before
   * somebody signs in. @throws SettingsError with the cure
   */
  async tryOut(): Promise<void> {
    await this.#redis.tryOut(async (scene) => {
      await this.apply(scene, { event: 'register', method: '', browser: TRIAL_BROWSER });
      await this.apply(scene, { event: 'watch', holder: scene });
      await this.apply(scene, { event: 'scan', person: scene, scan: NO_SCAN });
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

/** The outcome in a reply to an event. @throws TypeError when it is none */
function outcomeOf(reply: unknown): StoredOutcome {
  const { answer, changed, before, record, now } = replyOf(reply);
  if (record !== undefined) return { answer, changed, before, record, now };
  if (answer === 'ok') throw new TypeError('the script has accepted an event without a scene');
  return { answer, changed: false, before: undefined, record, now };
}

/** What the script has returned: answer, whether something changed, the status before, the time, the record's fields. */
function replyOf(reply: unknown) {
  const [answer, changed, before, now, ...texts] = reply as string[];
  const isAnswer = (text: string | undefined): text is 'ok' | ErrorCode => text === 'ok' || isErrorCode(text);
  if (!isAnswer(answer)) throw new TypeError('the script has answered with no code');
  return {
    answer,
    changed: changed === '1',
    before: SCENE_STATUSES.find((status) => status === before),
    now: Number(now),
    record: texts.length === 0 ? undefined : recordOfTexts(texts),
  };
}
