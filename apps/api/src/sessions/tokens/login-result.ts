import type { LoginResult, MiniProgramSession, UserProfile } from '@maqiao/shared';
import { ACCESS_TOKEN_SECONDS, MINI_PROGRAM_AUDIENCE } from './access-token-rules.ts';
import type { AccessTokens } from './access-tokens.ts';

/** Whom a token is made for. */
export type TokenPerson = UserProfile & { id: string; mergedSubs: readonly string[] };

/**
 * The answer to a browser for its session, by push, poll, claim and refresh alike: an access token that
 * only the session's origin accepts.
 */
export async function loginResult(
  tokens: AccessTokens,
  user: TokenPerson,
  session: { sid: string; origin: string },
): Promise<LoginResult> {
  return {
    accessToken: await tokens.mint({
      sub: user.id,
      aud: session.origin,
      sid: session.sid,
      mergedSubs: user.mergedSubs,
    }),
    tokenType: 'Bearer',
    expiresIn: ACCESS_TOKEN_SECONDS,
    user: profileOf(user),
  };
}

/** The answer to a phone. It has no session row and no refresh; it calls `wx.login` again. */
export async function miniProgramSession(
  tokens: AccessTokens,
  user: TokenPerson,
): Promise<MiniProgramSession> {
  return {
    accessToken: await tokens.mint({ sub: user.id, aud: MINI_PROGRAM_AUDIENCE }),
    expiresIn: ACCESS_TOKEN_SECONDS,
    user: profileOf(user),
  };
}

function profileOf({ nickname, avatarUrl }: TokenPerson): UserProfile {
  return { nickname, avatarUrl };
}
