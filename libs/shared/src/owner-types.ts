import type { ErrorCode } from './error-codes.ts';
import type { UserProfile } from './scene-record.ts';

// What the owner of the site asks with ADMIN_KEY. Times are ISO 8601 UTC.

/** The kinds of accounts of WeChat's that prove who somebody is. */
export const IDENTITY_PROVIDERS = [
  'wechat-mini-program',
  'wechat-official-account',
  'wechat-website',
] as const;

export type IdentityProvider = (typeof IDENTITY_PROVIDERS)[number];

/** One identity of a person. */
export interface OwnerIdentity {
  provider: IdentityProvider;
  appId: string;
  /** The openid. */
  subject: string;
  unionid: string | null;
  createdAt: string;
  lastUsedAt: string;
}

/** A person as the site's owner sees them. */
export interface OwnerUser extends UserProfile {
  /** Our id, the `sub` of every token. */
  id: string;
  /** Of the mini program; null for a person who has never used it. */
  openid: string | null;
  /** Of the same identity as `openid`. */
  unionid: string | null;
  /** The one used last first. */
  identities: OwnerIdentity[];
  blocked: boolean;
  createdAt: string;
  lastLoginAt: string;
  /** Browsers in which they are signed in now. */
  sessions: number;
  /** The user who remains, when this one has given way in a merge; absent otherwise. */
  mergedInto?: string;
}

/** `GET /api/users`: newest first. */
export interface OwnerUsers {
  users: OwnerUser[];
  /** How many people match, on all pages. */
  total: number;
  /** Asks for the next page; null on the last. */
  nextCursor: string | null;
}

/** What another user would lose or keep in a merge: a client, or a site behind forward-auth, that knows them. */
export interface TouchedClient {
  /** `client_id`, or the host of a protected site. */
  id: string;
  name: string;
  kind: 'client' | 'host';
  /** Which of the two users it knows: it may have an account of its own for each. */
  knows: string[];
}

/** Two users who share a unionid: WeChat says that they are one person. */
export interface DuplicatePair {
  unionid: string;
  /** The one who came first is first: usually the one to remain. */
  users: [OwnerUser, OwnerUser];
  clients: TouchedClient[];
}

/** A merge that can be undone, or could be. */
export interface UndoableMerge {
  /** Who remained. */
  into: OwnerUser;
  /** Who gave way. */
  user: OwnerUser;
  mergedAt: string;
  /** Until when it can be undone; later it stays as it is. */
  undoUntil: string;
}

/** `GET /api/users/duplicates` */
export interface OwnerDuplicates {
  /** At most 100, those whose second user came last first. */
  pairs: DuplicatePair[];
  /** How many pairs there are. */
  total: number;
  /** Merges of the last 30 days, the newest first; at most 100. */
  merges: UndoableMerge[];
}

/** `POST /api/users/{id}/merge`: the user of the path gives way to `into`. */
export interface MergeUsersRequest {
  into: string;
  /** Without it nothing is done: the answer is a preview. */
  confirm?: boolean;
}

/** Its answer: what the merge does, or has done. */
export interface MergeUsersAnswer {
  /** Whether nothing was done yet. */
  preview: boolean;
  /** Who gives way: as they are before the merge in a preview, and after it otherwise. */
  user: OwnerUser;
  into: OwnerUser;
  /** The unionids that both have; none: nothing but the owner says that they are one person. */
  unionids: string[];
  clients: TouchedClient[];
  /** Signed-in browsers of the user who gives way that are signed out. */
  endsSessions: number;
  /** Until when it can be undone; null in a preview. */
  undoUntil: string | null;
}

/** `DELETE /api/users/{id}/merge`: both users as they are now. All sessions of both have ended. */
export interface UndoMergeAnswer {
  user: OwnerUser;
  into: OwnerUser;
}

/** `merge_refused` says why. */
export type MergeRefusal =
  'same_user' | 'gave_way' | 'into_gave_way' | 'blocked' | 'too_late' | 'last_identity';

/** `PATCH /api/users/{id}` */
export interface ChangeUserRequest {
  blocked: boolean;
}

/** How a sign-in method works: on a second device, by leaving the page, or by neither. */
export const SIGN_IN_METHOD_KINDS = ['scene', 'redirect', 'passkey'] as const;

export type SignInMethodKind = (typeof SIGN_IN_METHOD_KINDS)[number];

/** How many login attempts by a code reached each step. An attempt belongs to the moment in which its code was made. */
export interface FunnelStatistics {
  /** Codes made. */
  created: number;
  scanned: number;
  confirmed: number;
  /** Logins that a browser has received. */
  claimed: number;
}

/** Attempts that did not become a sign-in, by the step they had reached. */
export interface SceneLosses {
  /** Nobody had scanned. `expired` counts those that may still be scanned too. */
  pending: { cancelled: number; expired: number };
  /** Scanned, not confirmed. */
  scanned: { rejected: number; numberMismatch: number; cancelled: number; expired: number };
  /** Confirmed, and never fetched by the browser. */
  confirmed: { rejected: number; cancelled: number; expired: number };
}

export interface DayStatistics extends FunnelStatistics {
  /** `2026-11-20`, in the time zone that was asked for. */
  day: string;
  /** By every method: those of codes are `claimed`. */
  signIns: number;
}

/** Sign-ins by one method. Only what was counted by this version: it says nothing of the time before. */
export interface MethodStatistics {
  /** Id of the method. */
  method: string;
  kind: SignInMethodKind;
  /** Codes made, or ways to WeChat begun. */
  begun: number;
  signedIn: number;
  /** By the person, on the phone or at WeChat. */
  declined: number;
  /** A wrong number, or an error on the way back from WeChat. */
  failed: number;
  /** A new code, or the page was left. */
  cancelled: number;
  /** What has ended in no other way; what is still open counts too, for ten minutes at most. */
  expired: number;
}

/** Calls to WeChat that failed, by our own code for why. */
export interface WechatErrorCount {
  endpoint: string;
  code: ErrorCode | 'stale_access_token';
  count: number;
}

/** `GET /api/stats` */
export interface Statistics {
  timeZone: string;
  /** Every day that was asked for, oldest first; days on which nothing happened too. */
  days: DayStatistics[];
  /** By every method. */
  signIns: number;
  /** The most used first; those that nobody has begun are left out. */
  methods: MethodStatistics[];
  funnel: FunnelStatistics;
  losses: SceneLosses;
  wechat: { calls: number; errors: WechatErrorCount[] };
  people: { total: number; new: number; blocked: number };
  /** The key of this call: SITE_API_KEY only while there is no ADMIN_KEY. */
  key: { setting: 'ADMIN_KEY' | 'SITE_API_KEY'; name: string };
}
