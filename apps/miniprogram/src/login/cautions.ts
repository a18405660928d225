import type { LoginRequestDetails } from '@maqiao/shared';

/** Long press on a picture, and a picture from the album. */
const PICTURE_ENTRIES: readonly number[] = [1048, 1049];

/**
 * Whether the person must be warned that the code came from a forwarded picture. A picture is how phishing
 * brings a stranger's code along; it is also the only way to sign in on the phone itself, which is believed
 * when the browser said so and shares the phone's network.
 */
export function isForwarded(
  entry: number | undefined,
  request: Pick<LoginRequestDetails, 'display' | 'near'>,
): boolean {
  const ownScreen = request.display === 'same-phone' && request.near === 'same-network';
  return PICTURE_ENTRIES.includes(entry ?? 0) && !ownScreen;
}
