import type { Display, Near } from './scene-record.ts';

/** WeChat's entry numbers of a code in a picture: long press (1048), and the album (1049). */
const PICTURE_ENTRIES: readonly number[] = [1048, 1049];

/**
 * Whether a code came from a picture that somebody may have forwarded. Phishing sends a stranger's
 * code as a picture. It is also the only way to sign in on the phone itself, which is accepted when the browser said so
 * and is on the phone's network.
 * @param entry WeChat's entry number, where there is one
 */
export function isForwardedPicture(
  entry: number | null | undefined,
  request: { display: Display; near: Near },
): boolean {
  const ownScreen = request.display === 'same-phone' && request.near === 'same-network';
  return PICTURE_ENTRIES.includes(entry ?? 0) && !ownScreen;
}
