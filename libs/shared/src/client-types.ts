// OpenID Connect clients as their owner registers and sees them. The names are those of RFC 7591, and times are Unix
// seconds as there.

export const CLIENT_SCOPES = ['openid', 'profile', 'offline_access', 'wechat', 'email'] as const;

export const DEFAULT_CLIENT_SCOPE = 'openid profile offline_access';

export const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';

export const CLIENT_AUTH_METHODS = ['client_secret_basic', 'client_secret_post', 'none'] as const;

/** What an owner may say of a client: all but `client_name` has a default. */
export interface ClientRequest {
  /** Made up unless it is given. */
  client_id?: string | undefined;
  client_name: string;
  application_type?: 'web' | 'native' | undefined;
  redirect_uris?: string[] | undefined;
  post_logout_redirect_uris?: string[] | undefined;
  backchannel_logout_uri?: string | undefined;
  token_endpoint_auth_method?: (typeof CLIENT_AUTH_METHODS)[number] | undefined;
  grant_types?: string[] | undefined;
  response_types?: string[] | undefined;
  id_token_signed_response_alg?: 'RS256' | 'ES256' | undefined;
  /** With spaces between them. */
  scope?: string | undefined;
  require_pkce?: boolean | undefined;
  email_domain?: string | undefined;
  claims_in_id_token?: boolean | undefined;
}

/** `PATCH /api/clients/{id}`: what is not named stays; null takes back what has no default. */
export type ChangeClientRequest = Partial<
  Omit<ClientRequest, 'client_id' | 'backchannel_logout_uri' | 'email_domain'>
> & { backchannel_logout_uri?: string | null | undefined; email_domain?: string | null | undefined };

/** A client as it is registered. */
export interface OwnerClient {
  client_id: string;
  client_name: string;
  application_type: 'web' | 'native';
  redirect_uris: string[];
  post_logout_redirect_uris: string[];
  backchannel_logout_uri?: string | undefined;
  token_endpoint_auth_method: (typeof CLIENT_AUTH_METHODS)[number];
  grant_types: string[];
  response_types: string[];
  id_token_signed_response_alg: 'RS256' | 'ES256';
  scope: string;
  require_pkce: boolean;
  email_domain?: string | undefined;
  claims_in_id_token: boolean;
  client_id_issued_at: number;
  /** When it was last changed. */
  updated_at: number;
  /** `file`: from CLIENTS_FILE, and changed only there. */
  source: 'owner' | 'file';
  /** The secrets that are accepted now, newest first; `expires_at` 0: until it is replaced. */
  secrets: { created_at: number; expires_at: number }[];
}

/** `GET /api/clients`: by their ids. */
export interface OwnerClients {
  /** What every client is told to trust: PUBLIC_URL. */
  issuer: string;
  clients: OwnerClient[];
}

/** `POST /api/clients` and `…/rotate-secret`: the only answers that hold a secret. A public client has none. */
export interface OwnerClientWithSecret extends OwnerClient {
  client_secret?: string | undefined;
}

/** `POST /api/clients/{id}/rotate-secret` */
export interface RotateSecretRequest {
  /** For how many hours the secret of before is accepted beside the new one: 0 to 720. */
  overlap_hours?: number | undefined;
}

/** A member of a client that cannot be registered as it is, and why, in both languages of the operator. */
export interface ClientFault {
  field: string;
  en: string;
  zh: string;
}

/** What people have, as they call it. */
export const CLIENT_KINDS = ['website', 'page', 'app', 'device'] as const;

/**
 * website: with a backend that keeps a secret. page: without one, all code runs in the browser. app: of a phone or a
 * desktop. device: a television or a command line, without a browser of its own.
 */
export type ClientKind = (typeof CLIENT_KINDS)[number];

/** What a kind of client means in the names of RFC 7591. */
export function metadataOfKind(
  kind: ClientKind,
): Required<Pick<ClientRequest, 'application_type' | 'token_endpoint_auth_method' | 'grant_types'>> {
  switch (kind) {
    case 'website':
      return {
        application_type: 'web',
        token_endpoint_auth_method: 'client_secret_basic',
        grant_types: ['authorization_code', 'refresh_token'],
      };
    case 'page':
      return {
        application_type: 'web',
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', 'refresh_token'],
      };
    case 'app':
      return {
        application_type: 'native',
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', 'refresh_token'],
      };
    case 'device':
      return {
        application_type: 'native',
        token_endpoint_auth_method: 'none',
        grant_types: [DEVICE_GRANT, 'refresh_token'],
      };
  }
}

/** The kind that fits a client best. */
export function kindOf({
  application_type: type,
  token_endpoint_auth_method: method,
  grant_types: grants,
}: Pick<OwnerClient, 'application_type' | 'token_endpoint_auth_method' | 'grant_types'>): ClientKind {
  if (!grants.includes('authorization_code')) return 'device';
  if (method !== 'none') return 'website';
  return type === 'native' ? 'app' : 'page';
}
