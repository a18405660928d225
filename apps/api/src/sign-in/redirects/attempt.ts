import type { Purpose } from '@maqiao/shared';

/** How a browser shows the provider's page. */
export type RedirectDisplay = 'page' | 'popup' | 'embedded';

/** A journey that has begun in a browser and has not come back. Kept by its `state`. */
export interface RedirectAttempt {
  /** Id of the method. */
  readonly method: string;
  readonly display: RedirectDisplay;
  /** The client's request that waits for the sign-in. */
  readonly interaction?: string | undefined;
  /** The path of ours that the person comes back to. */
  readonly wayBack: string;
  /** For a pop-up: the page that has opened it. */
  readonly opener?: Opener | undefined;
  /** What it is for, where it signs nobody in: bound to the session that asked. */
  readonly purpose?: Purpose | undefined;
  /** It is the second journey of a person who is new here. */
  readonly asksMore: boolean;
}

/** The page that has opened a pop-up. */
export interface Opener {
  readonly origin: string;
  /** base64url of the SHA-256 of its verifier (RFC 7636 §4.2, S256). */
  readonly challenge: string;
}

/** How long a person may take at the provider, in milliseconds. */
export const JOURNEY_MS = 10 * 60_000;

/** How long the code that a pop-up hands to its opener is good for, in milliseconds. */
export const POPUP_CODE_MS = 60_000;
