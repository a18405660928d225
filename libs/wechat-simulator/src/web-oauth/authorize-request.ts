import type { WebScope } from './authorizations.ts';

/** An app that may send browsers to open.weixin.qq.com. */
export interface WebApp {
  readonly appId: string;
  readonly name: string;
  /** The host that its redirects go to. */
  readonly webDomain: string | undefined;
  readonly scopes: readonly WebScope[];
  /** In the state of an official account WeChat takes only letters and digits, at most 128. */
  readonly strictState: boolean;
}

/** A request to one of the two pages that WeChat would go on with. */
export interface AuthorizeRequest {
  readonly app: WebApp;
  readonly scope: WebScope;
  readonly redirectUri: URL;
  readonly state: string | undefined;
}

/**
 * Why a page shows an error instead: 10003 the redirect's host, 10005 no right to this scope, 10006 only followers of
 * a test account, 10010 to 10012 no scope, redirect or app id, 10013 the state, 40002 the response type, 40013 the
 * app id.
 */
export type AuthorizeErrcode = 10003 | 10005 | 10006 | 10010 | 10011 | 10012 | 10013 | 40002 | 40013;

/** Reads the query of `/connect/qrconnect` or `/connect/oauth2/authorize` for the one app that may use it. */
export function readAuthorizeRequest(
  app: WebApp | undefined,
  query: URLSearchParams,
): AuthorizeRequest | AuthorizeErrcode {
  if (!query.get('appid')) return 10012;
  if (!app || query.get('appid') !== app.appId) return 40013;
  if (!query.get('redirect_uri')) return 10011;
  if (query.get('response_type') !== 'code') return 40002;
  if (!query.get('scope')) return 10010;
  const scope = app.scopes.find((name) => name === query.get('scope'));
  if (!scope) return 10005;
  const redirectUri = URL.parse(query.get('redirect_uri') ?? '');
  if (!redirectUri || !mayReturnTo(app.webDomain, redirectUri)) return 10003;
  const state = query.get('state') ?? undefined;
  if (app.strictState && !/^[A-Za-z0-9]{0,128}$/.test(state ?? '')) return 10013;
  return { app, scope, redirectUri, state };
}

/** The address that a browser goes back to, with a code, or for a refusal without. */
export function returnAddress(request: AuthorizeRequest, code: string | undefined): string {
  const url = new URL(request.redirectUri);
  if (code !== undefined) url.searchParams.append('code', code);
  if (request.state !== undefined) url.searchParams.append('state', request.state);
  return url.href;
}

/** The host must be the registered one, without a port; on loopback any port is good, for the demo and for tests. */
function mayReturnTo(webDomain: string | undefined, address: URL): boolean {
  if (address.protocol !== 'https:' && address.protocol !== 'http:') return false;
  if (webDomain === undefined) return false;
  if (address.host === webDomain) return true;
  return address.hostname === webDomain && isLoopback(address.hostname);
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
