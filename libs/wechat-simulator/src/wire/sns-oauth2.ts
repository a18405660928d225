import type { AuthorizationResult, Authorizations } from '../web-oauth/authorizations.ts';
import { type Credentials, withCredentials } from './credentials.ts';
import { type WireCall, type WireEndpoint, type WireResult, failure, pick, success } from './wire-call.ts';

/** JSON under this content type, in success and failure alike, as with jscode2session. */
export const SNS_CONTENT_TYPE = 'text/plain';

const EXPIRES_IN = 7200;

/** `GET /sns/oauth2/access_token`: a code of web OAuth into an openid, once. No `token_type`, unlike RFC 6749. */
export function snsAccessTokenEndpoint(
  apps: readonly Credentials[],
  authorizations: Authorizations,
): WireEndpoint {
  return snsEndpoint('/sns/oauth2/access_token', ['appid', 'grant_type'], (call) => {
    const { query } = call;
    const app = withCredentials(apps, query.get('appid'), query.get('secret'));
    if (app === 41002 || app === 41004) return failure(app);
    const code = query.get('code');
    if (!code) return failure(41008);
    if (typeof app === 'number') return failure(app);
    if (query.get('grant_type') !== 'authorization_code') return failure(40002);
    const result = authorizations.exchange(app.appId, code);
    if (!result.ok) return failure(result.errcode);
    return success(
      {
        ...tokens(result, authorizations),
        unionid: authorizations.unionid(result.grant),
        ...(result.grant.snapshot === 'flagged' && { is_snapshotuser: 1 }),
      },
      SNS_CONTENT_TYPE,
    );
  });
}

/** `GET /sns/oauth2/refresh_token`: prolongs an access token or replaces it; needs no AppSecret. */
export function snsRefreshTokenEndpoint(
  apps: readonly Credentials[],
  authorizations: Authorizations,
): WireEndpoint {
  return snsEndpoint('/sns/oauth2/refresh_token', ['appid', 'grant_type'], ({ query }) => {
    const appId = query.get('appid');
    if (!appId) return failure(41002);
    if (!apps.some((app) => app.appId === appId)) return failure(40013);
    if (query.get('grant_type') !== 'refresh_token') return failure(40002);
    const refreshToken = query.get('refresh_token');
    if (!refreshToken) return failure(41003);
    const result = authorizations.refresh(appId, refreshToken);
    return result.ok ? success(tokens(result, authorizations), SNS_CONTENT_TYPE) : failure(result.errcode);
  });
}

/** An endpoint below `/sns/` that is called by GET; of its parameters only those names are recorded. */
export function snsEndpoint(
  path: string,
  recorded: readonly string[],
  answer: (call: WireCall) => WireResult,
): WireEndpoint {
  return {
    path,
    failureContentType: SNS_CONTENT_TYPE,
    failureSeparator: ', ',
    parameters: (call) => pick(Object.fromEntries(call.query), recorded),
    answer: (call) => (call.method === 'GET' ? answer(call) : failure(43001)),
  };
}

function tokens(
  result: Extract<AuthorizationResult<never>, { ok: true }>,
  authorizations: Authorizations,
): Record<string, unknown> {
  return {
    access_token: result.accessToken,
    expires_in: EXPIRES_IN,
    refresh_token: result.refreshToken,
    openid: authorizations.openid(result.grant),
    scope: result.grant.scope,
  };
}
