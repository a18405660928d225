import type { TouchedClient } from '@maqiao/shared';
import { Injectable } from '@nestjs/common';
import type { ClientMetadata } from '../oidc/clients/client-metadata.ts';
import { Database } from '../platform/database/database.ts';

/** What knows users: clients, and protected sites. */
@Injectable()
export class TouchedClients {
  constructor(private readonly database: Database) {}

  /** Clients that one of these users has agreed to or taken part in, and protected sites. */
  async of(userIds: readonly string[]): Promise<TouchedClient[]> {
    const { queries } = this.database;
    const known = await queries
      .selectFrom('consents')
      .select(['client_id', 'user_id'])
      .where('user_id', 'in', [...userIds])
      .union(
        queries
          .selectFrom('client_sessions')
          .innerJoin('sessions', 'sessions.sid', 'client_sessions.sid')
          .select(['client_sessions.client_id', 'sessions.user_id'])
          .where('sessions.user_id', 'in', [...userIds]),
      )
      .execute();
    const names = await this.namesOf(known.map(({ client_id }) => client_id));
    const hosts = await queries
      .selectFrom('forward_auth_consents')
      .select(['host', 'user_id'])
      .where('user_id', 'in', [...userIds])
      .orderBy('host')
      .execute();
    const inOrder = (knows: readonly string[]) => userIds.filter((id) => knows.includes(id));
    return [
      ...[...names].map(([id, name]) => ({
        id,
        name,
        kind: 'client' as const,
        knows: inOrder(known.filter((one) => one.client_id === id).map((one) => one.user_id)),
      })),
      ...[...new Set(hosts.map(({ host }) => host))].map((host) => ({
        id: host,
        name: host,
        kind: 'host' as const,
        knows: inOrder(hosts.filter((one) => one.host === host).map((one) => one.user_id)),
      })),
    ];
  }

  /** The names of those of these clients that exist, in the order of their ids. */
  async namesOf(clientIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (clientIds.length === 0) return new Map();
    const rows = await this.database.queries
      .selectFrom('clients')
      .select(['client_id', 'metadata'])
      .where('client_id', 'in', [...new Set(clientIds)])
      .orderBy('client_id')
      .execute();
    return new Map(
      rows.map(({ client_id, metadata }) => [
        client_id,
        (JSON.parse(metadata) as ClientMetadata).client_name,
      ]),
    );
  }
}
