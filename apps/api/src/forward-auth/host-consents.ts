import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/clock.ts';
import { Database } from '../platform/database/database.ts';

/** At which protected sites people have agreed to be known. It outlives sessions: nobody is asked twice. */
@Injectable()
export class HostConsents {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async has(userId: string, host: string): Promise<boolean> {
    const row = await this.database.queries
      .selectFrom('forward_auth_consents')
      .select('host')
      .where('user_id', '=', userId)
      .where('host', '=', host)
      .executeTakeFirst();
    return row !== undefined;
  }

  /** The sites that a person has agreed at; times are Unix milliseconds. */
  async of(userId: string): Promise<{ host: string; grantedAt: number }[]> {
    const rows = await this.database.queries
      .selectFrom('forward_auth_consents')
      .select(['host', 'granted_at'])
      .where('user_id', '=', userId)
      .execute();
    return rows.map(({ host, granted_at }) => ({ host, grantedAt: granted_at }));
  }

  async withdraw(userId: string, host: string): Promise<void> {
    await this.database.queries
      .deleteFrom('forward_auth_consents')
      .where('user_id', '=', userId)
      .where('host', '=', host)
      .execute();
  }

  async grant(userId: string, host: string): Promise<void> {
    await this.database.queries
      .insertInto('forward_auth_consents')
      .values({ user_id: userId, host, granted_at: this.clock.now() })
      .onConflict((conflict) => conflict.columns(['user_id', 'host']).doNothing())
      .execute();
  }
}
