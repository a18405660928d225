import type { UserProfile } from '@maqiao/shared';
import { Inject, Injectable } from '@nestjs/common';
import { ApiError } from '../../platform/http/api-error.ts';
import { Clock } from '../../platform/clock/clock.ts';
import { randomId } from '../../platform/secret/random.ts';
import { SETTINGS, type Settings } from '../../config/settings.ts';
import { Database } from '../../platform/database/database.ts';
import type { UserRow } from '../../platform/database/tables.ts';
import { MaqiaoSecret } from '../../platform/secret/maqiao-secret.ts';
import { avatarUrlOf, type User, type WechatIdentity } from './user.ts';

/** What WeChat answers for a login code. */
interface WechatSignIn {
  openid: string;
  unionid?: string | undefined;
  sessionKey: string;
}

/** The people of this AppID. */
@Injectable()
export class UsersService {
  constructor(
    private readonly database: Database,
    private readonly secret: MaqiaoSecret,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /**
   * The person behind WeChat's answer, made on the first sign-in. Keeps the new session_key sealed (WeChat has
   * replaced the old one) and a unionid once it is known. Any number of calls at once make one person.
   * @returns the person; `isNew` when they were made just now
   * @throws ApiError `login_blocked` when the owner has blocked them
   */
  async signIn(answer: WechatSignIn): Promise<User & { isNew: boolean }> {
    const known = await this.#idOf(answer.openid);
    const row = known === undefined ? await this.#insert(answer) : await this.#update(known, answer);
    // Made by a parallel sign-in, or deleted by the owner, between two statements.
    const settled = row ?? (await this.#afterRace(answer));
    if (settled.blocked === 1) throw new ApiError('login_blocked');
    return { ...this.#toUser(settled), isNew: known === undefined && row !== undefined };
  }

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
    { nickname, avatar }: Pick<UserRow, 'nickname' | 'avatar'>,
  ): UserProfile & { id: string } {
    return { id, nickname, avatarUrl: avatarUrlOf(this.settings.publicUrl, avatar) };
  }

  /** Who a person is to WeChat, or undefined when there is no such person. */
  async identityOf(id: string): Promise<WechatIdentity | undefined> {
    return this.database.queries
      .selectFrom('users')
      .select(['openid', 'unionid'])
      .where('id', '=', id)
      .executeTakeFirst();
  }

  /** Keeps the session_key of a fresh login code of a person who is known. Makes nobody. */
  async keepSessionKey(id: string, answer: WechatSignIn): Promise<void> {
    await this.#update(id, answer);
  }

  /** Sets a nickname, or removes it. @returns the person as they are now; undefined when there is none (any more) */
  async setNickname(id: string, nickname: string | null): Promise<User | undefined> {
    const row = await this.database.queries
      .updateTable('users')
      .set({ nickname })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirst();
    return row && this.#toUser(row);
  }

  async #idOf(openid: string): Promise<string | undefined> {
    const row = await this.database.queries
      .selectFrom('users')
      .select('id')
      .where('app_id', '=', this.settings.wechat.appId)
      .where('openid', '=', openid)
      .executeTakeFirst();
    return row?.id;
  }

  #insert(answer: WechatSignIn): Promise<UserRow | undefined> {
    const id = randomId();
    const now = this.clock.now();
    return this.database.queries
      .insertInto('users')
      .values({
        id,
        app_id: this.settings.wechat.appId,
        openid: answer.openid,
        unionid: answer.unionid ?? null,
        session_key_sealed: this.secret.seal('session-key', id, answer.sessionKey),
        created_at: now,
        last_login_at: now,
      })
      .onConflict((conflict) => conflict.columns(['app_id', 'openid']).doNothing())
      .returningAll()
      .executeTakeFirst();
  }

  async #update(id: string, { sessionKey, unionid }: WechatSignIn): Promise<UserRow | undefined> {
    const sealed = this.secret.seal('session-key', id, sessionKey);
    const row = await this.database.queries
      .updateTable('users')
      .set({ session_key_sealed: sealed, last_login_at: this.clock.now() })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirst();
    if (row === undefined || unionid === undefined || unionid === row.unionid) return row;
    return this.database.queries
      .updateTable('users')
      .set({ unionid })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirst();
  }

  async #afterRace(answer: WechatSignIn): Promise<UserRow> {
    // Deleted and made anew by others at the same time: their login code is spent, so it is worth another look.
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const id = await this.#idOf(answer.openid);
      const row = id === undefined ? await this.#insert(answer) : await this.#update(id, answer);
      if (row !== undefined) return row;
    }
    throw new ApiError('unavailable', { retryAfterSeconds: 1 });
  }

  #toUser(row: UserRow): User {
    return {
      ...this.profileOf(row.id, row),
      createdAt: row.created_at,
      blocked: row.blocked === 1,
    };
  }
}
