import { z } from 'zod';
import { redirectUriFault } from './redirect-uri.ts';

/** What Maqiao signs people in with itself: no client may have the same id, as it is the audience of tokens. */
const RESERVED_IDS = ['mini-program'];

const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';

export const SCOPES = ['openid', 'profile', 'offline_access', 'wechat', 'email'] as const;

const DEFAULT_SCOPE = 'openid profile offline_access';

const scope = z
  .string()
  .refine(
    (text) => text.split(' ').every((one) => (SCOPES as readonly string[]).includes(one)),
    `must be some of ${SCOPES.join(', ')}, with spaces between them`,
  )
  .refine((text) => text.split(' ').includes('openid'), 'must contain openid')
  .default(DEFAULT_SCOPE);

/** An address that logout tokens are sent to (OpenID Connect Back-Channel Logout 1.0 §2.2). */
const backchannelUri = z.string().refine((uri) => {
  if (!URL.canParse(uri)) return false;
  const { protocol, username, password, hash } = new URL(uri);
  return /^https?:$/.test(protocol) && username === '' && password === '' && hash === '';
}, 'must be an http(s) address without user, password and fragment');

/** A client's metadata, by the names of RFC 7591 and two of ours: `require_pkce` and `email_domain`. */
export const clientMetadata = z
  .strictObject({
    client_id: z
      .string()
      .regex(/^[A-Za-z0-9._~-]{1,128}$/, 'must be 1 to 128 letters, digits, dots, tildes, hyphens and underscores')
      .refine((id) => !RESERVED_IDS.includes(id), 'is an audience of Maqiao’s own'),
    client_name: z.string().trim().min(1, 'must be the name that people know').max(60, 'must have at most 60 characters'),
    application_type: z.enum(['web', 'native']).default('web'),
    redirect_uris: z.array(z.string().max(2000)).max(50).default([]),
    post_logout_redirect_uris: z.array(z.string().max(2000)).max(50).default([]),
    backchannel_logout_uri: backchannelUri.optional(),
    token_endpoint_auth_method: z
      .enum(['client_secret_basic', 'client_secret_post', 'none'])
      .default('client_secret_basic'),
    grant_types: z
      .array(z.enum(['authorization_code', 'refresh_token', DEVICE_GRANT]))
      .min(1)
      .default(['authorization_code', 'refresh_token']),
    response_types: z.array(z.literal('code')).max(1).optional(),
    id_token_signed_response_alg: z.enum(['RS256', 'ES256']).default('RS256'),
    scope,
    /** False for a confidential client that cannot do PKCE (RFC 9700 §2.1.1 asks for it). */
    require_pkce: z.boolean().default(true),
    /** Domain of the placeholder that `email` is: an address of nobody, for programs that insist on one. */
    email_domain: z
      .string()
      .regex(/^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/, 'must be a domain such as users.example.com')
      .optional(),
  })
  .superRefine((client, context) => {
    const fault = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    for (const list of ['redirect_uris', 'post_logout_redirect_uris'] as const) {
      for (const uri of client[list]) {
        const why = redirectUriFault(uri, client.application_type);
        if (why !== undefined) fault(list, `${uri} ${why}`);
      }
    }
    const byCode = client.grant_types.includes('authorization_code');
    if (byCode && client.redirect_uris.length === 0) fault('redirect_uris', 'must name at least one address');
    if (client.token_endpoint_auth_method === 'none' && !client.require_pkce)
      fault('require_pkce', 'must be true for a client without a secret');
    if (!byCode && !client.grant_types.includes(DEVICE_GRANT))
      fault('grant_types', `must contain authorization_code or ${DEVICE_GRANT}`);
    if (client.scope.split(' ').includes('email') && client.email_domain === undefined)
      fault('email_domain', 'must be set where the scope contains email');
  })
  .transform((client) => ({
    ...client,
    response_types: client.grant_types.includes('authorization_code') ? (['code'] as const) : ([] as const),
  }));

/** As it is registered. */
export type ClientMetadata = z.output<typeof clientMetadata>;
export type ClientMetadataInput = z.input<typeof clientMetadata>;

/** Whether it proves itself by a secret. */
export function isConfidential({ token_endpoint_auth_method: method }: ClientMetadata): boolean {
  return method !== 'none';
}
