import type {
  SceneRecord,
  SecurityEventActor,
  SecurityEventIdentity,
  SecurityEventKind,
} from '@maqiao/shared';
import { cutAddress } from '../../platform/http/addresses.ts';
import type { SecurityEventDraft } from '../../people/audit/security-event.ts';
import { sceneProof } from './scene-proof.ts';

/**
 * The entry of the audit log for something that a person's phone did to a scene. Before the confirm the browser may be a
 * stranger's, so its address is shortened as on the phone; after it the browser is the person's own.
 * @param identity the one that the person has proven, where it is not the scene's
 */
export function sceneAuditEntry(
  record: Readonly<SceneRecord>,
  userId: string,
  kind: SecurityEventKind,
  by?: SecurityEventActor,
  identity: SecurityEventIdentity | undefined = record.scan?.provenBy,
): SecurityEventDraft {
  const { origin, browser, os, region, ip, purpose } = record.browser;
  const isOwn = record.sid !== undefined;
  // A refused scanner was shown nothing of the browser.
  const place = by === 'you' ? { origin } : { origin, browser, os, region, ip: isOwn ? ip : cutAddress(ip) };
  // A scene with a purpose makes no session; what it confirms is done in the one that asked.
  const sessionId = isOwn && purpose !== undefined ? purpose.sid : record.sid;
  const action = kind === 'stepped_up' ? purpose?.action : undefined;
  const how = { ...sceneProof(record), identity, action };
  return { userId, kind, subject: record.scene, place, sessionId, by, ...how };
}
