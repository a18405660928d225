import { Injectable } from '@nestjs/common';
import type { Kysely } from 'kysely';
import { Database } from '../../platform/database/database.ts';
import type { Tables } from '../../platform/database/tables.ts';
import { WebhookOutbox } from '../../webhooks/webhook-outbox.ts';
import { IdentitiesTable, type IdentityKey } from './identities-table.ts';

/** An identity whose person no longer follows the account. The identity itself stays: they may come back. */
interface Unsubscribed extends IdentityKey {
  readonly userId: string;
}

/** Erases what the account has supplied about a person, in the transaction that records the end. */
export type EraseSupplied = (identity: Unsubscribed, queries: Kysely<Tables>) => Promise<void>;

/** People who no longer follow an account of WeChat's: what it has supplied is erased, and the site's backend is told. */
@Injectable()
export class Unsubscriptions {
  readonly #erasures: EraseSupplied[] = [];

  constructor(
    private readonly database: Database,
    private readonly table: IdentitiesTable,
    private readonly outbox: WebhookOutbox,
  ) {}

  /** Given at the start, by each feature that keeps something an account has supplied. */
  eraseWith(erase: EraseSupplied): void {
    this.#erasures.push(erase);
  }

  /** Somebody has stopped following. Does nothing for an identity that was never used here. */
  async record(key: IdentityKey): Promise<void> {
    const identity = await this.table.find(key);
    if (identity === undefined) return;
    const { provider, appId, subject } = key;
    const unsubscribed = { provider, appId, subject, userId: identity.user_id };
    await this.database.queries.transaction().execute(async (transaction) => {
      for (const erase of this.#erasures) await erase(unsubscribed, transaction);
      await this.outbox.add(transaction, { type: 'user.unsubscribed', sub: identity.user_id, provider });
    });
  }
}
