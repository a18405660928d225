import type { IdentityProvider } from '@maqiao/shared';

/** An identity that a sign-in method has just proven. Methods return it, and do not know users or sessions. */
export interface ProvenIdentity {
  readonly provider: IdentityProvider;
  readonly appId: string;
  /** The openid: one person at one app id. */
  readonly subject: string;
  /** Only where the answer that proved the identity proved this too. */
  readonly unionid?: string | undefined;
  /** The account cannot tell unionids: its people join others by linking only, also where unionids are expected. */
  readonly hasNoUnionid?: boolean | undefined;
  /** `session_key` of `jscode2session`; each answer replaces the one before. For the mini program only. */
  readonly sessionKey?: string | undefined;
  /** Of web OAuth only. */
  readonly webTokens?: WebTokens | undefined;
  /** What WeChat shows of the person: proposed to them, and never written over what they chose. */
  readonly profile?: ShownProfile | undefined;
}

/** The tokens of web OAuth: kept sealed, never sent to a browser. */
export interface WebTokens {
  readonly accessToken: string;
  readonly refreshToken?: string | undefined;
}

/** A name, and the address of a picture at WeChat. */
export interface ShownProfile {
  readonly nickname?: string | undefined;
  readonly pictureUrl?: string | undefined;
}

/** The answer of `jscode2session` as an identity of this mini program. */
export function provenByMiniProgram(
  appId: string,
  answer: { openid: string; unionid?: string | undefined; sessionKey: string },
): ProvenIdentity {
  const { openid, unionid, sessionKey } = answer;
  return { provider: 'wechat-mini-program', appId, subject: openid, unionid, sessionKey };
}
