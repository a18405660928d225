import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { ApiError } from '../platform/http/api-error.ts';
import type { Clock } from '../platform/clock/clock.ts';
import { localize, message } from '../platform/operator-messages/messages.ts';
import { wechatMessages } from './wechat-messages.ts';
import type { AccessToken, AccessTokenStore } from './access-token-store.ts';
import { WECHAT_ENDPOINTS, type WechatEndpoint } from './endpoints.ts';
import { FetchCooldown } from './fetch-cooldown.ts';
import { readAccessToken } from './replies.ts';
import type { AccountWithSecret } from './wechat-account-kind.ts';
import { unavailable, WechatError } from './wechat-error.ts';
import type { WechatTransport } from './wechat-transport.ts';

/** WeChat makes the next token five minutes before the end of this one; both work until then. */
const REFRESH_AHEAD_MS = 5 * 60_000;
/** A token is not used in its last seconds: it could expire on the way. */
const LAST_SECONDS_MS = 10_000;
/** Shortly before its end WeChat may still return the old token. Pause until the next try. */
const AHEAD_PAUSE_MS = 15_000;
/** How long an instance may hold the right to fetch: a fetch takes less. */
const FETCH_RIGHT_MS = WECHAT_ENDPOINTS.stable_token.timeoutMs + 1_000;
/** How often an instance checks whether another's fetch has arrived. */
const RETRY_READ_MS = 100;

/**
 * Gives the access token of one account. One instance fetches at a time, a little before the last token
 * expires. It comes from `stable_token` without force: many may ask, all get the same.
 */
export class AccessTokenKeeper {
  private readonly logger = new Logger(AccessTokenKeeper.name);
  private readonly cooldown = new FetchCooldown();
  private pending: Promise<string> | null = null;
  private aheadNotBefore = 0;

  constructor(
    private readonly account: AccountWithSecret,
    private readonly transport: WechatTransport,
    private readonly store: AccessTokenStore,
    private readonly clock: Clock,
  ) {}

  /**
   * A token that works as far as is known here.
   * @throws ApiError when there is none and WeChat does not give one; for a while after a failure without a call.
   */
  async get(): Promise<string> {
    const held = await this.store.get();
    if (!held || !this.lives(held, LAST_SECONDS_MS)) return this.fetch(LAST_SECONDS_MS);
    if (!this.lives(held, REFRESH_AHEAD_MS)) this.fetchAhead();
    return held.value;
  }

  /** A token in place of one that WeChat has refused. @throws ApiError as {@link get}. */
  async replace(refused: string): Promise<string> {
    // The store compares: of many calls that failed with the same token, only the first causes a fetch.
    await this.store.remove(refused);
    return this.get();
  }

  /**
   * Makes a call that carries a token, and once more with another when WeChat refuses this one: a second refusal has
   * another cause than an ended token.
   * @param wholeMs for the call and everything that may precede it: a new token, a refused one, another
   * @param call gets the token, and the milliseconds that are left
   * @throws ApiError as {@link get}, and what the call throws
   */
  async use<T>(
    endpoint: WechatEndpoint,
    wholeMs: number,
    call: (accessToken: string, timeoutMs: number) => Promise<T>,
  ): Promise<T> {
    const deadline = this.clock.steady() + wholeMs;
    const inTime = (accessToken: string) => {
      const timeoutMs = deadline - this.clock.steady();
      if (timeoutMs <= 0) throw unavailable(endpoint, message(wechatMessages.token_took_all));
      return call(accessToken, timeoutMs);
    };
    const accessToken = await this.get();
    try {
      return await inTime(accessToken);
    } catch (error) {
      if (!(error instanceof WechatError && error.staleAccessToken)) throw error;
    }
    return inTime(await this.replace(accessToken));
  }

  private lives(token: AccessToken, atLeastMs: number): boolean {
    return token.expiresAt - this.storeTime() > atLeastMs;
  }

  private storeTime(): number {
    return this.store.isShared ? this.clock.now() : this.clock.steady();
  }

  private fetchAhead(): void {
    const now = this.clock.steady();
    if (this.pending || now < this.aheadNotBefore || this.cooldown.refusal(now)) return;
    this.aheadNotBefore = now + AHEAD_PAUSE_MS;
    this.fetch(REFRESH_AHEAD_MS).catch((error: unknown) => {
      const why = error instanceof ApiError ? (error.operatorHint ?? error.code) : 'internal';
      this.logger.warn(localize(wechatMessages.token_not_ahead, { why }));
    });
  }

  /** One fetch at a time in this process: other calls wait for the same one. */
  private fetch(enoughMs: number): Promise<string> {
    if (this.pending) return this.pending;
    const refusal = this.cooldown.refusal(this.clock.steady());
    if (refusal) return Promise.reject(refusal);
    this.pending = this.fetchOnce(enoughMs)
      .then(
        (token) => {
          this.cooldown.succeeded();
          return token.value;
        },
        (error: unknown) => {
          if (error instanceof ApiError) this.cooldown.failed(error, this.clock.steady());
          throw error;
        },
      )
      .finally(() => {
        this.pending = null;
      });
    return this.pending;
  }

  /** One fetch at a time across all instances: the others wait for the holder's token, or for the end of its right. */
  private async fetchOnce(enoughMs: number): Promise<AccessToken> {
    const looks = Math.ceil((2 * FETCH_RIGHT_MS) / RETRY_READ_MS);
    for (let look = 0; look < looks; look += 1) {
      const right = await this.store.takeFetchRight(FETCH_RIGHT_MS);
      try {
        // Checked again while holding the right: its last holder may have just stored a token.
        const held = await this.store.get();
        if (held && this.lives(held, enoughMs)) return held;
        if (right) return await this.fetchFromWechat();
      } finally {
        // A right that cannot be given back expires by itself; the token is returned all the same.
        await right?.release().catch(() => undefined);
      }
      await sleep(RETRY_READ_MS, undefined, { ref: false });
    }
    throw unavailable('stable_token', message(wechatMessages.token_by_none));
  }

  private async fetchFromWechat(): Promise<AccessToken> {
    const { provider, appId, appSecret } = this.account;
    // Taken before the call: the token's life begins when WeChat answers, so it ends here a little early.
    const asked = this.storeTime();
    const body = { grant_type: 'client_credential', appid: appId, secret: appSecret, force_refresh: false };
    const reply = await this.transport.call('stable_token', { body, account: provider }, readAccessToken);
    const token = { value: reply.access_token, expiresAt: asked + reply.expires_in * 1000 };
    await this.store.put(token);
    return token;
  }
}
