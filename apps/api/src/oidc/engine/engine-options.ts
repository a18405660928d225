import type { Configuration } from 'oidc-provider';
import type { Settings } from '../../config/settings.ts';
import { INTERACTION_SECONDS } from '../../sign-in/interaction-cookies.ts';
import { CLAIMS_BY_SCOPE } from './account-claims.ts';

const MINUTE = 60;
const DAY = 86_400;

/** Access that outlives sessions ends when it was not used for so long. */
const OFFLINE_IDLE_SECONDS = 90 * DAY;
const GRANT_SECONDS = 365 * DAY;

/** Where the engine's calls are, below PUBLIC_URL. */
export const ENGINE_ROUTES = {
  authorization: '/oidc/auth',
  token: '/oidc/token',
  userinfo: '/oidc/userinfo',
  jwks: '/oidc/jwks',
  revocation: '/oidc/revocation',
  introspection: '/oidc/introspection',
  pushed_authorization_request: '/oidc/par',
  device_authorization: '/oidc/device/auth',
  code_verification: '/device',
  end_session: '/oidc/session/end',
};

/** What is the same whatever clients and keys there are. Everything that is not named here is off. */
export function engineOptions(settings: Settings): Configuration {
  const secure = settings.publicUrl.startsWith('https:');
  const name = (text: string) => (secure ? `__Secure-maqiao-${text}` : `maqiao-${text}`);
  const sessionSeconds = settings.sessions.max / 1000;
  return {
    routes: ENGINE_ROUTES,
    scopes: ['openid', 'offline_access'],
    claims: CLAIMS_BY_SCOPE,
    // For all clients or none. The account says by client what goes into an ID token; the engine leaves out of it what
    // no granted scope gives.
    conformIdTokenClaims: false,
    responseTypes: ['code'],
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'none'],
    enabledJWA: { idTokenSigningAlgValues: ['RS256', 'ES256'] },
    // A redirect URI that is left out could be another one tomorrow (RFC 9700 §4.1).
    allowOmittingSingleRegisteredRedirectUri: false,
    extraClientMetadata: { properties: ['require_pkce', 'email_domain', 'claims_in_id_token'] },
    pkce: { required: (_ctx, client) => client.require_pkce !== false },
    features: {
      devInteractions: { enabled: false },
      claimsParameter: { enabled: false },
      resourceIndicators: { enabled: false },
      userinfo: { enabled: true },
      revocation: {
        enabled: true,
        allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId,
      },
      introspection: {
        enabled: true,
        allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId,
      },
      pushedAuthorizationRequests: { enabled: true },
      dPoP: { enabled: false },
      deviceFlow: { enabled: true },
      rpInitiatedLogout: { enabled: true },
    },
    cookies: {
      names: { session: name('oidc'), interaction: name('oidc-interaction'), resume: name('oidc-resume') },
      long: { httpOnly: true, sameSite: 'lax', path: '/', secure, signed: true },
      short: { httpOnly: true, sameSite: 'lax', secure, signed: true },
    },
    // Tokens of a session end with it; those of offline_access and of devices go on.
    expiresWithSession: (_ctx, source) =>
      source.kind !== 'DeviceCode' && !source.scopes.has('offline_access'),
    issueRefreshToken: (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: true,
    ttl: {
      AccessToken: 60 * MINUTE,
      AuthorizationCode: MINUTE,
      DeviceCode: 10 * MINUTE,
      Grant: GRANT_SECONDS,
      IdToken: 60 * MINUTE,
      Interaction: INTERACTION_SECONDS,
      Session: sessionSeconds,
      RefreshToken: (_ctx, token) =>
        token.expiresWithSession === true ? sessionSeconds : OFFLINE_IDLE_SECONDS,
    },
    discovery: {
      backchannel_logout_supported: true,
      backchannel_logout_session_supported: true,
      authorization_response_iss_parameter_supported: true,
    },
    clientBasedCORS: (_ctx, origin, client) => mayCallFrom(origin, client.redirectUris ?? []),
    // The engine has nothing to fetch: clients name no address that it would read from or send to.
    fetch: () => Promise.reject(new Error('the engine fetches nothing')),
  };
}

/** Pages of a client's own may ask for its tokens, wherever it is sent back to. */
function mayCallFrom(origin: string, redirectUris: readonly string[]): boolean {
  return redirectUris.some((uri) => URL.canParse(uri) && new URL(uri).origin === origin);
}
