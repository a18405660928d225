import type { IdentityProvider } from '@maqiao/shared';

/** An identity that a sign-in method has just proven. Methods return it, and do not know users or sessions. */
export interface ProvenIdentity {
  readonly provider: IdentityProvider;
  readonly appId: string;
  /** The openid: one person at one app id. */
  readonly subject: string;
  /** Only where the answer that proved the identity proved this too. */
  readonly unionid?: string | undefined;
  /** `session_key` of `jscode2session`; each answer replaces the one before. For the mini program only. */
  readonly sessionKey?: string | undefined;
}

/** The answer of `jscode2session` as an identity of this mini program. */
export function provenByMiniProgram(
  appId: string,
  answer: { openid: string; unionid?: string | undefined; sessionKey: string },
): ProvenIdentity {
  const { openid, unionid, sessionKey } = answer;
  return { provider: 'wechat-mini-program', appId, subject: openid, unionid, sessionKey };
}
