import { SignJWT } from 'jose';
import { randomId } from '../../platform/secret/random.ts';
import type { SigningAlgorithm, SigningKey } from '../../sessions/tokens/signing-key.ts';

/** What makes a JWT a logout token (OpenID Connect Back-Channel Logout 1.0 §2.4). */
const LOGOUT_EVENT = 'http://schemas.openid.net/event/backchannel-logout';

/** Back-Channel Logout 1.0 §2.4 recommends at most two minutes. Every attempt has a new token. */
const LIFETIME_SECONDS = 120;

interface LogoutClaims {
  /** PUBLIC_URL. */
  readonly issuer: string;
  readonly clientId: string;
  readonly userId: string;
  /** What this client calls the session. */
  readonly clientSid: string;
  /** Unix milliseconds. */
  readonly now: number;
}

/** Signs a logout token, as an ID token of the same client would be. */
export function logoutToken(
  { issuer, clientId, userId, clientSid, now }: LogoutClaims,
  { kid, privateKey }: SigningKey,
  algorithm: SigningAlgorithm,
): Promise<string> {
  const issuedAt = Math.floor(now / 1000);
  return new SignJWT({ sid: clientSid, events: { [LOGOUT_EVENT]: {} } })
    .setProtectedHeader({ alg: algorithm, typ: 'logout+jwt', kid })
    .setIssuer(issuer)
    .setAudience(clientId)
    .setSubject(userId)
    .setJti(randomId())
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + LIFETIME_SECONDS)
    .sign(privateKey);
}
