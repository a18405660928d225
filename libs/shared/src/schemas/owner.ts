import { z } from 'zod';
import { ERROR_STATUS, type ErrorCode } from '../error-codes.ts';
import {
  IDENTITY_PROVIDERS,
  SIGN_IN_METHOD_KINDS,
  type ChangeUserRequest,
  type MergeUsersAnswer,
  type MergeUsersRequest,
  type OwnerDuplicates,
  type OwnerIdentity,
  type OwnerUser,
  type OwnerUsers,
  type Statistics,
  type UndoMergeAnswer,
} from '../owner-types.ts';

// The calls of the site's owner. A query arrives as text: numbers are read from it.

const time = z.iso.datetime();
const count = z.int().nonnegative();

export const usersQuery = z.object({
  search: z.string().trim().max(100, 'must be at most 100 characters').optional(),
  blocked: z.enum(['true', 'false'], 'must be true or false').optional(),
  limit: z.coerce.number().int().min(1).max(200, 'must be at most 200').default(50),
  cursor: z.string().max(200).optional(),
});

export const changeUserRequest = z.object({ blocked: z.boolean() }) satisfies z.ZodType<ChangeUserRequest>;

const ownerIdentity = z.object({
  provider: z.enum(IDENTITY_PROVIDERS),
  appId: z.string(),
  subject: z.string(),
  unionid: z.string().nullable(),
  createdAt: time,
  lastUsedAt: time,
}) satisfies z.ZodType<OwnerIdentity>;

export const ownerUser = z.object({
  id: z.string(),
  nickname: z.string().nullable(),
  avatarUrl: z.string().nullable(),
  openid: z.string().nullable(),
  unionid: z.string().nullable(),
  identities: ownerIdentity.array(),
  blocked: z.boolean(),
  createdAt: time,
  lastLoginAt: time,
  sessions: count,
  mergedInto: z.string().optional(),
}) satisfies z.ZodType<OwnerUser>;

const touchedClient = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['client', 'host']),
  knows: z.string().array(),
});

export const ownerDuplicates = z.object({
  pairs: z
    .object({
      unionid: z.string(),
      users: z.tuple([ownerUser, ownerUser]),
      clients: touchedClient.array(),
    })
    .array(),
  total: count,
  merges: z.object({ into: ownerUser, user: ownerUser, mergedAt: time, undoUntil: time }).array(),
}) satisfies z.ZodType<OwnerDuplicates>;

export const mergeUsersRequest = z.object({
  into: z.string().min(1).max(64),
  confirm: z.boolean().optional(),
}) satisfies z.ZodType<MergeUsersRequest>;

export const mergeUsersAnswer = z.object({
  preview: z.boolean(),
  user: ownerUser,
  into: ownerUser,
  unionids: z.string().array(),
  clients: touchedClient.array(),
  endsSessions: count,
  undoUntil: time.nullable(),
}) satisfies z.ZodType<MergeUsersAnswer>;

export const undoMergeAnswer = z.object({
  user: ownerUser,
  into: ownerUser,
}) satisfies z.ZodType<UndoMergeAnswer>;

export const ownerUsers = z.object({
  users: ownerUser.array(),
  total: count,
  nextCursor: z.string().nullable(),
}) satisfies z.ZodType<OwnerUsers>;

export const statisticsQuery = z.object({
  days: z.coerce.number().int().min(1).max(366, 'must be at most 366').default(30),
  timeZone: z.string().max(64).refine(isTimeZone, 'must be a time zone such as Asia/Shanghai').default('UTC'),
});

const funnel = z.object({ created: count, scanned: count, confirmed: count, claimed: count });

export const statistics = z.object({
  timeZone: z.string(),
  days: funnel.extend({ day: z.iso.date(), signIns: count }).array(),
  signIns: count,
  methods: z
    .object({
      method: z.string(),
      kind: z.enum(SIGN_IN_METHOD_KINDS),
      begun: count,
      signedIn: count,
      declined: count,
      failed: count,
      cancelled: count,
      expired: count,
    })
    .array(),
  funnel,
  losses: z.object({
    pending: z.object({ cancelled: count, expired: count }),
    scanned: z.object({ rejected: count, numberMismatch: count, cancelled: count, expired: count }),
    confirmed: z.object({ rejected: count, cancelled: count, expired: count }),
  }),
  wechat: z.object({
    calls: count,
    errors: z
      .object({
        endpoint: z.string(),
        code: z.enum([...(Object.keys(ERROR_STATUS) as ErrorCode[]), 'stale_access_token']),
        count,
      })
      .array(),
  }),
  people: z.object({ total: count, new: count, blocked: count }),
  key: z.object({ setting: z.enum(['ADMIN_KEY', 'SITE_API_KEY']), name: z.string() }),
}) satisfies z.ZodType<Statistics>;

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
