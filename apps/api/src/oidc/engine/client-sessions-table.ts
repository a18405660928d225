import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/database/database.ts';
import { isOrphanRefused } from '../../platform/database/unavailable.ts';

/** A client that takes part in a session. `offline`: it has access that outlives the session. */
export interface ClientSession {
  readonly clientId: string;
  readonly offline: boolean;
}

/** Which clients take part in which sessions. */
@Injectable()
export class ClientSessionsTable {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async join(sid: string, clientId: string, offline: boolean): Promise<void> {
    try {
      await this.database.queries
        .insertInto('client_sessions')
        .values({ sid, client_id: clientId, offline: offline ? 1 : 0, created_at: this.clock.now() })
        .onConflict((conflict) =>
          offline ? conflict.columns(['sid', 'client_id']).doUpdateSet({ offline: 1 }) : conflict.doNothing(),
        )
        .execute();
    } catch (error) {
      // The session was deleted with its person meanwhile.
      if (!isOrphanRefused(error)) throw error;
    }
  }

  async of(sid: string): Promise<ClientSession[]> {
    const rows = await this.database.queries
      .selectFrom('client_sessions')
      .select(['client_id', 'offline'])
      .where('sid', '=', sid)
      .execute();
    return rows.map(({ client_id, offline }) => ({ clientId: client_id, offline: offline === 1 }));
  }
}
