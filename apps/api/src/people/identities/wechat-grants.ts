import { nicknameSchema } from '@maqiao/shared/schemas';
import { Injectable } from '@nestjs/common';
import { hash } from 'node:crypto';
import { Clock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/database/database.ts';
import { isOrphanRefused } from '../../platform/database/unavailable.ts';
import { MaqiaoSecret } from '../../platform/secret/maqiao-secret.ts';
import { columnsOf, type IdentityKey } from './identities-table.ts';
import type { ProvenIdentity, ShownProfile, WebTokens } from './proven-identity.ts';
import { openWebTokens, sealWebTokens } from './web-tokens.ts';

/** A name and a picture that WeChat shows of a person, which they have neither accepted nor declined. */
export interface Proposal {
  readonly identity: IdentityKey;
  readonly nickname: string | null;
  /** Address at WeChat. */
  readonly pictureUrl: string | null;
  /** The tokens to ask WeChat again with; undefined where there are none, or they do not open any more. */
  readonly tokens: WebTokens | undefined;
}

/** What WeChat calls everybody whom it does not name. */
const NOBODY = new Set(['微信用户', 'WeChat User']);

/** What web OAuth has given for identities: sealed tokens, and proposals. */
@Injectable()
export class WechatGrants {
  constructor(
    private readonly database: Database,
    private readonly secret: MaqiaoSecret,
    private readonly clock: Clock,
  ) {}

  /**
   * Keeps what a proof has brought beside the identity. A profile is proposed once: accepted or declined, it comes back
   * only when WeChat shows another one. Nothing happens where the identity is gone meanwhile.
   */
  async keep({ webTokens, profile, ...identity }: ProvenIdentity): Promise<void> {
    if (webTokens === undefined && profile === undefined) return;
    const tokens =
      webTokens === undefined ? {} : { tokens_sealed: sealWebTokens(this.secret, identity, webTokens) };
    const now = this.clock.now();
    try {
      await this.database.queries
        .insertInto('wechat_grants')
        .values({
          ...columnsOf(identity),
          tokens_sealed: null,
          proposed_nickname: null,
          proposed_picture: null,
          profile_hash: null,
          updated_at: now,
          ...tokens,
        })
        .onConflict((conflict) =>
          conflict.columns(['provider', 'app_id', 'subject']).doUpdateSet({ updated_at: now, ...tokens }),
        )
        .execute();
    } catch (error) {
      if (isOrphanRefused(error)) return;
      throw error;
    }
    if (profile !== undefined) await this.#propose(identity, profile);
  }

  /** The proposal to a person that came last; undefined when there is none. */
  async proposalTo(userId: string): Promise<Proposal | undefined> {
    const row = await this.database.queries
      .selectFrom('wechat_grants as grant')
      .innerJoin('identities as identity', (join) =>
        join
          .onRef('identity.provider', '=', 'grant.provider')
          .onRef('identity.app_id', '=', 'grant.app_id')
          .onRef('identity.subject', '=', 'grant.subject'),
      )
      .selectAll('grant')
      .where('identity.user_id', '=', userId)
      .where((eb) =>
        eb.or([eb('grant.proposed_nickname', 'is not', null), eb('grant.proposed_picture', 'is not', null)]),
      )
      .orderBy('grant.updated_at', 'desc')
      .limit(1)
      .executeTakeFirst();
    if (row === undefined) return undefined;
    const identity = { provider: row.provider, appId: row.app_id, subject: row.subject };
    return {
      identity,
      nickname: row.proposed_nickname,
      pictureUrl: row.proposed_picture,
      tokens: row.tokens_sealed === null ? undefined : this.#open(identity, row.tokens_sealed),
    };
  }

  /** The person has answered: nothing is proposed any more until WeChat shows another profile. */
  async answered(identity: IdentityKey): Promise<void> {
    await this.database.queries
      .updateTable('wechat_grants')
      .set({ proposed_nickname: null, proposed_picture: null })
      .where((eb) => eb.and(columnsOf(identity)))
      .execute();
  }

  async #propose(identity: IdentityKey, profile: ShownProfile): Promise<void> {
    const nickname = nicknameOf(profile);
    const picture = profile.pictureUrl ?? null;
    const profileHash = hash('sha256', JSON.stringify([nickname, picture]), 'base64url');
    await this.database.queries
      .updateTable('wechat_grants')
      .set({ proposed_nickname: nickname, proposed_picture: picture, profile_hash: profileHash })
      .where((eb) => eb.and(columnsOf(identity)))
      .where((eb) => eb.or([eb('profile_hash', 'is', null), eb('profile_hash', '!=', profileHash)]))
      .execute();
  }

  /** Tokens that were sealed with an earlier secret are of no use. */
  #open(identity: IdentityKey, sealed: string): WebTokens | undefined {
    try {
      return openWebTokens(this.secret, identity, sealed);
    } catch {
      return undefined;
    }
  }
}

/** A name by our own rules; null for one that breaks them, and for what is nobody's name. */
function nicknameOf({ nickname }: ShownProfile): string | null {
  if (nickname === undefined || NOBODY.has(nickname)) return null;
  return nicknameSchema.safeParse(nickname).data ?? null;
}
