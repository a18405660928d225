import type { KnownClient } from '@maqiao/shared';
import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.ts';
import { TouchedClients } from '../touched-clients.ts';

/** The clients and protected sites that know one person. */
@Injectable()
export class KnownClients {
  constructor(
    private readonly database: Database,
    private readonly touched: TouchedClients,
  ) {}

  /** Clients first, then protected sites; each in the order of its ids. */
  async of(userId: string): Promise<KnownClient[]> {
    const { queries } = this.database;
    const consents = await queries
      .selectFrom('consents')
      .select(['client_id as id', 'scopes', 'granted_at'])
      .where('user_id', '=', userId)
      .execute();
    const hosts = await queries
      .selectFrom('forward_auth_consents')
      .select(['host as id', 'granted_at'])
      .where('user_id', '=', userId)
      .execute();
    const clients = await this.touched.of([userId]);
    return clients.map(({ id, name, kind }) => {
      const consent = consents.find((one) => kind === 'client' && one.id === id);
      const agreed = consent ?? hosts.find((one) => kind === 'host' && one.id === id);
      return {
        id,
        name,
        kind,
        scopes: consent?.scopes.split(' ') ?? [],
        grantedAt: agreed === undefined ? null : new Date(agreed.granted_at).toISOString(),
      };
    });
  }

  /**
   * Ends what a client has of a person: its codes, tokens and grants, and that they have agreed. It is asked for again at
   * the next sign-in there. Of a protected site only the agreement goes: the session that it looks at is the person's own.
   * @returns false when the client knew nothing of them
   */
  end(userId: string, id: string): Promise<boolean> {
    return this.database.queries.transaction().execute(async (transaction) => {
      const ended = [
        await transaction
          .deleteFrom('consents')
          .where('user_id', '=', userId)
          .where('client_id', '=', id)
          .executeTakeFirst(),
        await transaction
          .deleteFrom('oidc_records')
          .where('user_id', '=', userId)
          .where('client_id', '=', id)
          .executeTakeFirst(),
        await transaction
          .deleteFrom('client_sessions')
          .where('client_id', '=', id)
          .where('sid', 'in', (eb) => eb.selectFrom('sessions').select('sid').where('user_id', '=', userId))
          .executeTakeFirst(),
        await transaction
          .deleteFrom('forward_auth_consents')
          .where('user_id', '=', userId)
          .where('host', '=', id)
          .executeTakeFirst(),
      ];
      return ended.some(({ numDeletedRows }) => numDeletedRows > 0n);
    });
  }
}
