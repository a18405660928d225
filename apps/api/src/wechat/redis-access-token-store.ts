import type { RedisScript, SharedRedis } from '../platform/redis/shared-redis.ts';
import { randomId } from '../platform/secret/random.ts';
import type { MaqiaoSecret } from '../platform/secret/maqiao-secret.ts';
import { type AccessToken, AccessTokenStore, type FetchRight } from './access-token-store.ts';

/** WeChat's tokens live two hours; what is kept longer is of no use to anyone. */
const KEPT_MS = 2 * 60 * 60_000;

/** Expiry of the trial's keys, in case it is interrupted. */
const TRIAL_KEPT_MS = 10_000;

const REMOVE_IF_SAME = `
if redis.call('HGET', KEYS[1], 'mac') == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 'OK'
`;

const PUT = `
redis.call('HSET', KEYS[1], 'mac', ARGV[1], 'sealed', ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return 'OK'
`;

/** Deletes the right only when this instance still holds it. */
const RELEASE_IF_OWN = `
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 'OK'
`;

/**
 * The access token of one account, for all instances. Redis is no place for secrets (it has backups, replicas and readers of its own),
 * so the token is sealed; a keyed hash beside it identifies a token without opening it.
 */
export class RedisAccessTokenStore extends AccessTokenStore {
  override readonly isShared = true;
  readonly #redis: SharedRedis;
  readonly #secret: MaqiaoSecret;
  readonly #tokenKey: string;
  readonly #rightKey: string;
  readonly #put: RedisScript;
  readonly #removeIfSame: RedisScript;
  readonly #releaseIfOwn: RedisScript;

  /** @param owner - names the account; undefined for the mini program */
  constructor(redis: SharedRedis, secret: MaqiaoSecret, owner?: string) {
    super();
    this.#redis = redis;
    this.#secret = secret;
    this.#tokenKey = redis.key('wechat', nameFor('access-token', owner));
    this.#rightKey = redis.key('wechat', nameFor('fetch-right', owner));
    this.#put = redis.script('maqiaoPutAccessToken', PUT);
    this.#removeIfSame = redis.script('maqiaoRemoveAccessToken', REMOVE_IF_SAME);
    this.#releaseIfOwn = redis.script('maqiaoReleaseFetchRight', RELEASE_IF_OWN);
  }

  override async get(): Promise<AccessToken | null> {
    const sealed = await this.#redis.run((commands) => commands.hget(this.#tokenKey, 'sealed'));
    if (sealed === null) return null;
    try {
      return JSON.parse(this.#secret.open('access-token', this.#tokenKey, sealed)) as AccessToken;
    } catch {
      return null; // sealed with another secret, or not by us: a fresh one replaces it
    }
  }

  override async put({ value, expiresAt }: AccessToken): Promise<void> {
    const sealed = this.#secret.seal('access-token', this.#tokenKey, JSON.stringify({ value, expiresAt }));
    await this.#put(this.#tokenKey, this.#mac(value), sealed, String(KEPT_MS));
  }

  override async remove(value: string): Promise<void> {
    await this.#removeIfSame(this.#tokenKey, this.#mac(value));
  }

  override async takeFetchRight(lifetimeMs: number): Promise<FetchRight | null> {
    const owner = randomId();
    const taken = await this.#redis.run((commands) =>
      commands.set(this.#rightKey, owner, 'PX', lifetimeMs, 'NX'),
    );
    if (taken === null) return null;
    return { release: async () => void (await this.#releaseIfOwn(this.#rightKey, owner)) };
  }

  /** At a start: runs each script once, on a key of its own. @throws SettingsError with the cure */
  async tryOut(): Promise<void> {
    await this.#redis.tryOut(async (name) => {
      const [hash, text] = [this.#redis.key('wechat', name), this.#redis.key('wechat-check', name)];
      await this.#put(hash, name, name, String(TRIAL_KEPT_MS));
      await this.#removeIfSame(hash, name);
      await this.#releaseIfOwn(text, name);
    });
  }

  #mac(value: string): string {
    return this.#secret.mac('access-token-mac', value);
  }
}

function nameFor(what: string, owner: string | undefined): string {
  return owner === undefined ? what : `${what}:${owner}`;
}
