import { Injectable } from '@nestjs/common';
import { sql, type ExpressionBuilder, type Kysely } from 'kysely';
import type { WechatAccount } from '../../config/wechat-accounts.ts';
import { Database } from '../../platform/database/database.ts';
import type { IdentityRow, Tables } from '../../platform/database/tables.ts';
import type { ProvenIdentity } from './proven-identity.ts';

/** The columns of the primary key. */
export type IdentityKey = Pick<ProvenIdentity, 'provider' | 'appId' | 'subject'>;

/** The same, as the columns are called. */
export type IdentityColumns = Pick<IdentityRow, 'provider' | 'app_id' | 'subject'>;

/** A key as conditions: for `and` of a statement on any table that has these columns. */
export function columnsOf({ provider, appId, subject }: IdentityKey): IdentityColumns {
  return { provider, app_id: appId, subject };
}

/** Without what else a row has. */
function onlyKey({ provider, app_id, subject }: IdentityColumns): IdentityColumns {
  return { provider, app_id, subject };
}

/** The statements on `identities`. Times are Unix milliseconds. */
@Injectable()
export class IdentitiesTable {
  constructor(private readonly database: Database) {}

  /**
   * Marks an identity as used, and keeps its new session key where there is one.
   * @param ofUser - only when it belongs to this user
   * @returns whose it is; undefined when it is unknown
   */
  use(
    key: IdentityKey,
    sealed: string | undefined,
    now: number,
    ofUser?: string,
  ): Promise<Pick<IdentityRow, 'user_id' | 'unionid'> | undefined> {
    let update = this.database.queries
      .updateTable('identities')
      .set({ last_used_at: now, ...(sealed !== undefined && { session_key_sealed: sealed }) })
      .where((eb) => eb.and(columnsOf(key)));
    if (ofUser !== undefined) update = update.where('user_id', '=', ofUser);
    return update.returning(['user_id', 'unionid']).executeTakeFirst();
  }

  /** What is known of an identity; undefined when it is unknown. Changes nothing. */
  find(key: IdentityKey): Promise<Pick<IdentityRow, 'user_id' | 'unionid'> | undefined> {
    return this.database.queries
      .selectFrom('identities')
      .select(['user_id', 'unionid'])
      .where((eb) => eb.and(columnsOf(key)))
      .executeTakeFirst();
  }

  /** Inserts an identity unless it exists. @returns whether it was inserted */
  async insert(queries: Kysely<Tables>, row: IdentityRow): Promise<boolean> {
    const entered = await queries
      .insertInto('identities')
      .values(row)
      .onConflict((conflict) => conflict.columns(['provider', 'app_id', 'subject']).doNothing())
      .returning('subject')
      .executeTakeFirst();
    return entered !== undefined;
  }

  async setUnionid(queries: Kysely<Tables>, key: IdentityKey, unionid: string): Promise<void> {
    await queries
      .updateTable('identities')
      .set({ unionid })
      .where((eb) => eb.and(columnsOf(key)))
      .execute();
  }

  /**
   * Locks this unionid until the end of the transaction. Otherwise two sign-ins of one person with two accounts would
   * both find nobody. SQLite has one writer, so any write is that lock.
   */
  async lockUnionid(transaction: Kysely<Tables>, unionid: string): Promise<void> {
    const lock =
      this.database.location.dialect === 'postgres'
        ? sql`select pg_advisory_xact_lock(hashtextextended(${`maqiao:unionid:${unionid}`}, 0))`
        : sql`update identities set unionid = unionid where provider = '' and app_id = '' and subject = ''`;
    await lock.execute(transaction);
  }

  /** The user of another openid with this unionid at the same account; undefined when there is none. */
  async holderOf(
    queries: Kysely<Tables>,
    { provider, appId, subject }: IdentityKey,
    unionid: string,
  ): Promise<string | undefined> {
    const row = await queries
      .selectFrom('identities')
      .select('user_id')
      .where('unionid', '=', unionid)
      .where('provider', '=', provider)
      .where('app_id', '=', appId)
      .where('subject', '!=', subject)
      .executeTakeFirst();
    return row?.user_id;
  }

  /** The user with this unionid at one of these accounts; of several, the first. */
  async userOfUnionid(
    queries: Kysely<Tables>,
    unionid: string,
    accounts: readonly WechatAccount[],
  ): Promise<string | undefined> {
    const row = await queries
      .selectFrom('identities')
      .select('user_id')
      .where('unionid', '=', unionid)
      .where((eb) => eb.or(accounts.map((account) => isAt(eb, account))))
      .orderBy('created_at')
      .orderBy('user_id')
      .limit(1)
      .executeTakeFirst();
    return row?.user_id;
  }

  /** Whose identity this is; undefined when it is unknown. */
  async ownerOf(queries: Kysely<Tables>, key: IdentityKey): Promise<string | undefined> {
    const row = await queries
      .selectFrom('identities')
      .select('user_id')
      .where((eb) => eb.and(columnsOf(key)))
      .executeTakeFirst();
    return row?.user_id;
  }

  async remove(queries: Kysely<Tables>, key: IdentityColumns): Promise<void> {
    await queries
      .deleteFrom('identities')
      .where((eb) => eb.and(onlyKey(key)))
      .execute();
  }

  /** Erases what an account has supplied about a person. @returns whose identity it is; undefined when it is unknown */
  async erase(queries: Kysely<Tables>, key: IdentityKey): Promise<string | undefined> {
    await queries
      .deleteFrom('wechat_grants')
      .where((eb) => eb.and(columnsOf(key)))
      .execute();
    const row = await queries
      .updateTable('identities')
      .set({ session_key_sealed: null })
      .where((eb) => eb.and(columnsOf(key)))
      .returning('user_id')
      .executeTakeFirst();
    return row?.user_id;
  }

  /** Gives all identities of a user to another. @returns which ones, as columns */
  move(queries: Kysely<Tables>, from: string, to: string): Promise<IdentityColumns[]> {
    return queries
      .updateTable('identities')
      .set({ user_id: to })
      .where('user_id', '=', from)
      .returning(['provider', 'app_id', 'subject'])
      .execute();
  }

  async moveOne(queries: Kysely<Tables>, key: IdentityColumns, to: string): Promise<void> {
    await queries
      .updateTable('identities')
      .set({ user_id: to })
      .where((eb) => eb.and(onlyKey(key)))
      .execute();
  }

  /**
   * Pairs of users with one unionid at these accounts; of each pair the one who came first is first.
   * @returns at most `limit` of them, those whose second user came last first, and how many there are
   */
  async sharedUnionids(
    accounts: readonly WechatAccount[],
    limit: number,
  ): Promise<{ pairs: { unionid: string; users: [string, string] }[]; total: number }> {
    const rows = await this.database.queries
      .selectFrom('identities')
      .innerJoin('users', 'users.id', 'identities.user_id')
      .select(['identities.unionid', 'users.id', 'users.created_at'])
      .distinct()
      .where((eb) => eb.or(accounts.map((account) => isAt(eb, account))))
      .where('identities.unionid', 'in', (eb) =>
        eb
          .selectFrom('identities as shared')
          .select('shared.unionid')
          .where('shared.unionid', 'is not', null)
          .groupBy('shared.unionid')
          .having((having) => having(having.fn.count('shared.user_id').distinct(), '>', 1)),
      )
      .orderBy('users.created_at')
      .orderBy('users.id')
      .execute();
    const firstOf = new Map<string, string>();
    const pairs: { unionid: string; users: [string, string]; at: number }[] = [];
    for (const { unionid, id, created_at: at } of rows) {
      if (unionid === null) continue;
      const first = firstOf.get(unionid);
      if (first === undefined) firstOf.set(unionid, id);
      else pairs.push({ unionid, users: [first, id], at });
    }
    pairs.sort((one, other) => other.at - one.at);
    return {
      pairs: pairs.slice(0, limit).map(({ unionid, users }) => ({ unionid, users })),
      total: pairs.length,
    };
  }

  /** The identities of these people, the one used last first. */
  async ofUsers(
    userIds: readonly string[],
    within: Kysely<Tables> = this.database.queries,
  ): Promise<IdentityRow[]> {
    if (userIds.length === 0) return []; // PostgreSQL does not accept an empty list
    return within
      .selectFrom('identities')
      .selectAll()
      .where('user_id', 'in', [...userIds])
      .orderBy('last_used_at', 'desc')
      .orderBy('created_at')
      .execute();
  }
}

function isAt(eb: ExpressionBuilder<Tables, 'identities'>, { provider, appId }: WechatAccount) {
  return eb.and([eb('identities.provider', '=', provider), eb('identities.app_id', '=', appId)]);
}

/** Of the identities of one person, the one used last first: theirs of the mini program. */
export function miniProgramIn(rows: readonly IdentityRow[]): IdentityRow | undefined {
  return rows.find(({ provider }) => provider === 'wechat-mini-program');
}
