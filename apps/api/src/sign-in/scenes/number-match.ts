import { isForwardedPicture, type Display, type Near } from '@maqiao/shared';
import type { MatchMode } from '../../config/settings.ts';

/** What is known of a scan before the person decides. */
interface Scan {
  near: Near;
  /** WeChat's entry number, where the phone sent one. */
  entry: number | null;
  display: Display;
  /** Undefined when it is not known. */
  knownBrowser: boolean | undefined;
}

/**
 * Whether the person must copy two digits from the screen to the phone: proof that they see the screen that
 * asks (RFC 10027 on cross-device consent phishing). `auto` spares those who have signed in with this browser before,
 * and those on its network, unless the code came from a picture that somebody may have sent them. The same city spares
 * nobody: it has room for an attacker.
 */
export function wantsNumber(mode: MatchMode, scan: Scan): boolean {
  if (mode !== 'auto') return mode === 'always';
  if (scan.knownBrowser === true) return false;
  return scan.near !== 'same-network' || isForwardedPicture(scan.entry, scan);
}
