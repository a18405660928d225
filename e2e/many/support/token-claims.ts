/** Whom a token speaks of: the person, the session (a browser's only), and the site it is for. */
export interface TokenClaims {
  sub: string;
  sid?: string;
  aud: string;
}

/** What an access token says; its signature is the server's to check. */
export function claimsOf(accessToken: string): TokenClaims {
  const [, payload = ''] = accessToken.split('.');
  return JSON.parse(Buffer.from(payload, 'base64url').toString()) as TokenClaims;
}
