import { Injectable } from '@nestjs/common';
import type { Account } from 'oidc-provider';
import { IdentitiesTable, miniProgramIn } from '../../people/identities/identities-table.ts';
import type { User } from '../../people/users/user.ts';
import { UsersService } from '../../people/users/users.service.ts';
import { currentOidcCall } from './oidc-call.ts';
import type { ClientMetadata } from '../clients/client-metadata.ts';

/**
 * Claims by the scope that asks for them (OpenID Connect Core 1.0 §5.4); `wechat` and
 * `merged_subs` are ours: by which `sub` the same person was known before users were merged.
 */
export const CLAIMS_BY_SCOPE = {
  openid: ['sub', 'sid', 'amr', 'auth_time', 'merged_subs'],
  profile: ['nickname', 'name', 'preferred_username', 'picture', 'updated_at', 'locale'],
  wechat: ['wechat_openid', 'unionid', 'wechat_app_id'],
  email: ['email', 'email_verified'],
};

/** What clients are told of a person. */
@Injectable()
export class AccountClaimsSource {
  constructor(
    private readonly users: UsersService,
    private readonly identities: IdentitiesTable,
  ) {}

  /**
   * The person as the engine asks for them; undefined when they are gone, blocked or merged into another.
   * @param client who asks; its domain makes the placeholder that `email` is, and an ID token says who somebody is only
   * where it asks for that by `claims_in_id_token` (OpenID Connect Core 1.0 §5.4 leaves it to userinfo)
   * @param sid what this client calls the session, where there is one
   */
  async account(
    userId: string,
    client: Pick<ClientMetadata, 'email_domain' | 'claims_in_id_token'> | undefined,
    sid: string | undefined,
  ): Promise<Account | undefined> {
    // Who is signed in in this browser is there and not blocked: the session was just read. They are read for claims only.
    const signedIn = currentOidcCall()?.session?.userId === userId;
    const known = signedIn ? undefined : await this.users.get(userId);
    if (!signedIn && (known === undefined || known.blocked || known.mergedInto !== null)) return undefined;
    return {
      accountId: userId,
      claims: async (use, scope) => {
        const session = { sub: userId, ...(sid !== undefined && { sid }) };
        const user = known ?? (await this.users.get(userId));
        if (user === undefined) return { sub: userId };
        const merged = user.mergedSubs.length > 0 ? { merged_subs: [...user.mergedSubs] } : {};
        if (use === 'id_token' && client?.claims_in_id_token !== true) return { ...session, ...merged };
        const username = (await this.users.preferredUsername(user)) ?? '';
        return {
          ...session,
          ...merged,
          ...profileClaims(user, username),
          ...(scope.split(' ').includes('wechat') && (await this.#wechatClaims(userId))),
          ...emailClaims(username, client?.email_domain),
        };
      },
    };
  }

  async #wechatClaims(userId: string): Promise<Record<string, unknown>> {
    const identity = miniProgramIn(await this.identities.ofUsers([userId]));
    if (identity === undefined) return {};
    return {
      wechat_openid: identity.subject,
      wechat_app_id: identity.app_id,
      ...(identity.unionid !== null && { unionid: identity.unionid }),
    };
  }
}

/** `name` is never empty: many programs refuse a person without one. */
function profileClaims(user: User, username: string) {
  return {
    ...(user.nickname !== null && { nickname: user.nickname }),
    name: user.nickname ?? username,
    preferred_username: username,
    ...(user.avatarUrl !== null && { picture: user.avatarUrl }),
    updated_at: Math.floor(user.updatedAt / 1000),
    locale: 'zh-CN',
  };
}

/** An address of nobody, in a domain that the owner names, and never verified. */
function emailClaims(username: string, domain: string | undefined) {
  return domain === undefined ? {} : { email: `${username}@${domain}`, email_verified: false };
}
