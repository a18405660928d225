import { CLIENT_AUTH_METHODS, CLIENT_SCOPES, DEFAULT_CLIENT_SCOPE, DEVICE_GRANT } from '@maqiao/shared';
import { z } from 'zod';
import { isLoopbackHost, isPrivateHost } from '../../platform/http/addresses.ts';
import type { InBoth } from '../../platform/operator-messages/messages.ts';
import { clientMessages } from './client-messages.ts';
import { redirectUriFault } from './redirect-uri.ts';

const scope = z
  .string()
  .refine((text) => text.split(' ').every((one) => (CLIENT_SCOPES as readonly string[]).includes(one)))
  .refine((text) => text.split(' ').includes('openid'))
  .default(DEFAULT_CLIENT_SCOPE);

/**
 * An address that logout tokens are sent to (OpenID Connect Back-Channel Logout 1.0 §2.2): https, or http where it stays
 * nearby, as that of a webhook may.
 */
const backchannelUri = z
  .string()
  .max(2000)
  .refine((uri) => {
    if (!URL.canParse(uri) || uri.includes('#')) return false;
    const { protocol, hostname, username, password } = new URL(uri);
    const near = isLoopbackHost(hostname) || isPrivateHost(hostname) || /^[\w-]+$/.test(hostname);
    return (protocol === 'https:' || (protocol === 'http:' && near)) && username === '' && password === '';
  });

const addresses = z.array(z.string().max(2000)).max(50).default([]);

/**
 * A client's metadata, by the names of RFC 7591 and three of ours: `require_pkce`, `email_domain` and
 * `claims_in_id_token`. What a member takes is said by MEMBER_WANTS; a rule of its own brings its words as `params.why`.
 */
export const clientMetadata = z
  .strictObject({
    client_id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._~-]{0,127}$/),
    client_name: z
      .string()
      .trim()
      .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]{1,60}$/u),
    application_type: z.enum(['web', 'native']).default('web'),
    redirect_uris: addresses,
    post_logout_redirect_uris: addresses,
    backchannel_logout_uri: backchannelUri.optional(),
    token_endpoint_auth_method: z.enum(CLIENT_AUTH_METHODS).default('client_secret_basic'),
    grant_types: z
      .array(z.enum(['authorization_code', 'refresh_token', DEVICE_GRANT]))
      .default(['authorization_code', 'refresh_token']),
    response_types: z.array(z.literal('code')).max(1).optional(),
    id_token_signed_response_alg: z.enum(['RS256', 'ES256']).default('RS256'),
    scope,
    /** False for a confidential client that cannot do PKCE (RFC 9700 §2.1.1 asks for it). */
    require_pkce: z.boolean().default(true),
    /** Domain of the placeholder that `email` is: an address of nobody, for programs that insist on one. */
    email_domain: z
      .string()
      .regex(/^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/)
      .optional(),
    /** True for software that reads the ID token only: it says there what userinfo says of the person. */
    claims_in_id_token: z.boolean().default(false),
  })
  .superRefine((client, context) => {
    const fault = (why: InBoth, ...path: [string, ...number[]]) =>
      context.addIssue({ code: 'custom', path, params: { why } });
    for (const list of ['redirect_uris', 'post_logout_redirect_uris'] as const) {
      client[list].forEach((uri, index) => {
        const why = redirectUriFault(uri, client.application_type);
        if (why !== undefined) fault(why, list, index);
      });
    }
    const byCode = client.grant_types.includes('authorization_code');
    if (byCode && client.redirect_uris.length === 0) fault(clientMessages.redirect_wanted, 'redirect_uris');
    if (client.token_endpoint_auth_method === 'none' && !client.require_pkce)
      fault(clientMessages.pkce_wanted, 'require_pkce');
    if (!byCode && !client.grant_types.includes(DEVICE_GRANT))
      fault(clientMessages.grant_wanted, 'grant_types');
    if (client.scope.split(' ').includes('email') && client.email_domain === undefined)
      fault(clientMessages.email_domain_wanted, 'email_domain');
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
