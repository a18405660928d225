/** What is kept: a journey that has begun, by its `state`; or a sign-in that waits in a pop-up, by its code. */
export type OneTimeKind = 'state' | 'code';

/**
 * What can be taken once, and only for a while. Ids are secrets: what is stored does not tell them. Every call throws
 * ApiError `unavailable` when the store cannot be reached.
 */
export abstract class OneTimeStore {
  /** @param lifetimeMs milliseconds; afterwards it is as if it had never been */
  abstract put(kind: OneTimeKind, id: string, text: string, lifetimeMs: number): Promise<void>;
  /** Reads it, and leaves it there. */
  abstract read(kind: OneTimeKind, id: string): Promise<string | undefined>;
  /** Reads and removes it: of any number of calls at once, on any instance, one gets it. */
  abstract take(kind: OneTimeKind, id: string): Promise<string | undefined>;
}
