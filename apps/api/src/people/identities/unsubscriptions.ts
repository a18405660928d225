import { Inject, Injectable, Logger } from '@nestjs/common';
import { SETTINGS, type Settings } from '../../config/settings.ts';
import { Database } from '../../platform/database/database.ts';
import { WebhookOutbox } from '../../webhooks/webhook-outbox.ts';
import { IdentitiesTable, type IdentityKey } from './identities-table.ts';

/** Deletes a person. The account room registers it at the start: people do not import it. */
export type DeleteUser = (userId: string) => Promise<unknown>;

/** What happens when somebody unfollows an account of the owner. */
@Injectable()
export class Unsubscriptions {
  readonly #logger = new Logger('Unsubscriptions');
  #deleteUser: DeleteUser | undefined;

  constructor(
    private readonly database: Database,
    private readonly table: IdentitiesTable,
    private readonly outbox: WebhookOutbox,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'unsubscribeDeletesUser'>,
  ) {}

  /** Given at the start. */
  deleteUsersBy(deleteUser: DeleteUser): void {
    this.#deleteUser = deleteUser;
  }

  /**
   * The person of this identity has unfollowed the account: what it has supplied is erased (sealed keys and tokens), and
   * the owner gets `user.unsubscribed`. The identity stays, so that they are the same user when they come back. With
   * UNSUBSCRIBE_DELETES_USER=true a user who has no other identity is deleted. A repeat changes nothing more.
   * @returns whether the identity is known
   */
  async unsubscribed(identity: IdentityKey): Promise<boolean> {
    const { provider, appId } = identity;
    const userId = await this.database.queries.transaction().execute(async (transaction) => {
      const erased = await this.table.erase(transaction, identity);
      if (erased === undefined) return undefined;
      await this.outbox.add(transaction, { type: 'user.unsubscribed', sub: erased, provider, appId });
      return erased;
    });
    if (userId === undefined) return false;
    this.#logger.log({ event: 'security', kind: 'unsubscribed', user: userId });
    if (this.settings.unsubscribeDeletesUser && (await this.table.ofUsers([userId])).length === 1)
      await this.#deleteUser?.(userId);
    return true;
  }
}
