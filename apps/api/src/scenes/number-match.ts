import type { Near } from '@maqiao/shared';
import type { MatchMode } from '../config/settings.ts';

/** WeChat's entry number for a code scanned by the camera; 1048 and 1049 come from a forwarded or saved picture. */
const SCANNED_BY_CAMERA = 1047;

/**
 * Whether the person must copy two digits from the screen to the phone: proof that they see the screen that
 * asks, where the addresses alone do not suggest it (RFC 10027 on cross-device consent phishing).
 */
export function wantsNumber(mode: MatchMode, near: Near, entry: number | null): boolean {
  if (mode !== 'auto') return mode === 'always';
  return near !== 'same-network' && !(near === 'same-region' && entry === SCANNED_BY_CAMERA);
}
