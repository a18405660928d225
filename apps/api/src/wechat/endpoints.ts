interface EndpointFacts {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly timeoutMs: number;
  readonly wantsToken?: true;
}

/**
 * The calls of WeChat's server API that Maqiao makes, and how long each may take as a whole. The phone
 * gives up after 15 s, so the error for a silent WeChat must come well before that.
 */
export const WECHAT_ENDPOINTS = {
  stable_token: { method: 'POST', path: '/cgi-bin/stable_token', timeoutMs: 5_000 },
  getwxacodeunlimit: { method: 'POST', path: '/wxa/getwxacodeunlimit', timeoutMs: 8_000, wantsToken: true },
  jscode2session: { method: 'GET', path: '/sns/jscode2session', timeoutMs: 6_000 },
  oauth2_access_token: { method: 'GET', path: '/sns/oauth2/access_token', timeoutMs: 6_000 },
  oauth2_refresh_token: { method: 'GET', path: '/sns/oauth2/refresh_token', timeoutMs: 6_000 },
  sns_auth: { method: 'GET', path: '/sns/auth', timeoutMs: 5_000 },
  sns_userinfo: { method: 'GET', path: '/sns/userinfo', timeoutMs: 5_000 },
  qrcode_create: { method: 'POST', path: '/cgi-bin/qrcode/create', timeoutMs: 8_000, wantsToken: true },
  user_info: { method: 'GET', path: '/cgi-bin/user/info', timeoutMs: 6_000, wantsToken: true },
  get_current_autoreply_info: {
    method: 'GET',
    path: '/cgi-bin/get_current_autoreply_info',
    timeoutMs: 6_000,
    wantsToken: true,
  },
  get_current_selfmenu_info: {
    method: 'GET',
    path: '/cgi-bin/get_current_selfmenu_info',
    timeoutMs: 6_000,
    wantsToken: true,
  },
} as const satisfies Readonly<Record<string, EndpointFacts>>;

/** Whether a call carries an access token, which WeChat may refuse. */
export function wantsToken(endpoint: WechatEndpoint): boolean {
  const facts: EndpointFacts = WECHAT_ENDPOINTS[endpoint];
  return facts.wantsToken === true;
}

export type WechatEndpoint = keyof typeof WECHAT_ENDPOINTS;
