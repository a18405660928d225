import type { AccessTokens, GrantedToken } from '../access-tokens.ts';
import type { Quotas } from '../quotas.ts';
import { type Credentials, credentialsRefusal } from './credentials.ts';
import {
  JSON_CONTENT_TYPE,
  type WireCall,
  type WireEndpoint,
  type WireResult,
  failure,
  jsonObject,
  pick,
} from './wire-call.ts';

/** `POST /cgi-bin/stable_token` (WeChat: getStableAccessToken). */
export function stableTokenEndpoint(
  credentials: Credentials,
  tokens: AccessTokens,
  quotas: Quotas,
): WireEndpoint {
  return {
    path: '/cgi-bin/stable_token',
    failureContentType: JSON_CONTENT_TYPE,
    failureSeparator: ' ',
    parameters: (call) => pick(jsonObject(call.body) ?? {}, ['grant_type', 'appid', 'force_refresh']),
    answer(call: WireCall): WireResult {
      if (call.method !== 'POST') return failure(43002);
      const body = jsonObject(call.body);
      if (!body) return failure(47001);
      const refusal = credentialsRefusal(credentials, body.appid, body.secret);
      if (refusal !== undefined) return failure(refusal);
      if (body.grant_type !== 'client_credential') return failure(40002);
      const force = body.force_refresh ?? false;
      if (typeof force !== 'boolean') return failure(47001);
      const exhausted = quotas.spend('stable_token_minute') ?? quotas.spend('stable_token_day');
      if (exhausted !== undefined) return failure(exhausted);
      const granted = force ? tokens.forceStable() : tokens.stable();
      return typeof granted === 'number' ? failure(granted) : tokenAnswer(granted);
    },
  };
}

/** The success of both token calls. */
export function tokenAnswer(granted: GrantedToken): WireResult {
  const body = JSON.stringify({ access_token: granted.accessToken, expires_in: granted.expiresIn });
  return { ok: true, contentType: JSON_CONTENT_TYPE, body };
}
