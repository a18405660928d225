import type { IntrospectResponse } from '@maqiao/shared';
import { Inject, Injectable } from '@nestjs/common';
import { ApiError } from '../platform/http/api-error.ts';
import { SETTINGS, type Settings } from '../config/settings.ts';
import { MINI_PROGRAM_AUDIENCE } from './tokens/access-token-rules.ts';
import { AccessTokens } from './tokens/access-tokens.ts';
import { IdentitiesService } from '../people/identities/identities.service.ts';
import { UsersService } from '../people/users/users.service.ts';
import { SessionsService } from './sessions.service.ts';

/** Whether a token is valid now (RFC 7662 §2.2). Reads the database, not the token alone. */
@Injectable()
export class Introspection {
  readonly #audiences: readonly string[];

  constructor(
    private readonly tokens: AccessTokens,
    private readonly sessions: SessionsService,
    private readonly users: UsersService,
    private readonly identities: IdentitiesService,
    @Inject(SETTINGS) settings: Settings,
  ) {
    this.#audiences = [settings.publicUrl, ...settings.corsOrigins, MINI_PROGRAM_AUDIENCE];
  }

  /**
   * Inactive, without a reason, for a token that cannot be verified, was revoked, or is of a person who is blocked or
   * gone. @throws ApiError `unavailable` when the database is away: that is not the same as inactive
   */
  async of(token: string): Promise<IntrospectResponse> {
    try {
      return await this.#active(token);
    } catch (error) {
      if (error instanceof ApiError && REFUSALS.has(error.code)) return { active: false };
      throw error;
    }
  }

  async #active(token: string): Promise<IntrospectResponse> {
    const { sub, sid, aud, exp } = await this.tokens.verify(token, { audiences: this.#audiences });
    if (sid !== undefined) await this.sessions.requireLive(sid);
    const user = await this.users.get(sub);
    if (user === undefined || user.blocked || user.mergedInto !== null) return { active: false };
    const identity = await this.identities.ofMiniProgram(sub);
    return {
      active: true,
      sub,
      ...(sid !== undefined && { sid }),
      aud,
      exp,
      ...(identity !== undefined && { openid: identity.openid }),
      ...(identity?.unionid != null && { unionid: identity.unionid }),
      ...(user.mergedSubs.length > 0 && { merged_subs: [...user.mergedSubs] }),
    };
  }
}

const REFUSALS: ReadonlySet<string> = new Set(['invalid_token', 'session_revoked', 'login_blocked']);
