import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { SETTINGS, type Settings } from '../../../config/settings.ts';
import { IdentitiesTable, type IdentityKey } from '../../../people/identities/identities-table.ts';
import type { ProvenIdentity } from '../../../people/identities/proven-identity.ts';
import { ApiError } from '../../../platform/http/api-error.ts';
import { localize } from '../../../platform/operator-messages/messages.ts';
import { OfficialAccountClient, type Follower } from '../../../wechat/official-account-client.ts';
import { accountMessages } from './account-messages.ts';

/** How long a message waits for WeChat's word on who its sender is: the whole answer has 4 s. */
const WAIT_MS = 2_000;
/** How long what WeChat has said is kept: somebody who was asked to try again does so within it. */
const KEPT_MS = 120_000;
/** Beyond it nothing is kept, and everybody waits for WeChat themselves. */
const MOST_KEPT = 5_000;

/** Who the person behind an openid of the account is. */
@Injectable()
export class AccountPerson {
  readonly #logger = new Logger('OfficialAccount');
  readonly #asked = new Map<string, Promise<Follower>>();

  constructor(
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'wechat'>,
    private readonly wechat: OfficialAccountClient,
    private readonly identities: IdentitiesTable,
  ) {}

  /** The key of an openid among all identities. */
  keyOf(openid: string): IdentityKey {
    const appId = this.settings.wechat.officialAccount?.appId ?? '';
    return { provider: 'wechat-official-account', appId, subject: openid };
  }

  /** Whether they have signed in by this account before. */
  async isKnown(openid: string): Promise<boolean> {
    return (await this.identities.find(this.keyOf(openid))) !== undefined;
  }

  /**
   * The identity of a message's sender. Where the owner says that the accounts are bound, it comes with its unionid, or not
   * at all: they may be somebody whom another account knows.
   * @throws ApiError `wechat_unavailable` when WeChat has not said it in time
   */
  async prove(openid: string): Promise<ProvenIdentity> {
    const unionid = await this.#unionidOf(openid);
    return { ...this.keyOf(openid), unionid, hasNoUnionid: !this.wechat.canAsk };
  }

  async #unionidOf(openid: string): Promise<string | undefined> {
    // An account without a secret cannot ask; its people join others by linking.
    if (!this.settings.wechat.unionidExpected || !this.wechat.canAsk) return undefined;
    const known = await this.identities.find(this.keyOf(openid));
    if (known !== undefined && known.unionid !== null) return undefined;
    const follower = await this.#ask(openid);
    if (follower === undefined && known === undefined) throw new ApiError('wechat_unavailable');
    if (follower !== undefined && follower.unionid === undefined)
      this.#logger.warn(localize(accountMessages.no_unionid));
    return follower?.unionid;
  }

  /** What WeChat says, or undefined when it does not in time; it is asked on then, so that the next try has the answer. */
  async #ask(openid: string): Promise<Follower | undefined> {
    const asked = this.#asked.get(openid) ?? this.#begin(openid);
    const ended = new AbortController();
    const late = sleep(WAIT_MS, undefined, { signal: ended.signal, ref: false }).catch(() => undefined);
    try {
      return await Promise.race([asked, late]);
    } catch {
      return undefined; // said in the log already
    } finally {
      ended.abort();
    }
  }

  #begin(openid: string): Promise<Follower> {
    const asked = this.wechat.follower(openid);
    if (this.#asked.size < MOST_KEPT) this.#asked.set(openid, asked);
    const forget = () => void this.#asked.delete(openid);
    asked.then(
      () => void setTimeout(forget, KEPT_MS).unref(),
      (error: unknown) => {
        forget();
        const why = error instanceof ApiError ? (error.operatorHint ?? error.code) : 'internal';
        this.#logger.warn(localize(accountMessages.follower_unknown, { why }));
      },
    );
    return asked;
  }
}
