import type { OwnerClient } from '@maqiao/shared';

/** What the blocks are filled with. */
export interface ClientFacts {
  /** Without a slash at the end. */
  issuer: string;
  clientId: string;
  /** Stands where the secret goes; null for a client without one. */
  secret: string | null;
  redirectUri: string;
  /** Of the redirect URI; empty where it has none. */
  origin: string;
  scope: string;
  authMethod: OwnerClient['token_endpoint_auth_method'];
}

/** A text to copy into another program. */
export interface CopyBlock {
  id: string;
  name: string;
  text: (facts: ClientFacts) => string;
}

export function factsOf(client: OwnerClient, issuer: string, placeholder: string): ClientFacts {
  const [redirectUri = ''] = client.redirect_uris;
  return {
    issuer,
    clientId: client.client_id,
    secret: client.token_endpoint_auth_method === 'none' ? null : placeholder,
    redirectUri,
    origin: /^https?:/.test(redirectUri) ? new URL(redirectUri).origin : '',
    scope: client.scope,
    authMethod: client.token_endpoint_auth_method,
  };
}

/** Lines that are there; `false` and null are left out. */
export function lines(...all: readonly (string | false | null)[]): string {
  return all.filter((line) => line !== false && line !== null).join('\n');
}
