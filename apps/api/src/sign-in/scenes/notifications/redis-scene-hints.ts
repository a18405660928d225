import { randomId } from '../../../platform/secret/random.ts';
import type { SharedRedis } from '../../../platform/redis/shared-redis.ts';
import { recordOfFields } from './scene-fields.ts';
import { SceneHints, type SceneHint } from './scene-hints.ts';

/** What the names of the instances' channels begin with; the instance's name follows. */
export function hintChannelPrefix(redis: SharedRedis): string {
  return redis.name('hints:');
}

/** Hints between instances: each listens on a channel of its own, and hears only of the browsers it holds. */
export class RedisSceneHints extends SceneHints {
  override readonly instance = randomId();
  readonly #listeners: ((hint: SceneHint) => void)[] = [];
  readonly #onLost: (() => void)[] = [];

  private constructor() {
    super();
  }

  /** Resolves once the channel is open: no browser is taken before its hints can arrive. */
  static async open(redis: SharedRedis): Promise<RedisSceneHints> {
    const hints = new RedisSceneHints();
    await redis.subscribe(hintChannelPrefix(redis) + hints.instance, {
      message: (text) => hints.#receive(text),
      lost: () => hints.#onLost.forEach((listener) => listener()),
    });
    return hints;
  }

  override listen(listener: (hint: SceneHint) => void): void {
    this.#listeners.push(listener);
  }

  override onLost(listener: () => void): void {
    this.#onLost.push(listener);
  }

  /** The script's message: the store's time, then the record's fields. */
  #receive(text: string): void {
    const [now, ...fields] = JSON.parse(text) as string[];
    const hint = { record: recordOfFields(fields), now: Number(now) };
    for (const listener of this.#listeners) listener(hint);
  }
}
