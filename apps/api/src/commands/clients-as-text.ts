import { kindOf, type ClientKind, type OwnerClient, type OwnerClientWithSecret } from '@maqiao/shared';
import { printable, widthOf } from '../owner/users-as-text.ts';
import { localize, type InBoth } from '../platform/operator-messages/messages.ts';
import { clientsMessages } from './clients-messages.ts';

const KINDS: Record<ClientKind, InBoth> = {
  website: clientsMessages.kind_website,
  page: clientsMessages.kind_page,
  app: clientsMessages.kind_app,
  device: clientsMessages.kind_device,
};

/** Its name as a terminal may show it. */
export function nameOf({ client_name: name, client_id: id }: OwnerClient): string {
  return printable(name) ?? id;
}

/** A line for each client. */
export function listed(clients: readonly OwnerClient[]): string {
  if (clients.length === 0) return localize(clientsMessages.none_yet);
  const rows = clients.map((client) => [
    client.client_id,
    client.source === 'file' ? 'CLIENTS_FILE' : localize(clientsMessages.source_owner),
    localize(KINDS[kindOf(client)]),
    nameOf(client),
  ]);
  const heads = [
    localize(clientsMessages.row_client_id),
    localize(clientsMessages.head_source),
    localize(clientsMessages.head_kind),
    localize(clientsMessages.head_name),
  ];
  return aligned([heads, ...rows]);
}

/** One client, with what is entered on its side. @param publicUrl the issuer */
export function details(client: OwnerClientWithSecret, publicUrl: string): string {
  const row = (label: InBoth, value: string) => [localize(label), value];
  const each = (label: InBoth, values: readonly string[]) => values.map((value) => row(label, value));
  const isConfidential = client.token_endpoint_auth_method !== 'none';
  return aligned([
    row(clientsMessages.head_name, nameOf(client)),
    row(clientsMessages.head_kind, localize(KINDS[kindOf(client)])),
    row(clientsMessages.row_issuer, publicUrl),
    row(clientsMessages.row_discovery, `${publicUrl}/.well-known/openid-configuration`),
    row(clientsMessages.row_client_id, client.client_id),
    ...(client.client_secret === undefined ? [] : [row(clientsMessages.row_secret, client.client_secret)]),
    ...(isConfidential ? [row(clientsMessages.row_auth_method, client.token_endpoint_auth_method)] : []),
    row(clientsMessages.row_scope, client.scope),
    row(clientsMessages.row_grants, client.grant_types.join(' ')),
    ...each(clientsMessages.row_redirect, client.redirect_uris),
    ...each(clientsMessages.row_after_logout, client.post_logout_redirect_uris),
    ...each(clientsMessages.row_backchannel, [client.backchannel_logout_uri ?? []].flat()),
    row(clientsMessages.row_alg, client.id_token_signed_response_alg),
    ['PKCE', localize(client.require_pkce ? clientsMessages.pkce_on : clientsMessages.pkce_off)],
    ...each(clientsMessages.row_email_domain, [client.email_domain ?? []].flat()),
    ...(client.claims_in_id_token
      ? [row(clientsMessages.row_claims, localize(clientsMessages.claims_in_id_token))]
      : []),
    ...each(clientsMessages.row_secrets, secretsOf(client)),
  ]);
}

function secretsOf({ secrets }: OwnerClient): string[] {
  if (secrets.length === 0) return [localize(clientsMessages.without_secret)];
  return secrets.map(({ created_at: created, expires_at: expires }) =>
    expires === 0
      ? localize(clientsMessages.secret_since, { time: minuteOf(created) })
      : localize(clientsMessages.secret_until, { time: minuteOf(created), until: minuteOf(expires) }),
  );
}

/** `2026-11-29 17:00Z`. @param seconds Unix */
export function minuteOf(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 16).replace('T', ' ')}Z`;
}

/** The last column is as wide as it is. */
function aligned(rows: readonly (readonly string[])[]): string {
  const columns = (rows[0]?.length ?? 1) - 1;
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => widthOf(row[column] ?? ''))),
  );
  return rows
    .map((row) =>
      row
        .map((text, column) =>
          column === columns ? text : text + ' '.repeat((widths[column] ?? 0) - widthOf(text)),
        )
        .join('  '),
    )
    .join('\n');
}
