import { encodeBase64url } from './base64url.ts';
import { sha256 } from './sha256.ts';

/** The challenge of a verifier: base64url of its SHA-256, 43 characters (RFC 7636 §4.2, S256). */
export function createChallenge(verifier: string): string {
  return encodeBase64url(sha256(verifier));
}
