import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/database/database.ts';

/** What people let clients know. It outlives sessions: whoever has agreed once is asked again only for more. */
@Injectable()
export class Consents {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Whether the person has agreed to all of these scopes. */
  async cover(userId: string, clientId: string, scopes: readonly string[]): Promise<boolean> {
    const granted = await this.#scopesOf(userId, clientId);
    return granted !== undefined && scopes.every((scope) => granted.includes(scope));
  }

  /** The person agrees to these scopes, beside those before. */
  async grant(userId: string, clientId: string, scopes: readonly string[]): Promise<void> {
    const before = (await this.#scopesOf(userId, clientId)) ?? [];
    const row = { scopes: [...new Set([...before, ...scopes])].join(' '), granted_at: this.clock.now() };
    await this.database.queries
      .insertInto('consents')
      .values({ user_id: userId, client_id: clientId, ...row })
      .onConflict((conflict) => conflict.columns(['user_id', 'client_id']).doUpdateSet(row))
      .execute();
  }

  async #scopesOf(userId: string, clientId: string): Promise<string[] | undefined> {
    const row = await this.database.queries
      .selectFrom('consents')
      .select('scopes')
      .where('user_id', '=', userId)
      .where('client_id', '=', clientId)
      .executeTakeFirst();
    return row?.scopes.split(' ');
  }
}
