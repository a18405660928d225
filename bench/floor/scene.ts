import { SCENE_PATTERN, sceneIsFresh, VERIFIER_PATTERN, type SceneRecord } from '@maqiao/shared';
import { hash, timingSafeEqual } from 'node:crypto';

/** Whether a verifier is the one that a scene's name was made from, by Node's own hash. */
export function proves(scene: unknown, verifier: unknown): scene is string {
  if (typeof scene !== 'string' || typeof verifier !== 'string') return false;
  if (!SCENE_PATTERN.test(scene) || !VERIFIER_PATTERN.test(verifier)) return false;
  const expected = hash('sha256', `${scene.slice(0, 6)}.${verifier}`, 'base64url').slice(0, 26);
  return timingSafeEqual(Buffer.from(expected), Buffer.from(scene.slice(6)));
}

export const fresh = sceneIsFresh;

/** A scene's snapshot as JSON. */
export function snapshot(
  { scene, status, deadline, scan }: SceneRecord,
  now: number,
  reader: 'browser' | 'phone' | 'anyone',
): string {
  const times = `"expiresAt":"${new Date(deadline).toISOString()}","now":"${new Date(now).toISOString()}"`;
  const whole = status === 'confirmed' || status === 'consumed';
  const { nickname = null, avatarUrl = null } = scan?.user ?? {};
  const shown = whole ? { nickname, avatarUrl } : { nickname: firstCharacter(nickname), avatarUrl: null };
  const user = reader !== 'anyone' && scan ? `,"user":${JSON.stringify(shown)}` : '';
  return `{"scene":"${scene}","status":"${status}",${times}${user}}`;
}

function firstCharacter(nickname: string | null): string | null {
  return nickname === null ? null : (Array.from(nickname)[0] ?? null);
}
