import { Inject, Injectable } from '@nestjs/common';
import type { WechatAccount } from '../../config/wechat-accounts.ts';
import type { Kysely } from 'kysely';
import { SETTINGS, type Settings } from '../../config/settings.ts';
import { Clock } from '../../platform/clock/clock.ts';
import type { IdentityRow, Tables } from '../../platform/database/tables.ts';
import { Database } from '../../platform/database/database.ts';
import { isOrphanRefused } from '../../platform/database/unavailable.ts';
import { ApiError } from '../../platform/http/api-error.ts';
import { localize } from '../../platform/operator-messages/messages.ts';
import { MaqiaoSecret } from '../../platform/secret/maqiao-secret.ts';
import { randomId } from '../../platform/secret/random.ts';
import { lockUsers } from '../users/merged-users.ts';
import type { User } from '../users/user.ts';
import { UsersService } from '../users/users.service.ts';
import { IdentitiesTable, miniProgramIn } from './identities-table.ts';
import type { ProvenIdentity } from './proven-identity.ts';
import { sealSessionKey } from './session-key.ts';
import { identityMessages } from './identity-messages.ts';
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

/** The setting that decides here. */
export interface IdentitySettings {
  readonly wechat: Pick<Settings['wechat'], 'unionidExpected'>;
}

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
    @Inject(SETTINGS) private readonly settings: IdentitySettings,
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

  /** As `resolve`, but nobody is made and nothing joins: undefined when the identity is unknown. */
  recognise(proven: ProvenIdentity): Promise<ResolvedIdentity | undefined> {
    return this.#find(proven);
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

  /** Whose a proven identity is: by its openid, or by its unionid at another account of ours; undefined: nobody's. */
  async ownerOf(proven: ProvenIdentity): Promise<string | undefined> {
    return this.#ownerOf(this.database.queries, proven);
  }

  /**
   * Adds a proven identity to a user. One call for every method: see `LinkIdentity`, which also tells the person.
   * @returns `known` when it was theirs already; then only its session key is kept
   * @throws ApiError `identity_taken` when it is another user's, by its openid or its unionid; `invalid_token` when the
   * user is gone or has given way to another, `login_blocked`
   */
  async link(userId: string, proven: ProvenIdentity): Promise<'linked' | 'known'> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const linked = await this.#link(userId, proven);
      if (linked === 'linked') return linked;
      if (linked === 'known' && (await this.belongsTo(userId, proven))) return linked;
    }
    throw new ApiError('unavailable', { retryAfterSeconds: 1 });
  }

  /** @returns undefined when somebody else entered the identity meanwhile */
  #link(userId: string, proven: ProvenIdentity): Promise<'linked' | 'known' | undefined> {
    const { unionid } = proven;
    return this.database.queries.transaction().execute(async (transaction) => {
      if (unionid !== undefined) await this.table.lockUnionid(transaction, unionid);
      const [user] = await lockUsers(this.database, transaction, [userId]);
      if (user === undefined || user.merged_into !== null) throw new ApiError('invalid_token');
      if (user.blocked === 1) throw new ApiError('login_blocked');
      const owner = await this.#ownerOf(transaction, proven);
      if (owner !== undefined && owner !== userId) throw new ApiError('identity_taken');
      if ((await this.table.ownerOf(transaction, proven)) === userId) return 'known';
      // One openid of an account for each unionid: a second one of the same person is kept without it.
      const holder =
        unionid === undefined ? undefined : await this.table.holderOf(transaction, proven, unionid);
      const isEntered = await this.table.insert(
        transaction,
        this.#rowOf(proven, userId, holder === undefined ? unionid : undefined),
      );
      return isEntered ? 'linked' : undefined;
    });
  }

  async #ownerOf(queries: Kysely<Tables>, proven: ProvenIdentity): Promise<string | undefined> {
    const { unionid } = proven;
    const owner = await this.table.ownerOf(queries, proven);
    if (owner !== undefined || unionid === undefined) return owner;
    const holder = await this.table.holderOf(queries, proven, unionid);
    if (holder !== undefined || !this.#isConfigured(proven)) return holder;
    return this.table.userOfUnionid(queries, unionid, this.accounts);
  }

  #rowOf(proven: ProvenIdentity, userId: string, unionid: string | undefined): IdentityRow {
    const now = this.clock.now();
    return {
      provider: proven.provider,
      app_id: proven.appId,
      subject: proven.subject,
      user_id: userId,
      unionid: unionid ?? null,
      session_key_sealed: sealSessionKey(this.secret, proven) ?? null,
      created_at: now,
      last_used_at: now,
    };
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
    const isMissing = proven.unionid === undefined && proven.hasNoUnionid !== true;
    if (isMissing && this.settings.wechat.unionidExpected) throw unionidMissing(proven);
    try {
      return await this.database.queries.transaction().execute(async (transaction) => {
        const { unionid } = proven;
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
        const isEntered = await this.table.insert(transaction, this.#rowOf(proven, userId, believed));
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

/**
 * With WECHAT_UNIONID=expected nobody is made without a unionid: they would be a second person later. The mini program
 * gets it with every login code, so that it is missing means that the account is not bound; elsewhere the answer that
 * brings it has failed, and another try may do.
 */
function unionidMissing({ provider, appId }: ProvenIdentity): ApiError {
  return provider === 'wechat-mini-program'
    ? new ApiError('wechat_misconfigured', {
        operatorHint: localize(identityMessages.unionid_missing, { appId }),
      })
    : new ApiError('wechat_unavailable', { retryAfterSeconds: 2 });
}
