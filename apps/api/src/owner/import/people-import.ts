import type { Kysely } from 'kysely';
import type { WechatAccount } from '../../config/wechat-accounts.ts';
import { IdentitiesTable } from '../../people/identities/identities-table.ts';
import { lockMerges } from '../../people/users/merged-users.ts';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/database/database.ts';
import type { Tables } from '../../platform/database/tables.ts';
import { isOrphanRefused, isTaken } from '../../platform/database/unavailable.ts';
import { ApiError } from '../../platform/http/api-error.ts';
import type { OperatorMessage } from '../../platform/operator-messages/messages.ts';
import { randomId } from '../../platform/secret/random.ts';
import { decide, KnownPeople, type Decision, type Outcome } from './import-plan.ts';
import type { ImportRow } from './import-row.ts';
import { readKnown } from './known-people.ts';

/** Lines of one transaction. Each locks its unionid, and PostgreSQL has room for some thousands of locks in all. */
const BATCH = 200;

/** How often a batch is tried when people sign in, or are deleted, at the same moment. */
const ATTEMPTS = 5;

/** What an import has done. */
export interface ImportResult {
  /** Lines of each kind. */
  readonly counts: Readonly<Record<Outcome | 'conflict', number>>;
  /** Lines that were left out, in the order of the file. */
  readonly conflicts: readonly { readonly line: number; readonly why: OperatorMessage }[];
}

/** Somebody has signed in with an identity of this batch meanwhile. */
class EnteredMeanwhile extends Error {}

type Decided = readonly { readonly row: ImportRow; readonly decision: Decision }[];

/**
 * Takes people of another system into the database, a batch of lines in each transaction: all of a batch is written, or
 * nothing. Run again it finds what is there. Sign-ins go on meanwhile, on any number of servers.
 */
export class PeopleImport {
  readonly #identities: IdentitiesTable;

  /** @param accounts those whose people are recognised by unionid */
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly accounts: readonly WechatAccount[],
  ) {
    this.#identities = new IdentitiesTable(database);
  }

  /**
   * @param dryRun changes nothing, and says what would be done
   * @throws ApiError `unavailable`; batches before it are written then
   */
  async run(rows: AsyncIterable<ImportRow>, dryRun: boolean): Promise<ImportResult> {
    const counts = { created: 0, joined: 0, completed: 0, known: 0, conflict: 0 };
    const conflicts: { line: number; why: OperatorMessage }[] = [];
    // Of a dry run nothing is in the database for the next batch to find.
    const planned = dryRun ? new KnownPeople() : undefined;
    const finish = (decided: Decided): void => {
      for (const { row, decision } of decided) {
        counts[decision.outcome] += 1;
        if (decision.outcome === 'conflict') conflicts.push({ line: row.line, why: decision.why });
      }
    };
    let batch: ImportRow[] = [];
    for await (const row of rows) {
      batch.push(row);
      if (batch.length < BATCH) continue;
      finish(await this.#batch(batch, planned));
      batch = [];
    }
    if (batch.length > 0) finish(await this.#batch(batch, planned));
    return { counts, conflicts };
  }

  async #batch(batch: readonly ImportRow[], planned: KnownPeople | undefined): Promise<Decided> {
    if (planned !== undefined) return this.#decide(this.database.queries, batch, planned);
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      try {
        return await this.database.queries
          .transaction()
          .execute((transaction) => this.#write(transaction, batch));
      } catch (error) {
        const isMeanwhile = error instanceof EnteredMeanwhile || isTaken(error) || isOrphanRefused(error);
        if (!isMeanwhile) throw error;
      }
    }
    throw new ApiError('unavailable', { retryAfterSeconds: 1 });
  }

  async #decide(queries: Kysely<Tables>, batch: readonly ImportRow[], known: KnownPeople): Promise<Decided> {
    await readKnown(queries, batch, this.accounts, known);
    const joins = ({ provider, appId }: ImportRow) =>
      this.accounts.some((account) => account.provider === provider && account.appId === appId);
    return batch.map((row) => ({ row, decision: decide(row, known, joins(row), randomId) }));
  }

  async #write(transaction: Kysely<Tables>, batch: readonly ImportRow[]): Promise<Decided> {
    await lockMerges(this.database, transaction);
    // In one order, so that two imports do not wait for each other. SQLite has one writer, and that is this import now.
    const isShared = this.database.location.dialect === 'postgres';
    const unionids = isShared ? [...new Set(batch.flatMap(({ unionid }) => unionid ?? []))].sort() : [];
    for (const unionid of unionids) await this.#identities.lockUnionid(transaction, unionid);
    const decided = await this.#decide(transaction, batch, new KnownPeople());
    const now = this.clock.now();
    const made = decided.filter(({ decision }) => decision.outcome === 'created');
    if (made.length > 0)
      await transaction
        .insertInto('users')
        .values(made.map(({ row, decision }) => userOf(row, decision, now)))
        .execute();
    for (const { row, decision } of decided) {
      if (decision.outcome === 'conflict' || decision.outcome === 'known') continue;
      if (decision.externalId !== undefined && decision.outcome !== 'created')
        await transaction
          .updateTable('users')
          .set({ external_id: decision.externalId })
          .where('id', '=', decision.userId)
          .execute();
      const key = { provider: row.provider, appId: row.appId, subject: row.openid };
      if (decision.outcome === 'completed') {
        if (decision.unionid !== undefined)
          await this.#identities.setUnionid(transaction, key, decision.unionid);
        continue;
      }
      const isEntered = await this.#identities.insert(transaction, {
        provider: row.provider,
        app_id: row.appId,
        subject: row.openid,
        user_id: decision.userId,
        unionid: decision.unionid ?? null,
        session_key_sealed: null,
        created_at: row.createdAt ?? now,
        last_used_at: row.createdAt ?? now,
      });
      if (!isEntered) throw new EnteredMeanwhile();
    }
    return decided;
  }
}

function userOf({ nickname, createdAt }: ImportRow, decision: Decision, now: number) {
  if (decision.outcome === 'conflict') throw new TypeError('a line in conflict makes nobody');
  return {
    id: decision.userId,
    nickname: nickname ?? null,
    external_id: decision.externalId ?? null,
    created_at: createdAt ?? now,
    last_login_at: createdAt ?? now,
  };
}
