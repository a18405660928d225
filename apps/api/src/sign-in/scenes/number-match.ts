import { isForwardedPicture, type Display, type Near } from '@maqiao/shared';
import type { MatchMode } from '../../config/settings.ts';

/** Facts about a scan, before the person decides. */
export interface Scan {
  near: Near;
  /** WeChat's entry number, where the phone sent one. */
  entry: number | null;
  display: Display;
  /** Undefined when it is not known. */
  knownBrowser: boolean | undefined;
  /** Who waits for the sign-in beside the page: a client, or a device without a browser. */
  interaction?: 'client' | 'device' | undefined;
  /** It came by a chat, which tells nothing of where the phone is. */
  byChat?: boolean | undefined;
}

/**
 * Whether the person must copy two digits from the screen to the phone: proof that they see the screen that asks (RFC
 * 10027 on cross-device consent phishing). `auto` does not ask people who have signed in with this browser before, nor
 * people on its network, unless the code came from a picture that somebody may have sent them. The same city is not
 * enough: an attacker may live there too. For requests of clients `never` means `auto`, as relays are made for them, and
 * a device, of which nothing is known, is always asked; and so is whoever answers in a chat, whatever the mode is.
 */
export function wantsNumber(mode: MatchMode, scan: Scan): boolean {
  if (mode === 'always' || scan.interaction === 'device' || scan.byChat === true) return true;
  if (mode === 'never' && scan.interaction === undefined) return false;
  if (scan.knownBrowser === true) return false;
  return scan.near !== 'same-network' || isForwardedPicture(scan.entry, scan);
}
