import { parseArgs } from 'node:util';
import {
  CLIENT_KINDS,
  metadataOfKind,
  type ChangeClientRequest,
  type ClientKind,
  type ClientRequest,
} from '@maqiao/shared';
import { DEFAULT_OVERLAP_HOURS, MAX_OVERLAP_HOURS } from '../oidc/clients/clients.service.ts';
import { localize } from '../platform/operator-messages/messages.ts';
import { clientsMessages } from './clients-messages.ts';

/** What a person typed cannot be done; the sentence says why. */
export class UsageError extends Error {}

export type ClientsOptions = ReturnType<typeof parseClientsArgs>['values'];

/** @throws the error of `parseArgs` (`ERR_PARSE_ARGS_…`) for an option that is none */
export function parseClientsArgs(args: string[]) {
  return parseArgs({
    args,
    allowPositionals: true,
    options: {
      name: { type: 'string' },
      kind: { type: 'string' },
      id: { type: 'string' },
      'redirect-uri': { type: 'string', multiple: true },
      'post-logout-redirect-uri': { type: 'string', multiple: true },
      'backchannel-logout-uri': { type: 'string' },
      'auth-method': { type: 'string' },
      'grant-type': { type: 'string', multiple: true },
      scope: { type: 'string' },
      alg: { type: 'string' },
      'with-pkce': { type: 'boolean' },
      'without-pkce': { type: 'boolean' },
      'email-domain': { type: 'string' },
      'claims-in-id-token': { type: 'boolean' },
      'no-claims-in-id-token': { type: 'boolean' },
      overlap: { type: 'string' },
      yes: { type: 'boolean' },
      json: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
}

/**
 * What `add` registers, by the names of RFC 7591; the registration says what is wrong with it.
 * @throws UsageError
 */
export function clientToAdd(options: ClientsOptions): ClientRequest {
  const { name, kind = 'website' } = options;
  if (name === undefined) throw new UsageError(localize(clientsMessages.name_wanted));
  if (!isKind(kind)) throw new UsageError(localize(clientsMessages.kind_wanted));
  return {
    ...metadataOfKind(kind),
    ...given({ ...membersOf(options), client_id: options.id }),
    client_name: name,
  };
}

/**
 * What `update` changes. An empty text takes back what may be missing; an empty address empties the list.
 * @throws UsageError when nothing is named, or what stays as it is
 */
export function changesToClient(options: ClientsOptions): ChangeClientRequest {
  if (options.id !== undefined || options.kind !== undefined)
    throw new UsageError(localize(clientsMessages.unchangeable));
  const members = membersOf(options);
  const changes = given({
    ...members,
    client_name: options.name,
    redirect_uris: members.redirect_uris?.filter((uri) => uri !== ''),
    post_logout_redirect_uris: members.post_logout_redirect_uris?.filter((uri) => uri !== ''),
    backchannel_logout_uri: orNull(members.backchannel_logout_uri),
    email_domain: orNull(members.email_domain),
  });
  if (Object.keys(changes).length === 0) throw new UsageError(localize(clientsMessages.change_wanted));
  return changes;
}

/** For how many hours the secret of before is accepted. @throws UsageError */
export function overlapHours({ overlap }: ClientsOptions): number {
  const hours = Number(overlap ?? DEFAULT_OVERLAP_HOURS);
  if (overlap?.trim() === '' || !(hours >= 0 && hours <= MAX_OVERLAP_HOURS))
    throw new UsageError(localize(clientsMessages.overlap_wanted));
  return hours;
}

function membersOf(options: ClientsOptions) {
  for (const [on, off] of [
    ['with-pkce', 'without-pkce'],
    ['claims-in-id-token', 'no-claims-in-id-token'],
  ] as const)
    if (options[on] === true && options[off] === true)
      throw new UsageError(localize(clientsMessages.on_and_off, { on, off }));
  return {
    redirect_uris: options['redirect-uri'],
    post_logout_redirect_uris: options['post-logout-redirect-uri'],
    backchannel_logout_uri: options['backchannel-logout-uri'],
    token_endpoint_auth_method: options['auth-method'],
    grant_types: options['grant-type'],
    scope: options.scope,
    id_token_signed_response_alg: options.alg,
    require_pkce: options['with-pkce'] ?? (options['without-pkce'] === true ? false : undefined),
    email_domain: options['email-domain'],
    claims_in_id_token:
      options['claims-in-id-token'] ?? (options['no-claims-in-id-token'] === true ? false : undefined),
  };
}

function given(members: Record<string, unknown>): object {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

function orNull(text: string | undefined): string | null | undefined {
  return text === '' ? null : text;
}

function isKind(text: string): text is ClientKind {
  return (CLIENT_KINDS as readonly string[]).includes(text);
}
