import type { UserProfile } from '@maqiao/shared';
import { Inject, Injectable } from '@nestjs/common';
import type { Kysely } from 'kysely';
import { SETTINGS, type Settings } from '../../config/settings.ts';
import { Database } from '../../platform/database/database.ts';
import type { Tables, UserRow } from '../../platform/database/tables.ts';
import { isTaken } from '../../platform/database/unavailable.ts';
import { mergedSubsOf } from './merged-users.ts';
import { preferredUsername } from './preferred-username.ts';
import { avatarUrlOf, type User } from './user.ts';

/** The people of this installation. Times are Unix milliseconds. */
@Injectable()
export class UsersService {
  constructor(
    private readonly database: Database,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'publicUrl'>,
  ) {}

  /** One person, or undefined when there is none (any more). */
  async get(id: string): Promise<User | undefined> {
    const row = await this.database.queries
      .selectFrom('users')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    return row && this.#toUser(row);
  }

  /** What is shown of a person whose nickname and picture were read elsewhere. */
  profileOf(
    id: string,
    row: Pick<UserRow, 'nickname' | 'avatar' | 'merged_subs'>,
  ): UserProfile & Pick<User, 'id' | 'mergedSubs'> {
    const { nickname, avatar } = row;
    const avatarUrl = avatarUrlOf(this.settings.publicUrl, avatar);
    return { id, nickname, avatarUrl, mergedSubs: mergedSubsOf(row) };
  }

  /** Sets a nickname, or removes it. @returns the person as they are now; undefined when there is none (any more) */
  async setNickname(id: string, nickname: string | null, now: number): Promise<User | undefined> {
    const row = await this.database.queries
      .updateTable('users')
      .set({ nickname, profile_updated_at: now })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirst();
    return row && this.#toUser(row);
  }

  /** Makes a person, without name or picture. @param within the transaction that makes their first identity too */
  async insert(within: Kysely<Tables>, id: string, now: number): Promise<User> {
    const row = await within
      .insertInto('users')
      .values({ id, created_at: now, last_login_at: now })
      .returningAll()
      .executeTakeFirstOrThrow();
    return this.#toUser(row);
  }

  /** Stores the time of a sign-in. @returns the person; undefined when there is none (any more) */
  async signedIn(
    id: string,
    now: number,
    within: Kysely<Tables> = this.database.queries,
  ): Promise<User | undefined> {
    const row = await within
      .updateTable('users')
      .set({ last_login_at: now })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirst();
    return row && this.#toUser(row);
  }

  /**
   * The name by which programs know a person that want one: unique here, and the same for ever. Drawn when it is first
   * asked for.
   * @returns undefined when there is nobody (any more)
   */
  async preferredUsername({ id, preferredUsername: known }: User): Promise<string | undefined> {
    if (known !== null) return known;
    for (let draw = 0; ; draw += 1) {
      const row = await this.database.queries
        .selectFrom('users')
        .select('preferred_username')
        .where('id', '=', id)
        .executeTakeFirst();
      if (row === undefined || row.preferred_username !== null) return row?.preferred_username ?? undefined;
      const name = preferredUsername(id, draw);
      // Whether somebody has it is asked in the same statement; of two at once the unique index refuses one.
      await this.database.queries
        .updateTable('users')
        .set({ preferred_username: name })
        .where('id', '=', id)
        .where('preferred_username', 'is', null)
        .where((eb) =>
          eb.not(
            eb.exists(
              eb.selectFrom('users as other').select('other.id').where('other.preferred_username', '=', name),
            ),
          ),
        )
        .execute()
        .catch((error: unknown) => {
          if (!isTaken(error)) throw error;
        });
    }
  }

  #toUser(row: UserRow): User {
    return {
      ...this.profileOf(row.id, row),
      createdAt: row.created_at,
      blocked: row.blocked === 1,
      updatedAt: row.profile_updated_at ?? row.created_at,
      preferredUsername: row.preferred_username,
      mergedInto: row.merged_into,
    };
  }
}
