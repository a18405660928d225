import type { IdentityProvider } from './owner-types.ts';
import type { StepUpAction } from './purposes.ts';

/**
 * The kinds of entries in a person's audit log. `taken`: a scene was scanned by two people, and the second was
 * refused; `number_mismatch`: the number typed on the phone was not the one on the screen; `refresh_reused`: an old
 * cookie came again, so that the session was ended; `identity_conflict`: WeChat named another openid of the same account
 * as the same person, and the two were kept apart; `client_allowed`: the person let a client know who they are on the
 * page, where they were signed in already; `identity_linked`, `identity_removed`: the person has added a way to sign in,
 * or removed one; `stepped_up`: the person has proven again who they are, for `action`; `app_ended`: the person has ended
 * what an app was let to know; `merged`, `unmerged`: the owner has merged another user with this one, or has separated
 * them again.
 */
export const SECURITY_EVENT_KINDS = [
  'scanned',
  'confirmed',
  'rejected',
  'taken',
  'number_mismatch',
  'signed_in',
  'signed_out',
  'refresh_reused',
  'identity_conflict',
  'client_allowed',
  'identity_linked',
  'identity_removed',
  'stepped_up',
  'app_ended',
  'merged',
  'unmerged',
] as const;

export type SecurityEventKind = (typeof SECURITY_EVENT_KINDS)[number];

/**
 * Who did it, where the kind alone does not say: `signed_out` in the browser itself, from the `phone`, on the account `page`
 * elsewhere, or with `all` others; `taken` by someone else (`other`: a scene that you had scanned) or by `you` (a scene that
 * someone else had scanned).
 */
export type SecurityEventActor = 'browser' | 'phone' | 'page' | 'all' | 'you' | 'other';

/** The identity that was proven, added or removed: as `GET /api/me/identities` names it, without the openid. */
export interface SecurityEventIdentity {
  id: string;
  provider: IdentityProvider;
  appId: string;
}

/** One entry of the audit log. Origin, browser, system, place and address are of the browser that it is about. */
export interface SecurityEvent {
  id: string;
  kind: SecurityEventKind;
  at: string;
  origin: string | null;
  browser: string | null;
  os: string | null;
  region: string | null;
  /** Whole from the confirm on; before it cut to /16 (IPv4) or /32 (IPv6), as the browser may be a stranger's. */
  ip: string | null;
  /** The session of `GET /api/sessions`, where there is one. It may have ended. */
  sessionId?: string;
  by?: SecurityEventActor;
  /** `signed_out`: "this was not me"; `rejected`: "I did not open this page". */
  reason?: 'not_me';
  /** Name of the client that asked, as the person was shown it; absent where none did. */
  client?: string;
  /** `stepped_up`: what for. */
  action?: StepUpAction;
  /** Its id; absent in entries of before 0.2, which have the name alone. */
  clientId?: string;
  /** Id of the sign-in method; absent where none had a part, and in entries of before 0.2. */
  method?: string;
  /** Absent where none had a part, and in entries of before 0.2. */
  identity?: SecurityEventIdentity;
}

/** `GET /api/security-events?before=<id>&limit=<1 to 100>`: the query, as text. */
export interface SecurityEventsQuery {
  before?: string;
  limit?: string;
}

/** Newest first. `next` is the `before` of the page after this one, or null at the end. */
export interface SecurityEventPage {
  events: SecurityEvent[];
  next: string | null;
}

/** `GET /api/audit`: the query, as text. */
export interface OwnerAuditQuery {
  /** Id of a user: theirs, and those of everybody who is one person with them by a merge. */
  user?: string;
  kind?: SecurityEventKind;
  /** Id of a sign-in method. */
  method?: string;
  /** Id of a client, or its whole name. */
  client?: string;
  /** Times of RFC 3339; `from` is included, `to` is not. */
  from?: string;
  to?: string;
  limit?: string;
  cursor?: string;
}

/** An entry as the site's owner reads it. */
export interface OwnerSecurityEvent extends SecurityEvent {
  /** Whose it is: of users who were merged, the one who remains. */
  user: { id: string; nickname: string | null };
  /** The user that the entry was made for, where that one has given way to `user` since. */
  mergedSub?: string;
}

/** Newest first. `nextCursor` is the `cursor` of the page after this one, or null at the end. */
export interface OwnerAudit {
  events: OwnerSecurityEvent[];
  nextCursor: string | null;
}
