import type { SceneRecord, SceneSnapshot, UserProfile } from '@maqiao/shared';

/**
 * What each reader may see. The browser that has proven its verifier sees everything; the phone must not see the number
 * it is asked for; somebody who only knows the name sees nothing about the person.
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

/** Before the confirm the screen, which may be an attacker's, shows one character and no picture. */
function visibleUser(record: Readonly<SceneRecord>, user: UserProfile): UserProfile {
  if (record.status === 'confirmed' || record.status === 'consumed') return user;
  const first = user.nickname === null ? undefined : firstCharacter(user.nickname);
  return { nickname: first ?? null, avatarUrl: null };
}

let segmenter: Intl.Segmenter | undefined;

/** The first grapheme cluster: an emoji of several code points is one character. */
function firstCharacter(text: string): string | undefined {
  segmenter ??= new Intl.Segmenter('zh');
  for (const { segment } of segmenter.segment(text)) return segment;
  return undefined;
}
