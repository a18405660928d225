import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/database/database.ts';

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

  /** Does nothing when the session has ended: its logout tokens are stored already. */
  async join(sid: string, clientId: string, offline: boolean): Promise<void> {
    const { queries, location } = this.database;
    await queries
      .insertInto('client_sessions')
      .columns(['sid', 'client_id', 'offline', 'created_at'])
      .expression((eb) => {
        const live = eb
          .selectFrom('sessions')
          .select([
            'sessions.sid',
            eb.val(clientId).as('client_id'),
            eb.val(offline ? 1 : 0).as('offline'),
            eb.val(this.clock.now()).as('created_at'),
          ])
          .where('sessions.sid', '=', sid)
          .where('sessions.revoked_at', 'is', null);
        // Locks the session, so that it cannot end at the same moment.
        return location.dialect === 'postgres' ? live.forNoKeyUpdate() : live;
      })
      .onConflict((conflict) =>
        offline ? conflict.columns(['sid', 'client_id']).doUpdateSet({ offline: 1 }) : conflict.doNothing(),
      )
      .execute();
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
