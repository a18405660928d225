import type { SecurityEventActor, SecurityEventKind, SessionEndReason } from '@maqiao/shared';
import type { SecurityEventDraft } from '../people/audit/security-event.ts';
import type { SessionDraft } from './session.ts';

/** How a session ended before its time. */
export interface Ending {
  reason: SessionEndReason;
  /** With all others of its person. */
  everywhere?: boolean;
  /** Its person does not know this browser. */
  notMe?: boolean;
}

interface Words {
  kind: SecurityEventKind;
  by?: SecurityEventActor;
}

/** What the audit log says of each way to end; undefined where it says so elsewhere, or there is nobody left to tell. */
const WORDS: Readonly<Record<SessionEndReason, Words | undefined>> = {
  signed_out: { kind: 'signed_out', by: 'browser' },
  // The same browser has signed in anew.
  replaced: { kind: 'signed_out', by: 'browser' },
  revoked: { kind: 'signed_out', by: 'phone' },
  refresh_reuse: { kind: 'refresh_reused' },
  // Taken back with its scene, which is noted there.
  rejected: undefined,
  // By itself.
  expired: undefined,
  account_deleted: undefined,
  // The owner's doing, not the person's.
  blocked: undefined,
};

/** The entry of the audit log for the end of a session. */
export function endingAuditEntry(session: SessionDraft, ending: Ending): SecurityEventDraft | undefined {
  const words = WORDS[ending.reason];
  if (words === undefined) return undefined;
  const by = ending.everywhere ? 'all' : words.by;
  return {
    userId: session.userId,
    kind: words.kind,
    subject: session.sid,
    place: session,
    sessionId: session.sid,
    by,
    ...(ending.notMe && { reason: 'not_me' as const }),
  };
}
