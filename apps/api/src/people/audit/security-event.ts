import type {
  SecurityEvent,
  SecurityEventActor,
  SecurityEventIdentity,
  SecurityEventKind,
  StepUpAction,
} from '@maqiao/shared';
import type { SecurityEventRow } from '../../platform/database/tables.ts';

/** The browser that an event is about, as its person may see it. */
interface EventPlace {
  /** Null for an event without a page. */
  origin: string | null;
  browser?: string;
  os?: string;
  region?: string | null;
  ip?: string | null;
}

/** The client that asked: its name as the person was shown it, and its id where it is known. */
export interface AuditedClient {
  id?: string | undefined;
  name: string;
}

/** Something that happened to the logins of a person. */
export interface SecurityEventDraft {
  userId: string;
  kind: SecurityEventKind;
  /** The scene, the session or the other person that it is about. There is one entry for each. */
  subject: string;
  place: EventPlace;
  sessionId?: string | undefined;
  by?: SecurityEventActor | undefined;
  reason?: 'not_me' | undefined;
  /** Undefined where none asked. */
  client?: AuditedClient | undefined;
  /** Of `stepped_up`: what for. */
  action?: StepUpAction | undefined;
  /** Id of the sign-in method; undefined where none had a part. */
  method?: string | undefined;
  identity?: SecurityEventIdentity | undefined;
}

/** An entry as its person reads it. */
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
    ...(row.reason !== null && (row.reason === 'not_me' ? { reason: row.reason } : { action: row.reason })),
    ...(row.client !== null && { client: row.client }),
    ...(row.client_id !== null && { clientId: row.client_id }),
    ...(row.method !== null && { method: row.method }),
    ...identityIn(row),
  };
}

function identityIn({ identity_id: id, provider, app_id: appId }: SecurityEventRow) {
  return id === null || provider === null || appId === null ? {} : { identity: { id, provider, appId } };
}
