import type { SceneRecord } from '@maqiao/shared';
import type { SessionsService } from '../../sessions/sessions.service.ts';
import { sessionDraftOf } from './session-draft.ts';

/**
 * Ends the session of a scene that was confirmed and then rejected or cancelled, and the session that has gone on with
 * its proof. Its delivery may still be under way: the session is forbidden, so that a later insert finds it dead. Does
 * nothing for a scene that was never confirmed.
 */
export async function takeBackSession(
  sessions: SessionsService,
  record: Readonly<SceneRecord>,
  reason: 'rejected' | 'signed_out',
): Promise<void> {
  const draft = sessionDraftOf(record);
  if (draft) await sessions.forbid(draft, reason);
  if (record.provenSid !== undefined) await sessions.revoke(record.provenSid, reason);
}
