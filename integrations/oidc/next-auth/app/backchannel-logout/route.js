// Maqiao says that a session has ended: on the phone, at another site, or by the operator.
// OpenID Connect Back-Channel Logout 1.0, section 2.6.
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { endedSessions } from '../../ended-sessions.js';

const { ISSUER, CLIENT_ID } = process.env;
const LOGOUT_EVENT = 'http://schemas.openid.net/event/backchannel-logout';
let keys;

export async function POST(request) {
  keys ??= createRemoteJWKSet(new URL((await metadata()).jwks_uri));
  const token = String((await request.formData()).get('logout_token'));
  try {
    const expected = {
      issuer: ISSUER,
      audience: CLIENT_ID,
      typ: 'logout+jwt',
      requiredClaims: ['sid', 'exp'],
    };
    const { payload } = await jwtVerify(token, keys, expected);
    if (!payload.events?.[LOGOUT_EVENT] || payload.nonce !== undefined) throw new Error('no logout token');
    endedSessions.add(payload.sid);
  } catch {
    return new Response(null, { status: 400 });
  }
  return new Response(null, { headers: { 'Cache-Control': 'no-store' } });
}

async function metadata() {
  return (await fetch(`${ISSUER}/.well-known/openid-configuration`)).json();
}
