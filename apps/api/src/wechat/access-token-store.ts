/** An access token and when it ends, in milliseconds: see {@link AccessTokenStore.isShared}. */
export interface AccessToken {
  readonly value: string;
  readonly expiresAt: number;
}

/** The right to fetch, held by one instance at a time. */
export interface FetchRight {
  /** Gives the right back. Does nothing when it has expired meanwhile and another instance holds it. */
  release(): Promise<void>;
}

/**
 * Stores the access token, in this process or for all instances. Each method is atomic. An implementation answers
 * within a bounded time and throws `ApiError('unavailable')` when its store is away.
 */
export abstract class AccessTokenStore {
  /**
   * Whether other processes read what is put here: then a token ends by the machine's clock, which they all have;
   * otherwise by the steady one. If the machine's clock was set, WeChat refuses the token and it is replaced.
   */
  abstract readonly isShared: boolean;

  /** The token, or null. It may have ended: the reader looks at `expiresAt`. */
  abstract get(): Promise<AccessToken | null>;

  /** Replaces the token. */
  abstract put(token: AccessToken): Promise<void>;

  /** Removes the token if it is still that one; a newer one stays. */
  abstract remove(value: string): Promise<void>;

  /** Takes the right to fetch, for at most that long; null while another holds it. */
  abstract takeFetchRight(lifetimeMs: number): Promise<FetchRight | null>;
}
