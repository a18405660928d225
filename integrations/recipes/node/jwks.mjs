// Verifies a token locally, with Maqiao's public keys. Reads the token from standard input, prints the user's id, exits
// with 1 when it is invalid. Node 18 or newer, nothing to install.
//   printf %s "$TOKEN" | MAQIAO_URL=https://login.example.com SITE_ORIGIN=https://www.example.com node jwks.mjs
import { createPublicKey, verify } from 'node:crypto';
import { text } from 'node:stream/consumers';

const { MAQIAO_URL, SITE_ORIGIN } = process.env;
/** Accepted difference of clocks, in seconds. */
const LEEWAY = 30;

class Refused extends Error {}

/** The claims of a valid token (RFC 9068). Throws Refused, or another error when Maqiao does not answer. */
async function claimsOf(token) {
  const parts = token.split('.');
  if (parts.length !== 3) throw new Refused('not a token');
  const header = read(parts[0]);
  // Fixed here: the token must not choose the algorithm.
  if (header.alg !== 'ES256' || header.typ !== 'at+jwt') throw new Refused('not an access token');

  const answer = await fetch(`${MAQIAO_URL}/.well-known/jwks.json`, {
    redirect: 'error',
    signal: AbortSignal.timeout(5000),
  });
  if (!answer.ok) throw new Error(`jwks answered ${answer.status}`);
  const jwk = (await answer.json()).keys.find(({ kid }) => kid === header.kid);
  if (!jwk) throw new Refused('signed with an unknown key');
  const key = { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' };
  const signed = verify(
    'sha256',
    Buffer.from(`${parts[0]}.${parts[1]}`),
    key,
    Buffer.from(parts[2], 'base64url'),
  );
  if (!signed) throw new Refused('the signature is wrong');

  const claims = read(parts[1]);
  const now = Date.now() / 1000;
  if (claims.iss !== MAQIAO_URL) throw new Refused('of another issuer');
  if (claims.aud !== SITE_ORIGIN) throw new Refused('for another site');
  if (!(claims.exp > now - LEEWAY)) throw new Refused('expired');
  if (!(claims.iat <= now + LEEWAY)) throw new Refused('of the future');
  return claims;
}

function read(part) {
  try {
    return Object(JSON.parse(Buffer.from(part, 'base64url').toString()));
  } catch {
    throw new Refused('not a token');
  }
}

try {
  console.log((await claimsOf((await text(process.stdin)).trim())).sub);
} catch (error) {
  console.error(error.message);
  process.exitCode = error instanceof Refused ? 1 : 2;
}
