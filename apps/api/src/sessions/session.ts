import type { SessionEndReason } from '@maqiao/shared';
import type { SessionRow } from '../platform/database/tables.ts';

/** A signed-in browser. Times are Unix milliseconds. */
export interface Session {
  sid: string;
  userId: string;
  /** The origin that registered the scene: the audience of its tokens. */
  origin: string;
  browser: string;
  os: string;
  /** The whole address; only for the person's own list of sessions. */
  ip: string | null;
  region: string | null;
  createdAt: number;
  lastSeenAt: number;
  expiresAt: number;
  /** When the person last proved who they are. */
  authenticatedAt: number;
  /** How, by the values of RFC 8176. */
  amr: readonly string[];
}

/** What a scene holds for its future session. */
export type SessionDraft = Pick<
  Session,
  'sid' | 'userId' | 'origin' | 'browser' | 'os' | 'ip' | 'region' | 'amr'
>;

/** The person of a session, as its page shows them; the picture by its name. */
export interface SessionPerson {
  nickname: string | null;
  avatar: string | null;
  /** As the row of the user has it. */
  merged_subs: string | null;
}

/** Called once for each session that ends before its time. */
export type SessionEndListener = (sid: string, reason: SessionEndReason) => void;

export function toSession(row: SessionRow): Session {
  return {
    sid: row.sid,
    userId: row.user_id,
    origin: row.origin,
    browser: row.browser,
    os: row.os,
    ip: row.ip,
    region: row.region,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    expiresAt: row.expires_at,
    authenticatedAt: row.authenticated_at ?? row.created_at,
    // Before sessions knew it there was one way: a phone beside the browser.
    amr: (row.amr ?? 'mca').split(' '),
  };
}
