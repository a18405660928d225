/** What a message was answered with. Kept as it is, so that a repeat is answered alike. */
export type PushAnswer =
  /** A text for the person. */
  | { readonly kind: 'text'; readonly text: string }
  /** Nothing: WeChat is told `success`. */
  | { readonly kind: 'nothing' }
  /** The answer of the owner's own program. `body`: base64. */
  | { readonly kind: 'forwarded'; readonly contentType: string; readonly body: string };

/** How far the handling of a message is. */
export type PushProgress =
  | { readonly state: 'yours' }
  | { readonly state: 'running' }
  | { readonly state: 'answered'; readonly answer: PushAnswer };

/** How long an answer is kept: WeChat repeats a message twice within 15 s. */
export const ANSWER_KEPT_MS = 60_000;

/** How long one instance may take for a message, before another may begin with it. Longer than an answer may take. */
export const RUNNING_MS = 6_000;

/** How long a signature is remembered: a little longer than both sides of the time in which it is accepted. */
export const SIGNATURE_KEPT_MS = 11 * 60_000;

/**
 * Remembers messages that WeChat has sent, for one process or for all instances. Each method is atomic. An implementation
 * answers within a bounded time and throws `ApiError('unavailable')` when its store is away.
 */
export abstract class PushStore {
  /** Takes a message, once within {@link RUNNING_MS}; or says how far another has come with it. */
  abstract begin(id: string): Promise<PushProgress>;

  /** Keeps the answer of a message that was taken, for {@link ANSWER_KEPT_MS}. */
  abstract answer(id: string, answer: PushAnswer): Promise<void>;

  /** Gives a message back that could not be handled: a repeat may try again. */
  abstract giveBack(id: string): Promise<void>;

  /** Whether a signature comes for the first time, or with the same body as before. */
  abstract isFirstBody(signature: string, bodyDigest: string): Promise<boolean>;
}
