// Whose token is this, without asking Maqiao about it: only its public keys are fetched. Reads the token from standard
// input, prints the id of the person, ends with 1 when it is no good. Node 18 or newer, nothing to install.
//   printf %s "$TOKEN" | MAQIAO_URL=https://login.example.com SITE_ORIGIN=https://www.example.com node jwks.mjs
import { createPublicKey, verify } from 'node:crypto';
import { text } from 'node:stream/consumers';

const { MAQIAO_URL, SITE_ORIGIN } = process.env;
/** Seconds by which clocks may differ. */
const LEEWAY = 30;

class Refused extends Error {}

/** The claims of a good token (RFC 9068). Throws Refused, or another error when Maqiao does not answer. */
async function claimsOf(token) {
  const parts = token.split('.');
  if (parts.length !== 3) throw new Refused('not a token');
  const header = read(parts[0]);
  // Named here and not by the token: it must not choose how it is checked.
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
