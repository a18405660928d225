import type { TokenAccount } from './account-tokens.ts';
import { withCredentials } from './credentials.ts';
import { tokenAnswer } from './stable-token.ts';
import {
  JSON_CONTENT_TYPE,
  type WireCall,
  type WireEndpoint,
  type WireResult,
  failure,
  pick,
} from './wire-call.ts';

/** `GET /cgi-bin/token` (WeChat: getAccessToken), where every fetch makes the previous token invalid. */
export function tokenEndpoint(accounts: readonly TokenAccount[]): WireEndpoint {
  return {
    path: '/cgi-bin/token',
    failureContentType: JSON_CONTENT_TYPE,
    failureSeparator: ' ',
    parameters: (call) => pick(Object.fromEntries(call.query), ['grant_type', 'appid']),
    answer(call: WireCall): WireResult {
      if (call.method !== 'GET') return failure(43001);
      const { query } = call;
      const account = withCredentials(accounts, query.get('appid'), query.get('secret'));
      if (typeof account === 'number') return failure(account);
      if (query.get('grant_type') !== 'client_credential') return failure(40002);
      return tokenAnswer(account.tokens.plain());
    },
  };
}
