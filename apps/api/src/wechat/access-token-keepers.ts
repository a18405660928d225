import type { IdentityProvider } from '@maqiao/shared';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { SETTINGS, type Settings } from '../config/settings.ts';
import { Clock } from '../platform/clock/clock.ts';
import { SharedRedis } from '../platform/redis/shared-redis.ts';
import { MaqiaoSecret } from '../platform/secret/maqiao-secret.ts';
import { AccessTokenKeeper } from './access-token-keeper.ts';
import type { AccessTokenStore } from './access-token-store.ts';
import { MemoryAccessTokenStore } from './memory-access-token-store.ts';
import { RedisAccessTokenStore } from './redis-access-token-store.ts';
import type { AccountWithSecret } from './wechat-account-kind.ts';
import { WechatTransport } from './wechat-transport.ts';

/** Where the access token of one account is kept. */
@Injectable()
export class AccessTokenStores {
  constructor(
    @Inject(SharedRedis) private readonly redis: SharedRedis | null,
    private readonly secret: MaqiaoSecret,
    private readonly clock: Clock,
  ) {}

  /** Called at the start only: Redis has to know its scripts by then. */
  open({ provider, appId }: AccountWithSecret): AccessTokenStore {
    if (this.redis === null) return new MemoryAccessTokenStore(this.clock);
    // The mini program's key is that of versions that knew no other account.
    const owner = provider === 'wechat-mini-program' ? undefined : appId;
    return new RedisAccessTokenStore(this.redis, this.secret, owner);
  }
}

/** One keeper of an access token for each account that has a secret: a token opens the calls of its own account only. */
@Injectable()
export class AccessTokenKeepers implements OnModuleInit {
  readonly #keepers: ReadonlyMap<IdentityProvider, AccessTokenKeeper>;
  readonly #stores: readonly AccessTokenStore[];

  constructor(
    @Inject(SETTINGS) { wechat }: Pick<Settings, 'wechat'>,
    stores: AccessTokenStores,
    transport: WechatTransport,
    clock: Clock,
  ) {
    const opened = accountsWithTokens(wechat).map((account) => ({ account, store: stores.open(account) }));
    this.#stores = opened.map(({ store }) => store);
    this.#keepers = new Map(
      opened.map(({ account, store }) => [
        account.provider,
        new AccessTokenKeeper(account, transport, store, clock),
      ]),
    );
  }

  /** @returns undefined when no such account is configured, or it has no secret */
  of(provider: IdentityProvider): AccessTokenKeeper | undefined {
    return this.#keepers.get(provider);
  }

  /** @throws SettingsError with the cure when Redis refuses what a store needs */
  async onModuleInit(): Promise<void> {
    for (const store of this.#stores) if (store instanceof RedisAccessTokenStore) await store.tryOut();
  }
}

function accountsWithTokens({ miniProgram, officialAccount }: Settings['wechat']): AccountWithSecret[] {
  const { appId, appSecret } = officialAccount ?? {};
  return [
    ...(miniProgram ? [{ provider: 'wechat-mini-program', ...miniProgram } as const] : []),
    ...(appId !== undefined && appSecret !== undefined
      ? [{ provider: 'wechat-official-account', appId, appSecret } as const]
      : []),
  ];
}
