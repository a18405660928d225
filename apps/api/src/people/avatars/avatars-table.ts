import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.ts';

/** After this time a picture is removed whose upload did not finish, because its instance was lost. */
const UPLOAD_GRACE_MS = 60 * 60_000;

/** Which picture a person has, and which are to be removed. Every picture in the storage is in one of the two. */
@Injectable()
export class AvatarsTable {
  constructor(private readonly database: Database) {}

  /** Lists a picture that is about to be stored for removal, unless its person gets it. */
  async announce(name: string, now: number): Promise<void> {
    await this.database.queries
      .insertInto('avatar_removals')
      .values({ name, due_at: now + UPLOAD_GRACE_MS })
      .execute();
  }

  /**
   * Gives a person another picture, or none. Of several at once each replaces the one before it.
   * @param name - one that was listed before, or null
   * @returns the name of the one before, to be removed now; undefined when the person is gone
   */
  replace(userId: string, name: string | null, now: number): Promise<{ before: string | null } | undefined> {
    return this.database.queries.transaction().execute(async (transaction) => {
      for (;;) {
        const row = await transaction
          .selectFrom('users')
          .select('avatar')
          .where('id', '=', userId)
          .executeTakeFirst();
        if (row === undefined) return undefined;
        const before = row.avatar;
        const replaced = await transaction
          .updateTable('users')
          .set({ avatar: name, profile_updated_at: now })
          .where('id', '=', userId)
          .where('avatar', before === null ? 'is' : '=', before)
          .returning('id')
          .executeTakeFirst();
        if (replaced === undefined) continue; // another change came first
        if (name !== null) await transaction.deleteFrom('avatar_removals').where('name', '=', name).execute();
        if (before !== null)
          await transaction.insertInto('avatar_removals').values({ name: before, due_at: now }).execute();
        return { before };
      }
    });
  }

  /** Pictures that are due for removal, the longest due first. */
  async due(now: number, limit: number): Promise<string[]> {
    const rows = await this.database.queries
      .selectFrom('avatar_removals')
      .select('name')
      .where('due_at', '<=', now)
      .orderBy('due_at')
      .limit(limit)
      .execute();
    return rows.map((row) => row.name);
  }

  /** The picture is gone from the storage. */
  async removed(name: string): Promise<void> {
    await this.database.queries.deleteFrom('avatar_removals').where('name', '=', name).execute();
  }
}
