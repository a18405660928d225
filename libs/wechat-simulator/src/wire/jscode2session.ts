import type { LoginCodes } from '../login-codes.ts';
import type { People } from '../people.ts';
import type { Quotas } from '../quotas.ts';
import { type Credentials, credentialsRefusal } from './credentials.ts';
import { type WireCall, type WireEndpoint, type WireResult, failure, pick } from './wire-call.ts';

/** JSON under this content type, in success and failure alike: WeChat's own quirk. */
const CONTENT_TYPE = 'text/plain';

/** `GET /sns/jscode2session` (WeChat: code2Session): a login code into an identity, once. */
export function jscode2sessionEndpoint(
  credentials: Credentials,
  loginCodes: LoginCodes,
  people: People,
  quotas: Quotas,
): WireEndpoint {
  return {
    path: '/sns/jscode2session',
    failureContentType: CONTENT_TYPE,
    failureSeparator: ', ',
    parameters: (call) => pick(Object.fromEntries(call.query), ['appid', 'js_code', 'grant_type']),
    answer(call: WireCall): WireResult {
      if (call.method !== 'GET') return failure(43001);
      const { query } = call;
      const refusal = credentialsRefusal(credentials, query.get('appid'), query.get('secret'));
      if (refusal === 41002 || refusal === 41004) return failure(refusal);
      const code = query.get('js_code');
      if (!code) return failure(41008);
      if (refusal !== undefined) return failure(refusal);
      if (query.get('grant_type') !== 'authorization_code') return failure(40002);
      const owner = loginCodes.ownerOf(code);
      const exhausted = owner === undefined ? undefined : quotas.spend('jscode2session', owner);
      if (exhausted !== undefined) return failure(exhausted);
      const exchange = loginCodes.exchange(code);
      if (!exchange.ok) return failure(exchange.errcode);
      const { person, sessionKey } = exchange;
      // No errcode in a success: a client that asks for `errcode === 0` must fail here too.
      const body = JSON.stringify({
        session_key: sessionKey,
        openid: people.openid(person.id),
        unionid: people.unionid(person.id),
      });
      return { ok: true, contentType: CONTENT_TYPE, body };
    },
  };
}
