import type { SecurityEvent, SecurityEventActor, SecurityEventKind } from '@maqiao/shared';
import type { SecurityEventRow } from '../../platform/database/tables.ts';

/** The browser that an event is about, as far as its person may know of it. */
interface EventPlace {
  /** Null where no page is part of it. */
  origin: string | null;
  browser?: string;
  os?: string;
  region?: string | null;
  ip?: string | null;
}

/** Something that happened to the logins of a person. */
export interface SecurityEventDraft {
  userId: string;
  kind: SecurityEventKind;
  /** The scene, the session or the other person that it is about: one entry for each. */
  subject: string;
  place: EventPlace;
  sessionId?: string | undefined;
  by?: SecurityEventActor | undefined;
  reason?: 'not_me' | undefined;
  /** Name of the client that asked; undefined where none did. */
  client?: string | undefined;
}

/** An entry as its owner is told it. */
export function toSecurityEvent(row: SecurityEventRow): SecurityEvent {
  return {
    id: row.id,
    kind: row.kind,
    at: new Date(row.at).toISOString(),
    origin: row.origin,
    browser: row.browser,
    os: row.os,
    region: row.region,
    ip: row.ip,
    ...(row.session_id !== null && { sessionId: row.session_id }),
    ...(row.actor !== null && { by: row.actor }),
    ...(row.reason !== null && { reason: row.reason }),
    ...(row.client !== null && { client: row.client }),
  };
}
