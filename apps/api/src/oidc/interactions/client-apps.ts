import { DEVICE_GRANT, type OwnApp } from '@maqiao/shared';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { appIdOf, AppSources, type AppSource } from '../../people/apps/app-sources.ts';
import { Clock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/database/database.ts';
import type { ClientMetadata } from '../clients/client-metadata.ts';
import { shownHost } from '../clients/redirect-uri.ts';
import { GrantedAccess } from '../engine/granted-access.ts';
import { LogoutDelivery } from '../logout/logout-delivery.ts';
import { queueLogoutTokens } from '../logout/queue-logout-tokens.ts';

/** Clients of OpenID Connect that a person has let know who they are. */
@Injectable()
export class ClientApps implements AppSource, OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly access: GrantedAccess,
    private readonly logout: LogoutDelivery,
    private readonly clock: Clock,
    private readonly sources: AppSources,
  ) {}

  onModuleInit(): void {
    this.sources.add(this);
  }

  async list(userId: string): Promise<OwnApp[]> {
    const rows = await this.#consentsOf(userId);
    const access = rows.length === 0 ? undefined : await this.access.of(userId);
    return rows.map(({ client_id: clientId, scopes, granted_at: grantedAt, metadata }) => {
      const client = JSON.parse(metadata) as ClientMetadata;
      return {
        id: appIdOf('client', clientId),
        kind: 'client',
        name: client.client_name,
        host: hostOf(client),
        scopes: scopes.split(' '),
        allowedAt: new Date(grantedAt).toISOString(),
        devices: access?.get(clientId)?.devices ?? 0,
        outlivesSignOut: access?.get(clientId)?.outlivesSignOut ?? false,
      };
    });
  }

  /**
   * One transaction: the consent, everything that the engine keeps for this client of this person, and the client's part in
   * their sessions; it gets a logout token for each. The sessions themselves go on.
   */
  async end(userId: string, { id }: OwnApp): Promise<string | undefined> {
    const row = (await this.#consentsOf(userId)).find((one) => appIdOf('client', one.client_id) === id);
    if (row === undefined) return undefined;
    const { client_id: clientId } = row;
    const queued = await this.database.queries.transaction().execute(async (queries) => {
      const live = await queries
        .selectFrom('sessions')
        .select(['sid', 'user_id as userId'])
        .where('user_id', '=', userId)
        .where('revoked_at', 'is', null)
        .where('expires_at', '>', this.clock.now())
        .execute();
      const ended = { ended: live, everythingOf: undefined };
      const anything = await queueLogoutTokens(queries, ended, this.clock.now(), clientId);
      await queries
        .deleteFrom('client_sessions')
        .where('client_id', '=', clientId)
        .where('sid', 'in', (eb) => eb.selectFrom('sessions').select('sid').where('user_id', '=', userId))
        .execute();
      await queries
        .deleteFrom('oidc_records')
        .where('user_id', '=', userId)
        .where('client_id', '=', clientId)
        .execute();
      await queries
        .deleteFrom('consents')
        .where('user_id', '=', userId)
        .where('client_id', '=', clientId)
        .execute();
      return anything;
    });
    if (queued) this.logout.expectRows();
    return clientId;
  }

  #consentsOf(userId: string) {
    return this.database.queries
      .selectFrom('consents')
      .innerJoin('clients', 'clients.client_id', 'consents.client_id')
      .select(['consents.client_id', 'consents.scopes', 'consents.granted_at', 'clients.metadata'])
      .where('consents.user_id', '=', userId)
      .execute();
  }
}

/** That of its first redirect URI that has one; null where nobody can know who listens. */
function hostOf({ redirect_uris: uris, grant_types: grants }: ClientMetadata): string | null {
  if (grants.includes(DEVICE_GRANT) && uris.length === 0) return null;
  return uris.map(shownHost).find((host) => host !== null) ?? null;
}
