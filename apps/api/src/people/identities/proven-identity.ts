import type { IdentityProvider } from '@maqiao/shared';

/** Who somebody is to WeChat, as a method has just proven it. A method ends in one, and knows no users and no sessions. */
export interface ProvenIdentity {
  readonly provider: IdentityProvider;
  readonly appId: string;
  /** The openid: of one person for one app id. */
  readonly subject: string;
  /** Only where the answer that proved the identity proved this too. */
  readonly unionid?: string | undefined;
  /** `session_key` of `jscode2session`; each answer replaces the one before. Only of the mini program. */
  readonly sessionKey?: string | undefined;
}

/** What `jscode2session` has answered for a login code, as an identity of this mini program. */
export function provenByMiniProgram(
  appId: string,
  answer: { openid: string; unionid?: string | undefined; sessionKey: string },
): ProvenIdentity {
  const { openid, unionid, sessionKey } = answer;
  return { provider: 'wechat-mini-program', appId, subject: openid, unionid, sessionKey };
}
