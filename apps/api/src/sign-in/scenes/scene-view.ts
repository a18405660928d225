import type { SceneRecord, SceneSnapshot, UserProfile } from '@maqiao/shared';

/**
 * What each reader may see: the browser that proved its verifier sees all; the phone must not learn the number
 * it is asked for; anyone who only knows the name learns nothing about the person.
 */
export type SceneReader = 'browser' | 'phone' | 'anyone';

/** A scene as one reader may see it. `now` is the store's time in milliseconds. */
export function sceneView(record: Readonly<SceneRecord>, now: number, reader: SceneReader): SceneSnapshot {
  const snapshot: SceneSnapshot = {
    scene: record.scene,
    status: record.status,
    expiresAt: new Date(record.deadline).toISOString(),
    now: new Date(now).toISOString(),
  };
  if (reader !== 'anyone' && record.scan) snapshot.user = visibleUser(record, record.scan.user);
  if (reader === 'browser' && record.status === 'scanned' && record.number !== undefined) {
    snapshot.number = record.number;
  }
  return snapshot;
}

/** Before consent an attacker's screen learns one character and no face. */
function visibleUser(record: Readonly<SceneRecord>, user: UserProfile): UserProfile {
  if (record.status === 'confirmed' || record.status === 'consumed') return user;
  const first = user.nickname === null ? undefined : firstCharacter(user.nickname);
  return { nickname: first ?? null, avatarUrl: null };
}

let segmenter: Intl.Segmenter | undefined;

/** The first character as people count them: an emoji of several code points is one. */
function firstCharacter(text: string): string | undefined {
  segmenter ??= new Intl.Segmenter('zh');
  for (const { segment } of segmenter.segment(text)) return segment;
  return undefined;
}
