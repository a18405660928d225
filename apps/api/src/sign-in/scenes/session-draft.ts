import type { SceneRecord } from '@maqiao/shared';
import type { SessionDraft } from '../../sessions/session.ts';

/**
 * How a person is proven by a scene (RFC 8176 §2): over more than one channel, here the browser and the phone.
 */
export const SCENE_AMR = ['mca'] as const;

/**
 * The session that a confirmed scene stands for; undefined before it was confirmed, and for
 * one that signs nobody in.
 */
export function sessionDraftOf(record: Readonly<SceneRecord>): SessionDraft | undefined {
  const { sid, person, browser } = record;
  if (sid === undefined || person === undefined || browser.purpose !== undefined) return undefined;
  const { origin, os, ip, region } = browser;
  return { sid, userId: person, origin, browser: browser.browser, os, ip, region, amr: SCENE_AMR };
}
