import { isForwardedPicture, type Display, type Near } from '@maqiao/shared';
import type { MatchMode } from '../../config/settings.ts';

/** Facts about a scan, before the person decides. */
interface Scan {
  near: Near;
  /** WeChat's entry number, where the phone sent one. */
  entry: number | null;
  display: Display;
  /** Undefined when it is not known. */
  knownBrowser: boolean | undefined;
}

/**
 * Whether the person must copy two digits from the screen to the phone: proof that they see the screen that asks (RFC
 * 10027 on cross-device consent phishing). `auto` does not ask people who have signed in with this browser before, nor
 * people on its network, unless the code came from a picture that somebody may have sent them. The same city is not
 * enough: an attacker may live there too.
 */
export function wantsNumber(mode: MatchMode, scan: Scan): boolean {
  if (mode !== 'auto') return mode === 'always';
  if (scan.knownBrowser === true) return false;
  return scan.near !== 'same-network' || isForwardedPicture(scan.entry, scan);
}
