import { lines, type ClientFacts, type CopyBlock } from './client-facts.ts';

/** What goes into a program of one's own, by its library. */
export const FRAMEWORK_BLOCKS: readonly CopyBlock[] = [
  {
    id: 'openid-client',
    name: 'Express · openid-client',
    text: (facts) =>
      lines(
        "import * as client from 'openid-client';",
        '',
        ...discovery(facts),
        'const verifier = client.randomPKCECodeVerifier();',
        'const url = client.buildAuthorizationUrl(config, {',
        `  redirect_uri: '${facts.redirectUri}',`,
        `  scope: '${facts.scope}',`,
        '  code_challenge: await client.calculatePKCECodeChallenge(verifier),',
        "  code_challenge_method: 'S256',",
        '  state: client.randomState(),',
        '});',
      ),
  },
  {
    id: 'authjs',
    name: 'Auth.js · next-auth',
    text: ({ issuer, clientId, secret, scope, authMethod }) =>
      lines(
        '// …/api/auth/callback/maqiao',
        'export const { handlers, auth, signIn, signOut } = NextAuth({',
        '  providers: [',
        '    {',
        "      id: 'maqiao',",
        "      name: 'WeChat',",
        "      type: 'oidc',",
        `      issuer: '${issuer}',`,
        `      clientId: '${clientId}',`,
        secret !== null && `      clientSecret: '${secret}',`,
        `      client: { token_endpoint_auth_method: '${authMethod}' },`,
        `      authorization: { params: { scope: '${scope}' } },`,
        "      checks: ['pkce', 'state', 'nonce'],",
        '      idToken: false,',
        '    },',
        '  ],',
        '});',
      ),
  },
  {
    id: 'better-auth',
    name: 'better-auth',
    text: ({ issuer, clientId, secret, redirectUri, scope, authMethod }) =>
      lines(
        "import { genericOAuth } from 'better-auth/plugins';",
        '',
        'genericOAuth({',
        '  config: [',
        '    {',
        "      providerId: 'maqiao',",
        `      discoveryUrl: '${issuer}/.well-known/openid-configuration',`,
        `      clientId: '${clientId}',`,
        secret !== null && `      clientSecret: '${secret}',`,
        secret !== null &&
          `      authentication: '${authMethod === 'client_secret_post' ? 'post' : 'basic'}',`,
        `      scopes: ${list(scope)},`,
        `      redirectURI: '${redirectUri}',`,
        '      mapProfileToUser: ({ sub, name }) => ({ name, email: `${sub}@wechat.invalid` }),',
        '    },',
        '  ],',
        '});',
      ),
  },
  {
    id: 'passport',
    name: 'Passport · openid-client',
    text: (facts) =>
      lines(
        "import * as client from 'openid-client';",
        "import { Strategy } from 'openid-client/passport';",
        '',
        ...discovery(facts),
        'passport.use(',
        "  'maqiao',",
        '  new Strategy(',
        `    { config, scope: '${facts.scope}', callbackURL: '${facts.redirectUri}' },`,
        '    (tokens, done) => done(null, tokens.claims()),',
        '  ),',
        ');',
      ),
  },
  {
    id: 'oidc-client-ts',
    name: 'oidc-client-ts',
    text: ({ issuer, clientId, redirectUri, scope }) =>
      lines(
        "import { UserManager } from 'oidc-client-ts';",
        '',
        'const users = new UserManager({',
        `  authority: '${issuer}',`,
        `  client_id: '${clientId}',`,
        `  redirect_uri: '${redirectUri}',`,
        `  scope: '${scope}',`,
        '});',
        'await users.signinRedirect();',
      ),
  },
  {
    id: 'mod_auth_openidc',
    name: 'Apache · mod_auth_openidc',
    text: ({ issuer, clientId, secret, redirectUri, scope, authMethod }) =>
      lines(
        `OIDCProviderMetadataURL ${issuer}/.well-known/openid-configuration`,
        `OIDCClientID ${clientId}`,
        secret !== null && `OIDCClientSecret ${secret}`,
        `OIDCProviderTokenEndpointAuth ${authMethod}`,
        `OIDCRedirectURI ${redirectUri}`,
        `OIDCScope "${scope}"`,
        'OIDCPKCEMethod S256',
        'OIDCRemoteUserClaim sub',
        'OIDCCryptoPassphrase "exec:/bin/cat /etc/apache2/oidc-passphrase"',
      ),
  },
  {
    id: 'php',
    name: 'PHP · jumbojett/openid-connect-php',
    text: ({ issuer, clientId, secret, redirectUri, scope, authMethod }) =>
      lines(
        'use Jumbojett\\OpenIDConnectClient;',
        '',
        `$oidc = new OpenIDConnectClient('${issuer}', '${clientId}', ${secret === null ? 'null' : `'${secret}'`});`,
        `$oidc->setRedirectURL('${redirectUri}');`,
        `$oidc->addScope(${list(scope)});`,
        `$oidc->setTokenEndpointAuthMethodsSupported(['${authMethod}']);`,
        "$oidc->setCodeChallengeMethod('S256');",
        '$oidc->authenticate();',
        "$sub = $oidc->getVerifiedClaims('sub');",
      ),
  },
  {
    id: 'authlib',
    name: 'Python · Authlib',
    text: ({ issuer, clientId, secret, scope, authMethod }) =>
      lines(
        'oauth.register(',
        "    name='maqiao',",
        `    server_metadata_url='${issuer}/.well-known/openid-configuration',`,
        `    client_id='${clientId}',`,
        secret !== null && `    client_secret='${secret}',`,
        '    client_kwargs={',
        `        'scope': '${scope}',`,
        `        'token_endpoint_auth_method': '${authMethod}',`,
        "        'code_challenge_method': 'S256',",
        '    },',
        ')',
      ),
  },
  {
    id: 'go',
    name: 'Go · coreos/go-oidc',
    text: ({ issuer, clientId, secret, redirectUri, scope }) =>
      lines(
        `provider, err := oidc.NewProvider(ctx, "${issuer}")`,
        'config := oauth2.Config{',
        `\tClientID:     "${clientId}",`,
        secret !== null && `\tClientSecret: "${secret}",`,
        '\tEndpoint:     provider.Endpoint(),',
        `\tRedirectURL:  "${redirectUri}",`,
        `\tScopes:       []string{${scope
          .split(' ')
          .map((one) => `"${one}"`)
          .join(', ')}},`,
        '}',
        'verifier := oauth2.GenerateVerifier()',
        'url := config.AuthCodeURL(state, oauth2.S256ChallengeOption(verifier))',
      ),
  },
  {
    id: 'spring',
    name: 'Java · Spring Security',
    text: ({ issuer, clientId, secret, scope, authMethod }) =>
      lines(
        '# …/login/oauth2/code/maqiao',
        secret !== null && '# Before Spring Security 7: OAuth2AuthorizationRequestCustomizers.withPkce()',
        'spring:',
        '  security:',
        '    oauth2:',
        '      client:',
        '        registration:',
        '          maqiao:',
        `            client-id: ${clientId}`,
        secret !== null && `            client-secret: "${secret}"`,
        `            client-authentication-method: ${authMethod}`,
        '            authorization-grant-type: authorization_code',
        '            redirect-uri: "{baseUrl}/login/oauth2/code/{registrationId}"',
        `            scope: ${scope.split(' ').join(', ')}`,
        '        provider:',
        '          maqiao:',
        `            issuer-uri: ${issuer}`,
      ),
  },
];

/** How openid-client learns of the issuer, as Express and Passport both do it. */
function discovery({ issuer, clientId, secret, authMethod }: ClientFacts): string[] {
  return [
    'const config = await client.discovery(',
    `  new URL('${issuer}'),`,
    `  '${clientId}',`,
    secret === null ? '  undefined,' : `  '${secret}',`,
    secret === null
      ? '  client.None(),'
      : authMethod === 'client_secret_post'
        ? `  client.ClientSecretPost('${secret}'),`
        : `  client.ClientSecretBasic('${secret}'),`,
    ');',
  ];
}

/** The same in JavaScript and PHP. */
function list(scope: string): string {
  return `[${scope
    .split(' ')
    .map((one) => `'${one}'`)
    .join(', ')}]`;
}
