import { lines, type CopyBlock } from './client-facts.ts';

/** Values for programs that bring a form or settings for OpenID Connect; each begins with the redirect URI it has. */
export const PROGRAM_BLOCKS: readonly CopyBlock[] = [
  {
    id: 'supabase',
    name: 'Supabase',
    text: ({ issuer, clientId, secret, scope }) =>
      lines(
        'Redirect URI: https://<project>.supabase.co/auth/v1/callback',
        'Authentication › Providers › New Provider › OIDC',
        'Identifier: custom:maqiao',
        `Issuer URL: ${issuer}`,
        `Client ID: ${clientId}`,
        secret !== null && `Client Secret: ${secret}`,
        `Scopes: ${scope}`,
      ),
  },
  {
    id: 'casdoor',
    name: 'Casdoor',
    text: ({ issuer, clientId, secret, scope }) =>
      lines(
        'Redirect URI: https://<casdoor>/callback',
        'Providers › Add › Category: OAuth › Type: Custom',
        `Client ID: ${clientId}`,
        secret !== null && `Client secret: ${secret}`,
        `Auth URL: ${issuer}/oidc/auth`,
        `Token URL: ${issuer}/oidc/token`,
        `Scope: ${scope}`,
        `UserInfo URL: ${issuer}/oidc/userinfo`,
        'Enable PKCE: on',
        // Casdoor refuses a person without a claim that is mapped: nickname and picture may be missing.
        'User mapping: ID = sub, Username = preferred_username, Display name = name; empty the other rows',
      ),
  },
  {
    id: 'logto',
    name: 'Logto',
    text: ({ issuer, clientId, secret, scope, authMethod }) =>
      lines(
        'Redirect URI: https://<logto>/callback/<connector id>',
        'Register with "require_pkce": false and "claims_in_id_token": true',
        'Connectors › Social connectors › OIDC',
        `authorizationEndpoint: ${issuer}/oidc/auth`,
        `tokenEndpoint: ${issuer}/oidc/token`,
        `clientId: ${clientId}`,
        secret !== null && `clientSecret: ${secret}`,
        `tokenEndpointAuthMethod: ${authMethod}`,
        `scope: ${scope}`,
        `idTokenVerificationConfig: { "jwksUri": "${issuer}/oidc/jwks", "issuer": "${issuer}" }`,
      ),
  },
  {
    id: 'halo',
    name: 'Halo',
    text: ({ issuer, clientId, secret, scope, authMethod }) =>
      lines(
        'Redirect URI: https://<halo>/login/oauth2/code/<name>',
        `Issuer: ${issuer}`,
        `Authorization URI: ${issuer}/oidc/auth`,
        `Token URI: ${issuer}/oidc/token`,
        `UserInfo URI: ${issuer}/oidc/userinfo`,
        `JWK Set URI: ${issuer}/oidc/jwks`,
        `Client ID: ${clientId}`,
        secret !== null && `Client Secret: ${secret}`,
        `Client authentication method: ${authMethod}`,
        `Scopes: ${scope}`,
        'User name attribute: sub',
      ),
  },
  {
    id: 'lobehub',
    name: 'LobeHub',
    text: ({ issuer, clientId, secret }) =>
      lines(
        '# https://<lobehub>/api/auth/callback/generic-oidc',
        'AUTH_SSO_PROVIDERS=generic-oidc',
        `AUTH_GENERIC_OIDC_ID=${clientId}`,
        secret !== null && `AUTH_GENERIC_OIDC_SECRET=${secret}`,
        `AUTH_GENERIC_OIDC_ISSUER=${issuer}`,
      ),
  },
  {
    id: 'wordpress',
    name: 'WordPress · OpenID Connect Generic',
    text: ({ issuer, clientId, secret, scope }) =>
      lines(
        '// https://<wordpress>/wp-admin/admin-ajax.php?action=openid-connect-authorize',
        '// The plugin cannot do PKCE: "require_pkce": false.',
        `define('OIDC_CLIENT_ID', '${clientId}');`,
        secret !== null && `define('OIDC_CLIENT_SECRET', '${secret}');`,
        `define('OIDC_CLIENT_SCOPE', '${scope}');`,
        `define('OIDC_ENDPOINT_LOGIN_URL', '${issuer}/oidc/auth');`,
        `define('OIDC_ENDPOINT_TOKEN_URL', '${issuer}/oidc/token');`,
        `define('OIDC_ENDPOINT_USERINFO_URL', '${issuer}/oidc/userinfo');`,
        `define('OIDC_ENDPOINT_LOGOUT_URL', '${issuer}/oidc/session/end');`,
        `define('OIDC_ENDPOINT_JWKS_URL', '${issuer}/oidc/jwks');`,
      ),
  },
];
