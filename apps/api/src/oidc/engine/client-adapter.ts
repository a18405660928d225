import { timingSafeEqual } from 'node:crypto';
import type { Adapter, AdapterPayload, KoaContextWithOIDC } from 'oidc-provider';
import type { ClientMetadata } from '../clients/client-metadata.ts';
import type { ClientsTable } from '../clients/clients-table.ts';
import { oncePerCall } from './oidc-call.ts';

/** A client with its current secret, read once for each request. */
export function clientOfCall(clients: ClientsTable, id: string) {
  return oncePerCall(`client ${id}`, () => clients.findWithSecret(id));
}

/**
 * Clients as the engine sees them. It knows one secret of a client: while a secret is being replaced it is given the
 * one that the call brings, if that one is accepted still.
 */
export class ClientAdapter implements Adapter {
  constructor(
    private readonly clients: ClientsTable,
    private readonly currentCall: () => KoaContextWithOIDC | undefined,
  ) {}

  async find(id: string): Promise<AdapterPayload | undefined> {
    const client = await clientOfCall(this.clients, id);
    if (client === undefined) return undefined;
    const metadata = engineMetadata(client.metadata);
    if (metadata.token_endpoint_auth_method === 'none') return metadata;
    const presented = presentedSecret(this.currentCall());
    const { secret: current } = client;
    if (current !== undefined && (presented === undefined || isSame(current, presented)))
      return { ...metadata, client_secret: current };
    // Another one is accepted too while a secret is being replaced.
    const secrets = await oncePerCall(`secrets of ${id}`, () => this.clients.secretsOf(id));
    const secret = secrets.find((one) => presented !== undefined && isSame(one, presented)) ?? secrets[0];
    // Nobody can authenticate as a client that has no secret any more.
    return secret === undefined ? undefined : { ...metadata, client_secret: secret };
  }

  upsert(): Promise<void> {
    return Promise.resolve();
  }

  findByUserCode(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  findByUid(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  consume(): Promise<void> {
    return Promise.resolve();
  }

  destroy(): Promise<void> {
    return Promise.resolve();
  }

  revokeByGrantId(): Promise<void> {
    return Promise.resolve();
  }
}

/** Without what the engine leaves to us: it sends no logout tokens. */
function engineMetadata({ backchannel_logout_uri: _uri, ...metadata }: ClientMetadata): AdapterPayload {
  return {
    ...metadata,
    grant_types: [...metadata.grant_types],
    response_types: [...metadata.response_types],
  };
}

/** RFC 6749 §2.3.1: in the header, form-encoded before it is base64, or in the body. */
function presentedSecret(ctx: KoaContextWithOIDC | undefined): string | undefined {
  const [, basic] = /^basic +(\S+)$/i.exec(ctx?.headers.authorization ?? '') ?? [];
  if (basic === undefined) {
    const secret: unknown = ctx?.oidc.params?.client_secret;
    return typeof secret === 'string' ? secret : undefined;
  }
  const [, secret] = /^[^:]*:(.*)$/s.exec(Buffer.from(basic, 'base64').toString('utf8')) ?? [];
  try {
    return secret === undefined ? undefined : decodeURIComponent(secret.replaceAll('+', '%20'));
  } catch {
    return undefined; // The engine says what is wrong with it.
  }
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
