import { z } from 'zod';
import {
  CLIENT_AUTH_METHODS,
  type ChangeClientRequest,
  type ClientRequest,
  type OwnerClient,
  type OwnerClients,
  type OwnerClientWithSecret,
  type RotateSecretRequest,
} from '../client-types.ts';

// Types only: what the values may be is the registration's to say, in the language of the owner.

const members = {
  client_name: z.string(),
  application_type: z.enum(['web', 'native']),
  redirect_uris: z.string().array(),
  post_logout_redirect_uris: z.string().array(),
  backchannel_logout_uri: z.string().optional(),
  token_endpoint_auth_method: z.enum(CLIENT_AUTH_METHODS),
  grant_types: z.string().array(),
  response_types: z.string().array(),
  id_token_signed_response_alg: z.enum(['RS256', 'ES256']),
  scope: z.string(),
  require_pkce: z.boolean(),
  email_domain: z.string().optional(),
  claims_in_id_token: z.boolean(),
};

export const clientRequest = z.strictObject({
  ...z.object(members).partial().shape,
  client_id: z.string().optional(),
  client_name: z.string(),
}) satisfies z.ZodType<ClientRequest>;

export const changeClientRequest = z.strictObject({
  ...z.object(members).partial().shape,
  backchannel_logout_uri: z.string().nullish(),
  email_domain: z.string().nullish(),
}) satisfies z.ZodType<ChangeClientRequest>;

export const rotateSecretRequest = z.strictObject({
  overlap_hours: z.number().min(0, 'must be from 0 to 720').max(720, 'must be from 0 to 720').optional(),
}) satisfies z.ZodType<RotateSecretRequest>;

const seconds = z.int().nonnegative();

export const ownerClient = z.object({
  client_id: z.string(),
  ...members,
  client_id_issued_at: seconds,
  updated_at: seconds,
  source: z.enum(['owner', 'file']),
  secrets: z.object({ created_at: seconds, expires_at: seconds }).array(),
}) satisfies z.ZodType<OwnerClient>;

export const ownerClients = z.object({
  issuer: z.string(),
  clients: ownerClient.array(),
}) satisfies z.ZodType<OwnerClients>;

export const ownerClientWithSecret = ownerClient.extend({
  client_secret: z.string().optional(),
}) satisfies z.ZodType<OwnerClientWithSecret>;
