import type { SecurityEventActor, SecurityEventKind, SessionEndReason } from '@maqiao/shared';
import type { SecurityEventDraft } from '../people/audit/security-event.ts';
import type { SessionDraft } from './session.ts';

/** How a session ended before its time. */
export interface Ending {
  reason: SessionEndReason;
  /** Together with all other sessions of its person. */
  everywhere?: boolean;
  /** Its person does not know this browser. */
  notMe?: boolean;
  /** From where its person has ended it. */
  by?: OwnEnding['by'];
}

/** How a person ends one of their own sessions. */
export interface OwnEnding {
  /** The person does not know this browser: it is no known browser any more. */
  why?: 'not_me' | undefined;
  /** From where. */
  by?: 'phone' | 'page';
}

interface Words {
  kind: SecurityEventKind;
  by?: SecurityEventActor;
}

/** The audit log's entry for each way to end; undefined when another entry says it, or the person is deleted. */
const WORDS: Readonly<Record<SessionEndReason, Words | undefined>> = {
  signed_out: { kind: 'signed_out', by: 'browser' },
  // The same browser has signed in again.
  replaced: { kind: 'signed_out', by: 'browser' },
  revoked: { kind: 'signed_out', by: 'phone' },
  refresh_reuse: { kind: 'refresh_reused' },
  // Its scene was rejected after the confirm; the scene has its own entry.
  rejected: undefined,
  // By itself.
  expired: undefined,
  account_deleted: undefined,
  // Done by the owner, not by the person.
  blocked: undefined,
  // The merge has an entry of its own.
  merged: undefined,
};

/** The entry of the audit log for the end of a session. */
export function endingAuditEntry(session: SessionDraft, ending: Ending): SecurityEventDraft | undefined {
  const words = WORDS[ending.reason];
  if (words === undefined) return undefined;
  const by = ending.everywhere ? 'all' : (ending.by ?? words.by);
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
