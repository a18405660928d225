import type { OnModuleInit } from '@nestjs/common';
import { hash } from 'node:crypto';
import type { RedisScript, SharedRedis } from '../../../platform/redis/shared-redis.ts';
import type { MaqiaoSecret } from '../../../platform/secret/maqiao-secret.ts';
import { OneTimeStore, type OneTimeKind } from './one-time-store.ts';

/** GETDEL is newer than the oldest Redis that Maqiao works with. */
const TAKE = `
local found = redis.call('GET', KEYS[1])
if found then redis.call('DEL', KEYS[1]) end
return found
`;

/** Expiry of the trial's keys, in case it is interrupted. */
const TRIAL_KEPT_MS = 10_000;

/** The store of all instances. Redis has readers of its own: keys are hashes, and texts are sealed to them. */
export class RedisOneTimeStore extends OneTimeStore implements OnModuleInit {
  readonly #take: RedisScript;

  constructor(
    private readonly redis: SharedRedis,
    private readonly secret: MaqiaoSecret,
  ) {
    super();
    this.#take = redis.script('maqiaoTakeOnce', TAKE);
  }

  override async put(kind: OneTimeKind, id: string, text: string, lifetimeMs: number): Promise<void> {
    const key = this.#keyOf(kind, id);
    const sealed = this.secret.seal('redirect-sign-in', key, text);
    await this.redis.run((commands) => commands.set(key, sealed, 'PX', lifetimeMs));
  }

  override async read(kind: OneTimeKind, id: string): Promise<string | undefined> {
    const key = this.#keyOf(kind, id);
    return this.#open(key, await this.redis.run((commands) => commands.get(key)));
  }

  override async take(kind: OneTimeKind, id: string): Promise<string | undefined> {
    const key = this.#keyOf(kind, id);
    return this.#open(key, await this.#take(key));
  }

  /** At a start: takes once, on a key of its own. @throws SettingsError with the cure */
  onModuleInit(): Promise<void> {
    return this.redis.tryOut(async (name) => {
      await this.put('state', name, name, TRIAL_KEPT_MS);
      await this.read('state', name);
      await this.take('state', name);
    });
  }

  #open(key: string, sealed: unknown): string | undefined {
    if (typeof sealed !== 'string') return undefined;
    try {
      return this.secret.open('redirect-sign-in', key, sealed);
    } catch {
      return undefined; // sealed with another secret, or not by us
    }
  }

  #keyOf(kind: OneTimeKind, id: string): string {
    return this.redis.key(`sign-in-${kind}`, hash('sha256', id, 'base64url'));
  }
}
