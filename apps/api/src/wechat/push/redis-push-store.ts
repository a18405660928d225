import { hash } from 'node:crypto';
import type { SharedRedis } from '../../platform/redis/shared-redis.ts';
import {
  ANSWER_KEPT_MS,
  PushStore,
  RUNNING_MS,
  SIGNATURE_KEPT_MS,
  type PushAnswer,
  type PushProgress,
} from './push-store.ts';

const RUNNING = 'running';

/** Messages of all instances: a repeat may reach another one than the message did. */
export class RedisPushStore extends PushStore {
  constructor(private readonly redis: SharedRedis) {
    super();
  }

  override async begin(id: string): Promise<PushProgress> {
    const key = this.#key(id);
    const taken = await this.redis.run((commands) => commands.set(key, RUNNING, 'PX', RUNNING_MS, 'NX'));
    if (taken !== null) return { state: 'yours' };
    const kept = await this.redis.run((commands) => commands.get(key));
    // Ended between the two commands: the next look takes it.
    if (kept === null || kept === RUNNING) return { state: 'running' };
    return { state: 'answered', answer: JSON.parse(kept) as PushAnswer };
  }

  override async answer(id: string, answer: PushAnswer): Promise<void> {
    await this.redis.run((commands) =>
      commands.set(this.#key(id), JSON.stringify(answer), 'PX', ANSWER_KEPT_MS),
    );
  }

  override async giveBack(id: string): Promise<void> {
    await this.redis.run((commands) => commands.del(this.#key(id)));
  }

  override async isFirstBody(signature: string, bodyDigest: string): Promise<boolean> {
    const key = this.redis.key('push-signature', signature);
    const first = await this.redis.run((commands) =>
      commands.set(key, bodyDigest, 'PX', SIGNATURE_KEPT_MS, 'NX'),
    );
    return first !== null || (await this.redis.run((commands) => commands.get(key))) === bodyDigest;
  }

  /** An id holds an openid and what WeChat wrote: a key has a fixed length, and names nobody. */
  #key(id: string): string {
    return this.redis.key('push', hash('sha256', id, 'base64url'));
  }
}
