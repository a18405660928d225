import type { GrantedToken } from '../access-tokens.ts';
import type { Quotas } from '../quotas.ts';
import type { TokenAccount } from './account-tokens.ts';
import { withCredentials } from './credentials.ts';
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
export function stableTokenEndpoint(accounts: readonly TokenAccount[], quotas: Quotas): WireEndpoint {
  return {
    path: '/cgi-bin/stable_token',
    failureContentType: JSON_CONTENT_TYPE,
    failureSeparator: ' ',
    parameters: (call) => pick(jsonObject(call.body) ?? {}, ['grant_type', 'appid', 'force_refresh']),
    answer(call: WireCall): WireResult {
      if (call.method !== 'POST') return failure(43002);
      const body = jsonObject(call.body);
      if (!body) return failure(47001);
      const account = withCredentials(accounts, body.appid, body.secret);
      if (typeof account === 'number') return failure(account);
      if (body.grant_type !== 'client_credential') return failure(40002);
      const force = body.force_refresh ?? false;
      if (typeof force !== 'boolean') return failure(47001);
      const exhausted =
        quotas.spend('stable_token_minute', account.appId) ?? quotas.spend('stable_token_day', account.appId);
      if (exhausted !== undefined) return failure(exhausted);
      const granted = force ? account.tokens.forceStable() : account.tokens.stable();
      return typeof granted === 'number' ? failure(granted) : tokenAnswer(granted);
    },
  };
}

/** The success of both token calls. */
export function tokenAnswer(granted: GrantedToken): WireResult {
  const body = JSON.stringify({ access_token: granted.accessToken, expires_in: granted.expiresIn });
  return { ok: true, contentType: JSON_CONTENT_TYPE, body };
}
