import { hash } from 'node:crypto';

/** Some minutes of tokens at hundreds of logins a second, and about 1 MB. Beyond it the oldest are checked anew. */
const CAPACITY = 10_000;

/**
 * Tokens whose signature has been found right here, or was made here: to check one takes as long as all else that a
 * confirm does beside its rows, and the phone shows the one that it was given seconds ago. Says nothing but that: times,
 * audience, and whether the key is still ours, are asked each time. Keeps hashes; a token is a secret.
 */
export class KnownSignatures {
  /** Oldest first. */
  readonly #marks = new Set<string>();

  add(token: string): void {
    this.#marks.add(markOf(token));
    if (this.#marks.size > CAPACITY) this.#marks.delete(this.#marks.values().next().value as string);
  }

  /** Whether exactly this token, header, payload and signature, was added. */
  has(token: string): boolean {
    return this.#marks.has(markOf(token));
  }
}

function markOf(token: string): string {
  return hash('sha256', token, 'base64url');
}
