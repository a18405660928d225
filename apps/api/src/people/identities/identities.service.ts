import { Inject, Injectable } from '@nestjs/common';
import type { WechatAccount } from '../../config/wechat-accounts.ts';
import { Clock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/database/database.ts';
import { isOrphanRefused } from '../../platform/database/unavailable.ts';
import { ApiError } from '../../platform/http/api-error.ts';
import { MaqiaoSecret } from '../../platform/secret/maqiao-secret.ts';
import { randomId } from '../../platform/secret/random.ts';
import type { User } from '../users/user.ts';
import { UsersService } from '../users/users.service.ts';
import { IdentitiesTable, miniProgramIn } from './identities-table.ts';
import type { ProvenIdentity } from './proven-identity.ts';
import { sealSessionKey } from './session-key.ts';
import { WECHAT_ACCOUNTS } from './wechat-accounts-token.ts';

/** The user of a proven identity. */
export interface ResolvedIdentity {
  readonly user: User;
  /** Whether this call made the user. */
  readonly isNew: boolean;
  /** The user with the same unionid at the same account under another openid. The unionid was not stored then. */
  readonly conflictWith?: string | undefined;
}

/** Another call has inserted the identity meanwhile: this transaction must be rolled back. */
class EnteredMeanwhile extends Error {}

/** How often a sign-in is tried again when other calls change the same rows at the same time. */
const ATTEMPTS = 4;

/** Finds and makes the users of proven identities. */
@Injectable()
export class IdentitiesService {
  constructor(
    private readonly database: Database,
    private readonly table: IdentitiesTable,
    private readonly users: UsersService,
    private readonly secret: MaqiaoSecret,
    private readonly clock: Clock,
    @Inject(WECHAT_ACCOUNTS) private readonly accounts: readonly WechatAccount[],
  ) {}

  /**
   * Finds or makes the user of a proven identity. A known identity is its user's. An unknown one joins the user who has
   * its unionid at another account that is configured here; otherwise it makes a new user. Any number of calls at once
   * make one user and one identity. A newer unionid replaces the old one.
   * @throws ApiError `unavailable` when the user is deleted and made again at each try
   */
  async resolve(proven: ProvenIdentity): Promise<ResolvedIdentity> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const resolved = (await this.#find(proven)) ?? (await this.#make(proven));
      if (resolved !== undefined) return resolved;
    }
    throw new ApiError('unavailable', { retryAfterSeconds: 1 });
  }

  /**
   * Whether a proven identity is one of this user. If so, its new session key is kept: WeChat has just replaced the old
   * one. Never makes a user.
   */
  async belongsTo(userId: string, proven: ProvenIdentity): Promise<boolean> {
    const sealed = sealSessionKey(this.secret, proven);
    const identity = await this.table.use(proven, sealed, this.clock.now(), userId);
    if (identity === undefined) return false;
    await this.#learnUnionid(proven, identity.unionid);
    return true;
  }

  /**
   * A person's identity of the mini program; undefined when they have never used it. A database has one mini program.
   */
  async ofMiniProgram(userId: string): Promise<{ openid: string; unionid: string | null } | undefined> {
    const row = miniProgramIn(await this.table.ofUsers([userId]));
    return row && { openid: row.subject, unionid: row.unionid };
  }

  async #find(proven: ProvenIdentity): Promise<ResolvedIdentity | undefined> {
    const now = this.clock.now();
    const identity = await this.table.use(proven, sealSessionKey(this.secret, proven), now);
    if (identity === undefined) return undefined;
    const user = await this.users.signedIn(identity.user_id, now);
    // Between the two statements they were deleted, or gave way to another user, who has the identity now.
    if (user === undefined || user.mergedInto !== null) return undefined;
    return { user, isNew: false, conflictWith: await this.#learnUnionid(proven, identity.unionid) };
  }

  /** @returns undefined when somebody else entered the identity, or the user whom it would join was deleted */
  async #make(proven: ProvenIdentity): Promise<ResolvedIdentity | undefined> {
    try {
      return await this.database.queries.transaction().execute(async (transaction) => {
        const { provider, appId, subject, unionid } = proven;
        const now = this.clock.now();
        if (unionid !== undefined) await this.table.lockUnionid(transaction, unionid);
        const conflictWith =
          unionid === undefined ? undefined : await this.table.holderOf(transaction, proven, unionid);
        const believed = conflictWith === undefined ? unionid : undefined;
        const joined =
          believed === undefined || !this.#isConfigured(proven)
            ? undefined
            : await this.table.userOfUnionid(transaction, believed, this.accounts);
        const userId = joined ?? randomId();
        const made = joined === undefined ? await this.users.insert(transaction, userId, now) : undefined;
        const isEntered = await this.table.insert(transaction, {
          provider,
          app_id: appId,
          subject,
          user_id: userId,
          unionid: believed ?? null,
          session_key_sealed: sealSessionKey(this.secret, proven) ?? null,
          created_at: now,
          last_used_at: now,
        });
        const user = made ?? (await this.users.signedIn(userId, now, transaction));
        if (!isEntered || user === undefined || user.mergedInto !== null) throw new EnteredMeanwhile();
        return { user, isNew: made !== undefined, conflictWith };
      });
    } catch (error) {
      if (error instanceof EnteredMeanwhile || isOrphanRefused(error)) return undefined;
      throw error;
    }
  }

  /**
   * Stores a unionid that WeChat has sent for the first time, or has changed. It does not join or merge users: the
   * identity has its user.
   * @returns the user who has it at the same account under another openid; then nothing is changed
   */
  async #learnUnionid(proven: ProvenIdentity, known: string | null): Promise<string | undefined> {
    const { unionid } = proven;
    if (unionid === undefined || unionid === known) return undefined;
    return this.database.queries.transaction().execute(async (transaction) => {
      await this.table.lockUnionid(transaction, unionid);
      const holder = await this.table.holderOf(transaction, proven, unionid);
      if (holder === undefined) await this.table.setUnionid(transaction, proven, unionid);
      return holder;
    });
  }

  #isConfigured({ provider, appId }: ProvenIdentity): boolean {
    return this.accounts.some((account) => account.provider === provider && account.appId === appId);
  }
}
