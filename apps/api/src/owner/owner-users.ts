import type { OwnerIdentity, OwnerUser, OwnerUsers } from '@maqiao/shared';
import { Inject, Injectable } from '@nestjs/common';
import { sql, type ExpressionBuilder } from 'kysely';
import { ApiError } from '../platform/http/api-error.ts';
import { Clock } from '../platform/clock/clock.ts';
import { SETTINGS, type Settings } from '../config/settings.ts';
import { Database } from '../platform/database/database.ts';
import type { IdentityRow, Tables } from '../platform/database/tables.ts';
import { IdentitiesTable, miniProgramIn } from '../people/identities/identities-table.ts';
import { avatarUrlOf } from '../people/users/user.ts';

/** Which people, and which page of them. `limit` is at most what one answer should hold. */
export interface UsersFilter {
  /** Part of a nickname, or the whole of an id, or of an openid or unionid of any identity. */
  search?: string | undefined;
  blocked?: boolean | undefined;
  limit: number;
  /** `nextCursor` of the page before. */
  cursor?: string | undefined;
}

/** The people as the site's owner sees them, newest first. */
@Injectable()
export class OwnerUsersQuery {
  constructor(
    private readonly database: Database,
    private readonly identities: IdentitiesTable,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'publicUrl'>,
  ) {}

  /**
   * One page. People who sign up meanwhile come before the first page and do not shift the others.
   * @throws ApiError `invalid_request`
   */
  async page(filter: UsersFilter): Promise<OwnerUsers> {
    const after = filter.cursor === undefined ? undefined : positionOf(filter.cursor);
    let page = this.#withSessions().where(matches(filter));
    if (after !== undefined) {
      const { createdAt, id } = after;
      page = page.where((eb) =>
        eb.or([
          eb('users.created_at', '<', createdAt),
          eb.and([eb('users.created_at', '=', createdAt), eb('users.id', '<', id)]),
        ]),
      );
    }
    const rows = await page
      .orderBy('users.created_at', 'desc')
      .orderBy('users.id', 'desc')
      .limit(filter.limit + 1)
      .execute();
    const { total } = await this.database.queries
      .selectFrom('users')
      .where(matches(filter))
      .select((eb) => eb.fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow();
    const last = rows.length > filter.limit ? rows[filter.limit - 1] : undefined;
    return {
      users: await this.#withIdentities(rows.slice(0, filter.limit)),
      total: Number(total),
      nextCursor: last === undefined ? null : `${last.created_at}.${last.id}`,
    };
  }

  /** One person, or undefined when there is none. */
  async get(id: string): Promise<OwnerUser | undefined> {
    const row = await this.#withSessions().where('users.id', '=', id).executeTakeFirst();
    const [user] = await this.#withIdentities(row === undefined ? [] : [row]);
    return user;
  }

  /** These people, as far as they exist, by their ids. */
  async named(ids: readonly string[]): Promise<ReadonlyMap<string, OwnerUser>> {
    if (ids.length === 0) return new Map();
    const rows = await this.#withSessions()
      .where('users.id', 'in', [...new Set(ids)])
      .execute();
    return new Map((await this.#withIdentities(rows)).map((user) => [user.id, user]));
  }

  #withSessions() {
    const now = this.clock.now();
    return this.database.queries
      .selectFrom('users')
      .select([
        'users.id',
        'users.nickname',
        'users.avatar',
        'users.blocked',
        'users.created_at',
        'users.last_login_at',
        'users.merged_into',
      ])
      .select((eb) =>
        eb
          .selectFrom('sessions')
          .select((inner) => inner.fn.countAll<number>().as('sessions'))
          .whereRef('sessions.user_id', '=', 'users.id')
          .where('sessions.revoked_at', 'is', null)
          .where('sessions.expires_at', '>', now)
          .as('sessions'),
      );
  }

  async #withIdentities(rows: readonly Row[]): Promise<OwnerUser[]> {
    const identities = await this.identities.ofUsers(rows.map(({ id }) => id));
    return rows.map((row) =>
      this.#toOwnerUser(
        row,
        identities.filter((identity) => identity.user_id === row.id),
      ),
    );
  }

  #toOwnerUser(row: Row, identities: readonly IdentityRow[]): OwnerUser {
    const ofMiniProgram = miniProgramIn(identities);
    return {
      id: row.id,
      nickname: row.nickname,
      avatarUrl: avatarUrlOf(this.settings.publicUrl, row.avatar),
      openid: ofMiniProgram?.subject ?? null,
      unionid: ofMiniProgram?.unionid ?? null,
      identities: identities.map(toOwnerIdentity),
      blocked: row.blocked === 1,
      createdAt: new Date(row.created_at).toISOString(),
      lastLoginAt: new Date(row.last_login_at).toISOString(),
      sessions: Number(row.sessions),
      ...(row.merged_into !== null && { mergedInto: row.merged_into }),
    };
  }
}

interface Row {
  id: string;
  nickname: string | null;
  avatar: string | null;
  blocked: number;
  created_at: number;
  last_login_at: number;
  sessions: number | null;
  merged_into: string | null;
}

function toOwnerIdentity(row: IdentityRow): OwnerIdentity {
  return {
    provider: row.provider,
    appId: row.app_id,
    subject: row.subject,
    unionid: row.unionid,
    createdAt: new Date(row.created_at).toISOString(),
    lastUsedAt: new Date(row.last_used_at).toISOString(),
  };
}

/** The condition of a filter. Nicknames are compared without regard to the case of A to Z, as both databases can. */
function matches({ search, blocked }: UsersFilter) {
  return (eb: ExpressionBuilder<Tables, 'users'>) => {
    const conditions = [];
    if (blocked !== undefined) conditions.push(eb('users.blocked', '=', blocked ? 1 : 0));
    if (search !== undefined && search !== '') {
      const part = `%${search.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
      conditions.push(
        eb.or([
          eb('users.id', '=', search),
          eb(
            'users.id',
            'in',
            eb
              .selectFrom('identities')
              .select('user_id')
              .where((inner) =>
                inner.or([
                  inner('identities.subject', '=', search),
                  inner('identities.unionid', '=', search),
                ]),
              ),
          ),
          sql<boolean>`lower(users.nickname) like ${part} escape '\\'`,
        ]),
      );
    }
    return eb.and(conditions);
  };
}

function positionOf(cursor: string): { createdAt: number; id: string } {
  const [, createdAt, id] = /^(\d{1,15})\.([\w-]+)$/.exec(cursor) ?? [];
  if (createdAt === undefined || id === undefined) {
    throw new ApiError('invalid_request', { detail: 'cursor: must be a nextCursor of this call.' });
  }
  return { createdAt: Number(createdAt), id };
}
