/** Since when somebody follows the account, and through which code. */
export interface Follower {
  /** Seconds since 1970. */
  readonly since: number;
  /** The scene of the code through which they came; undefined when they found the account otherwise. */
  readonly scene: string | undefined;
}

/** Who follows the account, by the id of the person. */
export class Followers {
  readonly #followers = new Map<string, Follower>();

  find(personId: string): Follower | undefined {
    return this.#followers.get(personId);
  }

  add(personId: string, follower: Follower): void {
    this.#followers.set(personId, follower);
  }

  /** False when they did not follow. */
  remove(personId: string): boolean {
    return this.#followers.delete(personId);
  }

  reset(): void {
    this.#followers.clear();
  }
}
