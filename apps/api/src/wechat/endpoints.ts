/**
 * The calls of WeChat's server API that Maqiao makes, and how long each may take as a whole. The phone
 * gives up after 15 s, so the error for a silent WeChat must come well before that.
 */
export const WECHAT_ENDPOINTS = {
  stable_token: { method: 'POST', path: '/cgi-bin/stable_token', timeoutMs: 5_000 },
  getwxacodeunlimit: { method: 'POST', path: '/wxa/getwxacodeunlimit', timeoutMs: 8_000 },
  jscode2session: { method: 'GET', path: '/sns/jscode2session', timeoutMs: 6_000 },
  oauth2_access_token: { method: 'GET', path: '/sns/oauth2/access_token', timeoutMs: 6_000 },
  oauth2_refresh_token: { method: 'GET', path: '/sns/oauth2/refresh_token', timeoutMs: 6_000 },
  sns_auth: { method: 'GET', path: '/sns/auth', timeoutMs: 5_000 },
  sns_userinfo: { method: 'GET', path: '/sns/userinfo', timeoutMs: 5_000 },
} as const;

export type WechatEndpoint = keyof typeof WECHAT_ENDPOINTS;
