import {
  CLIENT_AUTH_METHODS,
  CLIENT_SCOPES,
  DEVICE_GRANT,
  type ChangeClientRequest,
  type OwnerClient,
} from '@maqiao/shared';

/** The grant types that an owner chooses among, by the names that the form has for them. */
export const GRANT_TYPES = {
  authorization_code: 'authorization_code',
  refresh_token: 'refresh_token',
  device_code: DEVICE_GRANT,
} as const;

export const SIGNATURES = ['RS256', 'ES256'] as const;

/**
 * What an owner has changed of a client in the form: only that is sent, so that what somebody else changed meanwhile stays.
 * A field that the form does not show is left out.
 */
export function changesOf(client: OwnerClient, form: FormData): ChangeClientRequest {
  const wanted = { ...textsOf(form), ...choicesOf(client, form) };
  const changed = Object.entries(wanted).filter(
    ([name, value]) =>
      value !== undefined &&
      JSON.stringify(value) !== JSON.stringify(client[name as keyof OwnerClient] ?? null),
  );
  return Object.fromEntries(changed);
}

function textsOf(form: FormData): ChangeClientRequest {
  const text = (name: string): string => {
    const value = form.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const each = (name: string): string[] => text(name).split(/\s+/).filter(Boolean);
  const orNull = (name: string): string | null => (text(name) === '' ? null : text(name));
  return {
    client_name: text('client_name'),
    redirect_uris: each('redirect_uris'),
    post_logout_redirect_uris: each('post_logout_redirect_uris'),
    backchannel_logout_uri: orNull('backchannel_logout_uri'),
    email_domain: orNull('email_domain'),
  };
}

function choicesOf(client: OwnerClient, form: FormData): ChangeClientRequest {
  const chosen = form.getAll('scope');
  const grants = form.getAll('grant_types');
  return {
    scope: inOrder(client.scope.split(' '), ['openid', ...chosen], CLIENT_SCOPES).join(' '),
    grant_types: inOrder(client.grant_types, grants, Object.values(GRANT_TYPES)),
    claims_in_id_token: form.has('claims_in_id_token'),
    require_pkce: form.has('shows_pkce') ? !form.has('without_pkce') : undefined,
    token_endpoint_auth_method: CLIENT_AUTH_METHODS.find(
      (method) => method === form.get('token_endpoint_auth_method'),
    ),
    id_token_signed_response_alg: SIGNATURES.find((alg) => alg === form.get('id_token_signed_response_alg')),
  };
}

/** Those that are chosen: first those from before, in their order, so that the same choice is no change. */
function inOrder(
  before: readonly string[],
  chosen: readonly FormDataEntryValue[],
  all: readonly string[],
): string[] {
  return [...new Set([...before, ...all])].filter((one) => chosen.includes(one));
}
