/** The scopes that an official account asks for. `snsapi_base` is silent and names the openid only. */
export type OfficialAccountScope = 'snsapi_base' | 'snsapi_userinfo';

interface AuthorizeRequest {
  /** WECHAT_OPEN_BASE_URL. */
  readonly origin: string;
  readonly appId: string;
  readonly redirectUri: string;
  /** Letters and digits only, at most 128: WeChat refuses `-` and `_`. */
  readonly state: string;
}

/**
 * Where a browser shows a website app's code (connect/qrconnect). WeChat wants the parameters in this order, and the
 * fragment.
 * @param options - `embedded`: in a frame, which then comes back by itself, and not the page around it
 */
export function websiteAddress(
  { origin, appId, redirectUri, state }: AuthorizeRequest,
  { language, embedded }: { language: 'zh' | 'en'; embedded: boolean },
): string {
  const query = new URLSearchParams({
    appid: appId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'snsapi_login',
    state,
    lang: language === 'zh' ? 'cn' : 'en',
    ...(embedded && { self_redirect: 'true' }),
  });
  return `${origin}/connect/qrconnect?${query.toString()}#wechat_redirect`;
}

/** Where a browser inside WeChat is sent for an official account (connect/oauth2/authorize). */
export function officialAccountAddress(
  { origin, appId, redirectUri, state }: AuthorizeRequest,
  scope: OfficialAccountScope,
): string {
  const query = new URLSearchParams({
    appid: appId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope,
    state,
  });
  return `${origin}/connect/oauth2/authorize?${query.toString()}#wechat_redirect`;
}
