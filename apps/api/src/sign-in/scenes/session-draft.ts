import type { SceneRecord } from '@maqiao/shared';
import type { SessionDraft } from '../../sessions/session.ts';

/** The future session of a confirmed scene; undefined before the confirm. */
export function sessionDraftOf(record: Readonly<SceneRecord>): SessionDraft | undefined {
  const { sid, person, browser } = record;
  if (sid === undefined || person === undefined) return undefined;
  const { origin, os, ip, region } = browser;
  return { sid, userId: person, origin, browser: browser.browser, os, ip, region };
}
